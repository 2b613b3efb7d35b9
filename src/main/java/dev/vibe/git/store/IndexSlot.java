package dev.vibe.git.store;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Place of one path in the index, with all that Git keeps there: nothing, a file that is staged or
 * announced, or the sides of a conflict.
 *
 * @param stages in order; empty when the index does not know the path
 */
public record IndexSlot(List<Stage> stages) {

  /** Nothing is staged at the path. */
  public static final IndexSlot NOTHING = new IndexSlot(List.of());

  public IndexSlot {
    stages = List.copyOf(stages);
  }

  /** A file that is staged, and no more. */
  public static IndexSlot of(TreeEntry entry) {
    return entry.equals(TreeEntry.ABSENT)
        ? NOTHING
        : new IndexSlot(List.of(new Stage(0, entry, Set.of())));
  }

  /** Mark of an entry: what the user told Git about it. */
  public enum Mark {
    /** {@code git add -N}: announced, without content yet. */
    INTENT_TO_ADD('i'),
    /** {@code git update-index --assume-unchanged}. */
    ASSUME_UNCHANGED('a'),
    /** {@code git update-index --skip-worktree}, or a sparse checkout. */
    SKIP_WORKTREE('s');

    private final char letter;

    Mark(char letter) {
      this.letter = letter;
    }

    public char letter() {
      return letter;
    }

    /** Those of a text of their letters; others are left out. */
    public static Set<Mark> of(String letters) {
      EnumSet<Mark> found = EnumSet.noneOf(Mark.class);
      for (Mark mark : values()) {
        if (letters.indexOf(mark.letter) >= 0) {
          found.add(mark);
        }
      }
      return Set.copyOf(found);
    }
  }

  /**
   * One entry.
   *
   * @param number 0, or 1 to 3 in a conflict: what both began with, ours, theirs
   */
  public record Stage(int number, TreeEntry entry, Set<Mark> marks) {
    public Stage {
      marks = Set.copyOf(marks);
    }
  }
}
