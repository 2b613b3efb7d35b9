package dev.vibe.workspace;

import dev.vibe.text.UnifiedDiff;
import dev.vibe.workspace.ProtectedNames.Protection;
import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.Resolution.Guarded;
import dev.vibe.workspace.Resolution.Inside;
import dev.vibe.workspace.Resolution.Refused;
import dev.vibe.workspace.content.Loaded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folders that file tools may use. Immutable; thread-safe.
 *
 * @param root the real path of the working folder
 * @param added real paths of further folders
 * @param outputs real paths of folders whose files may be read too, such as that of the outputs of
 *     this session's own commands; they need not exist
 */
public record Workspace(Path root, List<Path> added, List<Path> outputs) {

  /** Nobody names a file like that; what the system cannot take fails earlier. */
  private static final int LONGEST_PATH = 8192;

  private static final String TILDE = "~ is not expanded; name files relative to the workspace.";

  /** Folders whose files are the system's answers, never anybody's work. */
  private static final List<String> SYSTEM_FOLDERS = List.of("/proc", "/sys", "/dev");

  private static final Set<PosixFilePermission> ANY_WRITE =
      Set.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  public Workspace {
    added = List.copyOf(added);
    outputs = List.copyOf(outputs);
  }

  /** Without outputs. */
  public Workspace(Path root, List<Path> added) {
    this(root, added, List.of());
  }

  /** The same, where files below another folder may be read too. Touches the disk. */
  public Workspace withOutputs(Path folder) {
    return switch (PathWalk.walk(root, folder.toAbsolutePath())) {
      case PathWalk.End.At(Path real, PathKind found) -> new Workspace(root, added, List.of(real));
      case PathWalk.End.Blocked blocked -> this;
    };
  }

  /**
   * Checks a path as a model names it, absolute or relative to the root. Nothing is expanded: no
   * {@code ~}, variables or wildcards. Links are followed and judged by where they lead. For {@link
   * Access#WRITE} a folder is refused; a path that does not exist passes with both. Touches the
   * disk; never throws. Between this and the use of the path links may change: open with {@link
   * #open}, and resolve {@link WorkspacePath#absolute} again right before replacing a file.
   */
  public Resolution resolve(String named, Access access) {
    if (named.isBlank()) {
      return new Refused("invalid", "The path is empty; name a file of the workspace.");
    }
    if (named.length() > LONGEST_PATH) {
      return new Refused("invalid", "The path is too long.");
    }
    Path path;
    try {
      path = Path.of(named.endsWith("/") ? named + "." : named);
    } catch (InvalidPathException e) {
      return new Refused("invalid", shown(named) + " is not a valid path: " + e.getReason() + ".");
    }
    return switch (PathWalk.walk(root, path)) {
      case PathWalk.End.Blocked(Path at, String kind) -> blocked(named, at, kind);
      case PathWalk.End.At(Path real, PathKind found) ->
          baseOf(real)
              .map(base -> judge(new Candidate(named, base, real, found), access))
              .orElseGet(() -> outside(named, real, access));
    };
  }

  /** What lies at a resolved path now. Touches the disk; an unreadable folder counts as nothing. */
  public PathKind look(WorkspacePath path) {
    try {
      return PathWalk.look(path.absolute());
    } catch (IOException e) {
      return PathKind.NOTHING;
    }
  }

  /**
   * Opens a file for reading such that a link put in its place, or in place of a folder above it,
   * after it was resolved is not followed.
   *
   * @throws IOException when it is missing, not a regular file, not readable, or was moved
   */
  public SeekableByteChannel open(WorkspacePath path) throws IOException {
    Path file = path.absolute();
    return ConfinedOpen.read(baseOf(file).orElseGet(file::getRoot), file);
  }

  /**
   * The text of a file, opened as {@link #open} does; refused when there is none to read. Blocks on
   * disk; holds the whole file, which is never larger than {@link
   * dev.vibe.workspace.content.TextFile#MAX_BYTES}.
   */
  public Loaded load(WorkspacePath path) {
    return FileReading.load(this, path);
  }

  /** The first {@code most} bytes of a file, opened as {@link #open} does. */
  public byte[] read(WorkspacePath path, int most) throws IOException {
    try (SeekableByteChannel channel = open(path)) {
      int expected = (int) Math.min(most, channel.size());
      ByteBuffer buffer = ByteBuffer.allocate(expected);
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // until full or at the end
      }
      return buffer.hasRemaining()
          ? Arrays.copyOf(buffer.array(), buffer.position())
          : buffer.array();
    }
  }

  /** The path as people see it, for a file that is known to lie inside and to have no links. */
  public WorkspacePath pathOf(Path real) {
    if (real.equals(root)) {
      return new WorkspacePath(".", real);
    }
    return new WorkspacePath(
        real.startsWith(root) ? slashed(root.relativize(real)) : slashed(real), real);
  }

  /** What a checked path is judged by. */
  private record Candidate(String named, Path base, Path real, PathKind found) {}

  private Resolution judge(Candidate candidate, Access access) {
    String named = candidate.named;
    WorkspacePath path = pathOf(candidate.real);
    Protection protection = protection(candidate, access);
    Optional<Refused> obstacle =
        access == Access.READ
            ? readObstacle(candidate)
            : protection == Protection.REPOSITORY ? Optional.empty() : writeObstacle(candidate);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    if (protection == Protection.SECRET
        && access == Access.READ
        && candidate.found == PathKind.NOTHING) {
      return new Refused("not_found", shown(named) + " does not exist.");
    }
    return switch (protection) {
      case NONE -> new Inside(path);
      case REPOSITORY ->
          new Guarded(
              path,
              Guard.PROTECTED,
              shown(named) + " belongs to a repository's own files; ask git instead.");
      case RUN_LATER ->
          new Guarded(
              path,
              Guard.PROTECTED,
              shown(named)
                  + " is obeyed or run by other programs later; only the user may allow changing"
                  + " it. Go on without, and say what should be changed.");
      case SECRET ->
          new Guarded(
              path,
              Guard.SECRET,
              shown(named)
                  + " may hold log-in data; only the user may allow using it. Go on without it.");
    };
  }

  /** By the names where it really is and by those it was asked for. */
  private Protection protection(Candidate candidate, Access access) {
    if (isInBareRepository(candidate, access)) {
      return Protection.REPOSITORY;
    }
    Path asked = root.resolve(candidate.named).normalize();
    Stream<String> names =
        Stream.of(
                candidate.base.relativize(candidate.real),
                baseOf(asked).map(base -> base.relativize(asked)).orElse(asked))
            .map(Workspace::slashed);
    return names
        .map(relative -> ProtectedNames.of(relative, access))
        .filter(protection -> protection != Protection.NONE)
        .min(Comparator.naturalOrder())
        .orElse(Protection.NONE);
  }

  /** A repository without a telling name, or one that this write would complete. */
  private static boolean isInBareRepository(Candidate candidate, Access access) {
    Path folder = candidate.base;
    for (Path name : candidate.base.relativize(candidate.real)) {
      String coming = access == Access.WRITE ? ProtectedNames.folded(name.toString()) : "";
      if (has(folder, "HEAD", coming)
          && ((has(folder, "objects", coming) && has(folder, "refs", coming))
              || has(folder, "commondir", coming)
              || ProtectedNames.folded(folder.toString()).endsWith(".git"))) {
        return true;
      }
      folder = folder.resolve(name);
    }
    return false;
  }

  private static boolean has(Path folder, String name, String coming) {
    return coming.equalsIgnoreCase(name)
        || Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS);
  }

  private static Optional<Refused> readObstacle(Candidate candidate) {
    String named = shown(candidate.named);
    return switch (candidate.found) {
      case SPECIAL -> Optional.of(new Refused("not_regular", named + " is not a regular file."));
      case NOTHING ->
          candidate.named.startsWith("~")
              ? Optional.of(new Refused("not_found", named + " does not exist. " + TILDE))
              : Optional.empty();
      case FILE, FOLDER ->
          Files.isReadable(candidate.real)
              ? Optional.empty()
              : Optional.of(new Refused("permission", named + " may not be read by this user."));
    };
  }

  private static Optional<Refused> writeObstacle(Candidate candidate) {
    String named = shown(candidate.named);
    return switch (candidate.found) {
      case SPECIAL -> Optional.of(new Refused("not_regular", named + " is not a regular file."));
      case FOLDER ->
          Optional.of(new Refused("is_directory", named + " is a folder; name a file in it."));
      case FILE ->
          isWritable(candidate.real)
              ? Optional.empty()
              : Optional.of(new Refused("permission", named + " is read-only; leave it as it is."));
      case NOTHING -> newFileObstacle(candidate);
    };
  }

  private static Optional<Refused> newFileObstacle(Candidate candidate) {
    String named = shown(candidate.named);
    if (candidate.named.startsWith("~")) {
      return Optional.of(new Refused("invalid", named + ": " + TILDE));
    }
    if (candidate.named.endsWith("/")) {
      return Optional.of(new Refused("is_directory", named + " names a folder; name a file."));
    }
    return isWritable(nearestFolder(candidate))
        ? Optional.empty()
        : Optional.of(
            new Refused(
                "permission", "The folder for " + named + " is read-only; write elsewhere."));
  }

  /** The folder that exists already, in which the first missing one or the file would be made. */
  private static Path nearestFolder(Candidate candidate) {
    Path nearest = candidate.base;
    for (Path name : candidate.base.relativize(candidate.real)) {
      Path next = nearest.resolve(name);
      if (!Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
        break;
      }
      nearest = next;
    }
    return nearest;
  }

  /** Judged by the mode as well, because to a superuser everything is writable. */
  private static boolean isWritable(Path path) {
    try {
      return Files.isWritable(path)
          && Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).stream()
              .anyMatch(ANY_WRITE::contains);
    } catch (UnsupportedOperationException e) {
      return Files.isWritable(path);
    } catch (IOException e) {
      return false;
    }
  }

  private Resolution blocked(String named, Path at, String kind) {
    if (baseOf(at).isEmpty()) {
      return new Refused("outside", outside(named) + "Name a file inside of it.");
    }
    String place = shown(pathOf(at).relative());
    String message =
        switch (kind) {
          case "not_a_directory" -> shown(named) + " leads through " + place + ", which is a file.";
          case "loop" -> shown(named) + " is a loop of links.";
          case "permission" -> shown(named) + " may not be reached by this user.";
          default -> shown(named) + " has a name that is too long or not valid.";
        };
    return new Refused(kind, message);
  }

  /**
   * A person may open what is named as what it is. A name in the workspace that leads out of it,
   * and what is no file of anybody's, nobody is asked about.
   */
  private Resolution outside(String named, Path real, Access access) {
    WorkspacePath path = pathOf(real);
    if (access == Access.READ && outputs.stream().anyMatch(real::startsWith)) {
      return new Inside(path);
    }
    if (isSystem(real)) {
      return new Refused("outside", outside(named) + "Name a file inside of it.");
    }
    return baseOf(root.resolve(named).normalize()).isPresent()
        ? new Refused("outside", outside(named) + "It is a link to " + shown(path.relative()) + ".")
        : new Guarded(
            path,
            Guard.OUTSIDE,
            outside(named)
                + "Only the user may allow using it, with a yes or with --add-dir. Go on without"
                + " it.");
  }

  private String outside(String named) {
    return shown(named) + " is outside the workspace " + root + ". ";
  }

  /** The folder of this workspace that a path without links lies in. */
  private Optional<Path> baseOf(Path real) {
    return Stream.concat(Stream.of(root), added.stream())
        .filter(real::startsWith)
        .filter(base -> !isSystem(real) || isSystem(base))
        .findFirst();
  }

  private static boolean isSystem(Path path) {
    return SYSTEM_FOLDERS.stream().anyMatch(path::startsWith);
  }

  private static String slashed(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  private static String shown(String named) {
    String cut = named.length() > 200 ? named.substring(0, 200) + "…" : named;
    return UnifiedDiff.quoted(cut);
  }
}
