package dev.vibe.agent;

import dev.vibe.git.file.FileKind;
import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that stay as they are whatever a command does to them, because the task at hand forbids to
 * change them. What edits them is refused by the policy; what a command did is put back by its
 * content.
 */
public final class KeptFiles {

  /** None are kept. */
  public static final KeptFiles NONE = new KeptFiles(path -> false, Path.of(""));

  private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);

  private final Predicate<String> kept;
  private final Path journal;

  /**
   * Those for which this holds.
   *
   * @param kept asked with paths relative to the working folder
   * @param journal where change sets keep their journal
   */
  public KeptFiles(Predicate<String> kept, Path journal) {
    this.kept = kept;
    this.journal = journal;
  }

  /** What became of changes. */
  public record PutBack(List<String> files, List<WorktreeChange> left) {
    public PutBack {
      files = List.copyOf(files);
      left = List.copyOf(left);
    }
  }

  /**
   * Puts back those of the changes that are of kept files; the others are left, and so is what
   * cannot be put back. Blocks on disk.
   */
  public PutBack putBack(List<WorktreeChange> changes) {
    List<String> files = new ArrayList<>();
    List<WorktreeChange> left = new ArrayList<>();
    for (WorktreeChange change : changes) {
      if (kept.test(change.path().relative()) && isPutBack(change)) {
        files.add(change.path().relative());
      } else {
        left.add(change);
      }
    }
    return new PutBack(files, left);
  }

  private boolean isPutBack(WorktreeChange change) {
    if (!isPlain(change.before()) || !isPlain(change.after())) {
      return false;
    }
    try {
      ChangeSet.write(
          List.of(
              FileChange.between(
                  change.path(), change.after().asContent(), content(change.before()))),
          journal);
      return true;
    } catch (VibeException e) {
      LOG.warn("{} cannot be put back: {}", change.path(), e.problem().render());
      return false;
    }
  }

  private static boolean isPlain(FileState state) {
    return switch (state) {
      case FileState.Absent a -> true;
      case FileState.Unkept u -> false;
      case Held held -> held.kind() == FileKind.REGULAR || held.kind() == FileKind.EXECUTABLE;
    };
  }

  private static Content content(FileState state) {
    return state instanceof Held held
        ? new Content.Present(
            held.bytes(),
            held.kind() == FileKind.EXECUTABLE ? Content.Mode.EXECUTABLE : Content.Mode.PLAIN)
        : state.asContent();
  }
}
