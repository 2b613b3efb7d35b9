package dev.vibe.git.undo;

import dev.vibe.git.file.FileState;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.SlotChange;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.text.FileDiff;
import dev.vibe.workspace.WorkspacePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Plan of what an undo or redo would do. Computed without changing anything.
 *
 * @param turns that are taken back, newest first; of a redo those that come back
 * @param items files that would change, sorted by path
 * @param notes sentences on what cannot be done, and why
 * @param records numbers of the checkpoints that are reversed
 * @param made folders that go when they are empty then, deepest first, relative to the folder
 * @param beside what else would change
 */
public record UndoPlan(
    String session,
    Direction direction,
    List<Turn> turns,
    List<Item> items,
    Commits commits,
    List<String> notes,
    List<Integer> records,
    List<String> made,
    Beside beside) {

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

  /**
   * What an undo changes beside files and HEAD, and what it leaves.
   *
   * @param index what becomes of what is staged, sorted by path
   * @param passed files that notes are about and that stay as they are, as a checkpoint names them
   * @param remarks sentences on what comes with it and is no fault
   */
  public record Beside(
      List<SlotChange> index, Operation operation, List<String> passed, List<String> remarks) {

    public Beside {
      index = List.copyOf(index);
      passed = List.copyOf(passed);
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * Files that say that a merge or the like is in progress, by name.
   *
   * @param now as they are
   * @param then as they would be
   */
  public record Operation(Map<String, TreeEntry> now, Map<String, TreeEntry> then) {

    static final Operation NONE = new Operation(Map.of(), Map.of());

    public Operation {
      now = Map.copyOf(now);
      then = Map.copyOf(then);
    }

    /** Whether something begins or ends. */
    public boolean changes() {
      return !now.equals(then);
    }
  }

  /** A reply of the model that changed something. */
  public record Turn(int run, int number, Instant at, List<String> titles) {
    public Turn {
      titles = List.copyOf(titles);
    }

    /** The same with more to say of it. */
    Turn with(List<String> remarks) {
      List<String> all = new ArrayList<>(titles);
      all.addAll(remarks);
      return new Turn(run, number, at, all);
    }
  }

  /** Standing of a file: whether it is as the run left it. */
  public enum Standing {
    AS_LEFT,
    /** Somebody changed other lines of it, which stay. */
    MERGED,
    /**
     * Somebody changed the same lines since, or it is not known who did: only after a yes to this
     * very file.
     */
    CHANGED_SINCE,
    /**
     * It would make a repository of a folder that is none now, and Git runs what one names: only
     * after a yes to this very file.
     */
    MAKES_REPOSITORY,
    /** A commit that is not the run's took it in: only after a yes to this very file. */
    COMMITTED;

    /** Whether a yes to the whole is not enough. */
    public boolean needsYes() {
      return switch (this) {
        case AS_LEFT, MERGED -> false;
        case CHANGED_SINCE, MAKES_REPOSITORY, COMMITTED -> true;
      };
    }
  }

  /**
   * One file.
   *
   * @param now as it is
   * @param then as it would be; of a file that was changed since, with both changes if they are in
   *     other lines
   * @param diff from one to the other, as far as they are text
   * @param holder the commit of somebody else that took it in, for people; else empty
   */
  public record Item(
      WorkspacePath path,
      FileState now,
      FileState then,
      Standing standing,
      FileDiff diff,
      String holder) {

    /** One that no commit of somebody else took in. */
    public Item(
        WorkspacePath path, FileState now, FileState then, Standing standing, FileDiff diff) {
      this(path, now, then, standing, diff, "");
    }

    /** The same, that a commit of somebody else took in. */
    Item heldBy(String commit) {
      return new Item(path, now, then, Standing.COMMITTED, diff, commit);
    }
  }

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
     * HEAD goes back to the branch that it was on; the branch that it is on now stays.
     *
     * @param ids of commits of the run that stay on it, newest first
     */
    record Switch(Head from, Head to, List<String> ids) implements Commits {
      public Switch {
        ids = List.copyOf(ids);
      }
    }

    /**
     * Something came in between that an undo does not cross: nothing is touched at all.
     *
     * @param ids of the run's commits, newest first
     * @param why a clause
     * @param remedy what helps
     */
    record Barrier(List<String> ids, String why, String remedy) implements Commits {
      public Barrier {
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
    return items.isEmpty() && !changesMoreThanFiles();
  }

  /** Whether HEAD, what is staged, or a merge in progress changes. */
  public boolean changesMoreThanFiles() {
    return changesHead() || !beside.index().isEmpty() || beside.operation().changes();
  }

  /** Whether a branch, or a detached HEAD, gets another commit. */
  public boolean changesHead() {
    return switch (commits) {
      case Commits.Move move -> true;
      case Commits.Revert revert -> true;
      case Commits.Switch back -> true;
      case Commits.None() -> false;
      case Commits.Stay stay -> false;
      case Commits.Barrier barrier -> false;
    };
  }

  /** The same with something else for the commits. */
  UndoPlan with(Commits other) {
    return new UndoPlan(session, direction, turns, items, other, notes, records, made, beside);
  }
}
