package dev.vibe.workspace;

import dev.vibe.file.FileName;
import dev.vibe.file.PseudoMounts;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.NameBytes;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.content.Loaded;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Workspace of folders that file tools may use. Immutable; thread-safe.
 *
 * @param root the real path of the working folder
 * @param added real paths of further folders
 * @param outputs real paths of folders whose files may be read too, such as that of the outputs of
 *     this session's own commands; they need not exist
 * @param around real paths of folders that the root lies in, whose files may be read too, with the
 *     care that those of the workspace are: the top of its repository
 * @param own real paths of vibe's own configuration and state, which only the user changes, also
 *     where they lie in the workspace
 * @param readRules the user's rules on which files may be read
 * @param editor whose unsaved texts stand for those of the disk
 */
public record Workspace(
    Path root,
    List<Path> added,
    List<Path> outputs,
    List<Path> around,
    List<Path> own,
    ReadRules readRules,
    EditorTexts editor) {

  public Workspace {
    added = List.copyOf(added);
    outputs = List.copyOf(outputs);
    around = List.copyOf(around);
    own = List.copyOf(own);
  }

  /** Without outputs, rules and anything around. */
  public Workspace(Path root, List<Path> added) {
    this(root, added, List.of(), List.of(), List.of(), ReadRules.NONE, EditorTexts.NONE);
  }

  /** The same under the user's rules. */
  public Workspace under(ReadRules rules) {
    return new Workspace(root, added, outputs, around, own, rules, editor);
  }

  /** The same, where texts of an editor count that are not saved. */
  public Workspace in(EditorTexts texts) {
    return new Workspace(root, added, outputs, around, own, readRules, texts);
  }

  /** The same, where files in all of the repository that the root lies in may be read, too. */
  public Workspace within(Path top) {
    return new Workspace(root, added, outputs, List.of(top), own, readRules, editor);
  }

  /** The same, where files below further folders may be read, too. Touches the disk. */
  public Workspace alsoReading(List<Path> folders) {
    List<Path> all = new ArrayList<>(around);
    for (Path folder : folders) {
      if (PathWalk.walk(root, folder.toAbsolutePath()) instanceof PathWalk.End.At at) {
        all.add(at.real());
      }
    }
    return new Workspace(root, added, outputs, all, own, readRules, editor);
  }

  /** The same, with folders that only the user changes; none that the root lies in. */
  public Workspace keeping(List<Path> folders) {
    List<Path> real = new ArrayList<>();
    for (Path folder : folders) {
      if (PathWalk.walk(root, folder.toAbsolutePath()) instanceof PathWalk.End.At at
          && !root.startsWith(at.real())) {
        real.add(at.real());
      }
    }
    return new Workspace(root, added, outputs, around, real, readRules, editor);
  }

  /** The same, where files below another folder may be read too. Touches the disk. */
  public Workspace withOutputs(Path folder) {
    return switch (PathWalk.walk(root, folder.toAbsolutePath())) {
      case PathWalk.End.At(Path real, PathKind found) ->
          new Workspace(root, added, List.of(real), around, own, readRules, editor);
      case PathWalk.End.Blocked blocked -> this;
    };
  }

  /**
   * Checks a path as a model names it, absolute or relative to the root. Nothing is expanded: no
   * {@code ~}, variables or wildcards. Links are followed and judged by where they lead. For {@link
   * Access#WRITE} a folder is refused, and so is a file that may never be read, because an edit
   * shows what was there; a path that does not exist passes with both. Touches the disk; never
   * throws. Between this and the use of the path links may change: open with {@link #open}, and
   * resolve {@link WorkspacePath#absolute} again right before replacing a file.
   *
   * <p>A name in the notation of {@link QuotedName} is the one that it stands for, unless there is
   * a file of that very name; one with {@code \xe9} in it may be without the quotes.
   */
  public Resolution resolve(String named, Access access) {
    return resolve(named, access, Set.of());
  }

  /**
   * As {@link #resolve(String, Access)}, for a file among several: what they make together with
   * what is there decides.
   *
   * @param coming real paths of the files that are about to be written
   */
  public Resolution resolve(String named, Access access, Set<Path> coming) {
    Resolution resolution = new PathJudge(folders(), coming).judge(meant(named), access);
    return switch (resolution) {
      case Resolution.Inside(WorkspacePath path) -> readable(path, access, resolution);
      case Resolution.Guarded guarded -> readable(guarded.path(), access, resolution);
      case Resolution.Refused refused -> refused;
    };
  }

  private Resolution readable(WorkspacePath path, Access access, Resolution resolution) {
    return access == Access.WRITE
            && standing(path) == ReadRules.Standing.DENIED
            && look(path) != PathKind.NOTHING
        ? new Resolution.Refused(
            RefusalCode.FORBIDDEN,
            "A rule of the user forbids to read "
                + path
                + ", and an edit would show what is in it. Go on without it.")
        : resolution;
  }

  /** What the user's rules say of reading a file. Pure. */
  public ReadRules.Standing standing(WorkspacePath path) {
    return readRules.of(path.relative());
  }

  /**
   * Whether files that are about to come back make a repository of a folder that is none now, and
   * not without this one or its neighbours. Git runs what the configuration of one names. Touches
   * the disk.
   *
   * @param coming real paths of all of them
   */
  public boolean makesRepository(WorkspacePath path, Set<Path> coming) {
    return folders()
        .baseOf(path.absolute())
        .filter(base -> new EmbeddedRepository(base, coming).isKey(path.absolute()))
        .isPresent();
  }

  private String meant(String named) {
    if (exists(named)) {
      return named;
    }
    String unescaped = NameBytes.unescaped(named);
    return QuotedName.read(named)
        .filter(name -> exists(name) || QuotedName.of(name).equals(named))
        .orElse(exists(unescaped) ? unescaped : named);
  }

  private boolean exists(String named) {
    try {
      return Files.exists(FileName.in(PathWalk.nearest(root), named), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What lies at a resolved path now. Touches the disk; an unreadable folder counts as nothing. */
  public PathKind look(WorkspacePath path) {
    if (PseudoMounts.ofMachine().hold(path.absolute())) {
      return PathKind.SPECIAL;
    }
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
  SeekableByteChannel open(WorkspacePath path) throws IOException {
    Path file = path.absolute();
    return ConfinedOpen.read(folders().baseOf(file, Access.READ).orElseGet(file::getRoot), file);
  }

  /**
   * The text of a file, opened as {@link #open} does, or as it is in an editor; refused when there
   * is none to read. Blocks on disk; holds the whole file, which is never larger than {@link
   * dev.vibe.workspace.content.TextFile#MAX_BYTES}.
   */
  public Loaded load(WorkspacePath path) {
    return UnsavedText.over(FileReading.load(path, this::read), path, editor);
  }

  /** As {@link #load}, for an edit: a file that may not be written is refused. */
  public Loaded loadToEdit(WorkspacePath path) {
    return UnsavedText.toEdit(FileReading.loadToEdit(path, this::read), path, editor);
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
    return folders().pathOf(real);
  }

  private WorkspaceFolders folders() {
    return new WorkspaceFolders(root, added, outputs, around, own);
  }
}
