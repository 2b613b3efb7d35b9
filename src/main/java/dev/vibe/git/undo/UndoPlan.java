package dev.vibe.git.undo;

import dev.vibe.git.file.FileState;
import dev.vibe.text.FileDiff;
import dev.vibe.workspace.WorkspacePath;
import java.time.Instant;
import java.util.List;

/**
 * Plan of what an undo or redo would do. Computed without changing anything.
 *
 * @param turns that are taken back, newest first; of a redo those that come back
 * @param items files that would change, sorted by path
 * @param notes sentences on what cannot be done, and why
 * @param records numbers of the checkpoints that are reversed
 * @param made folders that go when they are empty then, deepest first, relative to the folder
 */
public record UndoPlan(
    String session,
    Direction direction,
    List<Turn> turns,
    List<Item> items,
    Commits commits,
    List<String> notes,
    List<Integer> records,
    List<String> made) {

  public UndoPlan {
    turns = List.copyOf(turns);
    items = List.copyOf(items);
    notes = List.copyOf(notes);
    records = List.copyOf(records);
    made = List.copyOf(made);
  }

  /** Direction of a plan: whether changes go or come back. */
  public enum Direction {
    UNDO,
    REDO
  }

  /** A reply of the model that changed something. */
  public record Turn(int run, int number, Instant at, List<String> titles) {
    public Turn {
      titles = List.copyOf(titles);
    }
  }

  /** Standing of a file: whether it is as the run left it. */
  public enum Standing {
    AS_LEFT,
    /**
     * Somebody changed it since, or it is not known who did: only after a yes to this very file.
     */
    CHANGED_SINCE,
    /**
     * It would make a repository of a folder that is none now, and Git runs what one names: only
     * after a yes to this very file.
     */
    MAKES_REPOSITORY
  }

  /**
   * One file.
   *
   * @param now as it is
   * @param then as it would be; of a file that was changed since, with both changes if they are in
   *     other lines
   * @param diff from one to the other, as far as they are text
   */
  public record Item(
      WorkspacePath path, FileState now, FileState then, Standing standing, FileDiff diff) {}

  /** Choice of what becomes of commits that the run made. */
  public sealed interface Commits {

    record None() implements Commits {}

    /**
     * The branch goes to another commit; what the user staged stays.
     *
     * @param branch full name; empty when HEAD is detached
     * @param ids of the commits that are taken back or come back, newest first
     */
    record Move(String branch, String from, String to, List<String> ids) implements Commits {
      public Move {
        ids = List.copyOf(ids);
      }
    }

    /**
     * They stay, and a commit on top takes back what they changed; what the user staged stays.
     *
     * @param branch full name; empty when HEAD is detached
     * @param head the commit that it is made on
     * @param ids of the commits that it reverts, newest first
     */
    record Revert(String branch, String head, List<String> ids) implements Commits {
      public Revert {
        ids = List.copyOf(ids);
      }
    }

    /**
     * They stay.
     *
     * @param why a clause
     * @param remedy what does it instead
     */
    record Stay(List<String> ids, String why, String remedy) implements Commits {
      public Stay {
        ids = List.copyOf(ids);
      }
    }
  }

  /** Whether there is nothing that could be done. */
  public boolean isEmpty() {
    return items.isEmpty() && !changesHead();
  }

  /** Whether a branch, or a detached HEAD, gets another commit. */
  public boolean changesHead() {
    return switch (commits) {
      case Commits.Move move -> true;
      case Commits.Revert revert -> true;
      case Commits.None() -> false;
      case Commits.Stay stay -> false;
    };
  }

  /** The same with something else for the commits. */
  UndoPlan with(Commits other) {
    return new UndoPlan(session, direction, turns, items, other, notes, records, made);
  }
}
