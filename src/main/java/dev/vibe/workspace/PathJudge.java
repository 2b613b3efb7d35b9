package dev.vibe.workspace;

import dev.vibe.file.FileName;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.EmbeddedRepository.Relation;
import dev.vibe.workspace.ProtectedNames.Protection;
import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.Resolution.Guarded;
import dev.vibe.workspace.Resolution.Inside;
import dev.vibe.workspace.Resolution.Refused;
import dev.vibe.workspace.content.FileModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Policy on paths that a model names: free to use, only with a person's yes, or not to be touched,
 * by where the path leads, by its name, and by what lies there. Touches the disk; changes nothing;
 * never throws.
 *
 * @param coming real paths of files that are about to be written, together with those that are
 *     judged
 */
record PathJudge(WorkspaceFolders folders, Set<Path> coming) {

  /** Nobody names a file like that; what the system cannot take fails earlier. */
  private static final int LONGEST_PATH = 8192;

  private static final String TILDE = "~ is not expanded; name files relative to the workspace.";

  private static final String MAKES_REPOSITORY =
      " would make its folder a repository, or belongs to what would be one: git runs what the"
          + " config and the hooks of one name. `git init` makes a repository.";

  /** What {@code Workspace.resolve} promises. */
  Resolution judge(String named, Access access) {
    if (named.isBlank()) {
      return new Refused(RefusalCode.INVALID, "The path is empty; name a file of the workspace.");
    }
    if (named.length() > LONGEST_PATH) {
      return new Refused(RefusalCode.INVALID, "The path is too long.");
    }
    Path path;
    try {
      path = FileName.path(named.endsWith("/") ? named + "." : named);
    } catch (InvalidPathException e) {
      return new Refused(
          RefusalCode.INVALID, shown(named) + " is not a valid path: " + e.getReason() + ".");
    }
    return switch (PathWalk.walk(start(), path)) {
      case PathWalk.End.Blocked(Path at, PathWalk.Obstacle obstacle) ->
          blocked(named, at, obstacle, access);
      case PathWalk.End.At(Path real, PathKind found) ->
          folders
              .baseOf(real, access)
              .map(base -> judged(new Candidate(named, base, real, found), access))
              .orElseGet(() -> outside(named, real, access));
    };
  }

  /** What a checked path is judged by. */
  private record Candidate(String named, Path base, Path real, PathKind found) {}

  private Resolution judged(Candidate candidate, Access access) {
    String named = candidate.named;
    WorkspacePath path = folders.pathOf(candidate.real);
    Relation relation = relation(candidate, access);
    Protection protection =
        relation == Relation.NONE ? protection(candidate, access) : Protection.REPOSITORY;
    if (protection == Protection.NONE && folders.isOwn(candidate.real)) {
      protection = ofOwn(candidate.real, access);
    }
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
      return new Refused(RefusalCode.NOT_FOUND, shown(named) + " does not exist.");
    }
    return switch (protection) {
      case NONE -> new Inside(path);
      case REPOSITORY ->
          new Guarded(
              path,
              Guard.PROTECTED,
              relation == Relation.MAKES
                  ? shown(named) + MAKES_REPOSITORY
                  : shown(named) + " belongs to a repository's own files; ask git instead.");
      case RUN_LATER ->
          new Guarded(
              path,
              Guard.PROTECTED,
              shown(named)
                  + " is obeyed or run by other programs later, so only the user may let it be"
                  + " changed.");
      case SECRET ->
          new Guarded(
              path,
              Guard.SECRET,
              shown(named) + " may hold log-in data, so only the user may let it be used.");
    };
  }

  private Protection ofOwn(Path real, Access access) {
    if (access == Access.WRITE) {
      return Protection.RUN_LATER;
    }
    return folders.isKey(real) ? Protection.SECRET : Protection.NONE;
  }

  /** By the names where it really is and by those it was asked for. */
  private Protection protection(Candidate candidate, Access access) {
    Path asked = FileName.in(start(), candidate.named).normalize();
    Stream<String> names =
        Stream.of(
                candidate.base.relativize(candidate.real),
                folders.baseOf(asked, access).map(base -> base.relativize(asked)).orElse(asked))
            .map(WorkspaceFolders::slashed);
    return names
        .map(relative -> ProtectedNames.of(relative, access))
        .filter(protection -> protection != Protection.NONE)
        .min(Comparator.naturalOrder())
        .orElse(Protection.NONE);
  }

  private Relation relation(Candidate candidate, Access access) {
    EmbeddedRepository repository = new EmbeddedRepository(candidate.base, coming);
    return switch (access) {
      case READ -> repository.ofReading(candidate.real);
      case WRITE -> repository.ofWriting(candidate.real);
    };
  }

  private static Optional<Refused> readObstacle(Candidate candidate) {
    String named = shown(candidate.named);
    return switch (candidate.found) {
      case SPECIAL -> Optional.of(special(candidate));
      case NOTHING ->
          candidate.named.startsWith("~")
              ? Optional.of(new Refused(RefusalCode.NOT_FOUND, named + " does not exist. " + TILDE))
              : Optional.empty();
      case FILE, FOLDER ->
          Files.isReadable(candidate.real)
              ? Optional.empty()
              : Optional.of(
                  new Refused(RefusalCode.PERMISSION, named + " may not be read by this user."));
    };
  }

  private Optional<Refused> writeObstacle(Candidate candidate) {
    String named = shown(candidate.named);
    return switch (candidate.found) {
      case SPECIAL -> Optional.of(special(candidate));
      case FOLDER ->
          Optional.of(
              new Refused(RefusalCode.IS_DIRECTORY, named + " is a folder; name a file in it."));
      case FILE ->
          isWritable(candidate.real)
              ? Optional.empty()
              : Optional.of(
                  new Refused(RefusalCode.PERMISSION, named + " is read-only; leave it as it is."));
      case NOTHING -> newFileObstacle(candidate);
    };
  }

  private static Refused special(Candidate candidate) {
    return new Refused(
        RefusalCode.NOT_REGULAR,
        shown(candidate.named)
            + " is "
            + SpecialFile.at(candidate.real).words()
            + ", not a regular file; it is neither read nor written.");
  }

  private Optional<Refused> newFileObstacle(Candidate candidate) {
    String named = shown(candidate.named);
    if (candidate.named.startsWith("~")) {
      return Optional.of(new Refused(RefusalCode.INVALID, named + ": " + TILDE));
    }
    if (candidate.named.endsWith("/")) {
      return Optional.of(
          new Refused(RefusalCode.IS_DIRECTORY, named + " names a folder; name a file."));
    }
    if (isGone() && candidate.base.equals(folders.root())) {
      return Optional.of(
          new Refused(
              RefusalCode.NOT_FOUND,
              "The working folder "
                  + QuotedName.of(folders.root().toString())
                  + " is gone. `mkdir -p` makes it again; then write "
                  + named
                  + "."));
    }
    return isWritable(nearestFolder(candidate))
        ? Optional.empty()
        : Optional.of(
            new Refused(
                RefusalCode.PERMISSION,
                "The folder for " + named + " is read-only; write elsewhere."));
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

  /** One that is gone or cannot be reached is not. */
  private static boolean isWritable(Path path) {
    try {
      return !FileModes.isReadOnly(path);
    } catch (IOException e) {
      return false;
    }
  }

  private Resolution blocked(String named, Path at, PathWalk.Obstacle obstacle, Access access) {
    if (folders.baseOf(at, access).isEmpty()) {
      return new Refused(RefusalCode.OUTSIDE, outside(named) + "Name a file inside of it.");
    }
    String place = shown(folders.pathOf(at).relative());
    String message =
        switch (obstacle) {
          case NOT_A_DIRECTORY -> shown(named) + " leads through " + place + ", which is a file.";
          case LOOP -> shown(named) + " is a loop of links.";
          case PERMISSION -> shown(named) + " may not be reached by this user.";
          case INVALID -> shown(named) + " has a name that is too long or not valid.";
        };
    return new Refused(obstacle.code(), message);
  }

  /**
   * A person may open what is named as what it is. A name in the workspace that leads out of it,
   * and what is no file of anybody's, nobody is asked about.
   */
  private Resolution outside(String named, Path real, Access access) {
    WorkspacePath path = folders.pathOf(real);
    if (access == Access.READ && folders.isOutput(real)) {
      return new Inside(path);
    }
    if (WorkspaceFolders.isSystem(real)) {
      return new Refused(RefusalCode.OUTSIDE, outside(named) + "Name a file inside of it.");
    }
    if (folders.isRecord(real)) {
      return new Guarded(
          path,
          Guard.PROTECTED,
          outside(named) + "It is vibe's own record of a session, which the work does not need.");
    }
    Optional<Path> here = sameBelow(real);
    if (here.isPresent()) {
      return new Refused(
          RefusalCode.NOT_FOUND,
          shown(named)
              + " does not exist. Here it is "
              + QuotedName.of(WorkspaceFolders.slashed(here.get()))
              + ".");
    }
    return folders.baseOf(FileName.in(start(), named).normalize()).isPresent()
        ? new Refused(
            RefusalCode.OUTSIDE, outside(named) + "It is a link to " + shown(path.relative()) + ".")
        : new Guarded(path, Guard.OUTSIDE, outside(named).strip());
  }

  /**
   * The file of the workspace that a path of another machine, or of another checkout, means: the
   * one with the most of its names. Empty when there is a file at that path.
   */
  private Optional<Path> sameBelow(Path real) {
    if (Files.exists(real, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return IntStream.range(1, real.getNameCount())
        .mapToObj(first -> real.subpath(first, real.getNameCount()))
        .filter(names -> Files.isRegularFile(folders.root().resolve(names)))
        .findFirst();
  }

  private String outside(String named) {
    return shown(named)
        + " is outside the workspace "
        + QuotedName.of(folders.root().toString())
        + (isGone() ? ", which is gone. " + untilMade() : ". ");
  }

  /** Where relative names begin: as commands do, right above a working folder that is gone. */
  private Path start() {
    return PathWalk.nearest(folders.root());
  }

  private boolean isGone() {
    return !start().equals(folders.root());
  }

  private String untilMade() {
    return "Names begin in "
        + QuotedName.of(start().toString())
        + ", where commands run, until `mkdir -p` makes it again. ";
  }

  private static String shown(String named) {
    String cut = named.length() > 200 ? named.substring(0, 200) + "…" : named;
    return QuotedName.of(cut);
  }
}
