package dev.vibe.git.checkpoint;

import dev.vibe.git.checkpoint.CheckpointRecord.Left;
import dev.vibe.git.checkpoint.CheckpointRecord.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * History that the records of one session add up to: which changes stand, and which undos can be
 * taken back. Pure.
 *
 * @param standing changes, oldest first
 * @param undone undos that no later change has made pointless, oldest first
 * @param rests changes that were taken back but for a rest, oldest first
 */
public record CheckpointHistory(List<Stored> standing, List<Stored> undone, List<Rest> rests) {

  /** Rest of a change that an undo left. */
  public record Rest(Stored change, Left left) {}

  public CheckpointHistory {
    standing = List.copyOf(standing);
    undone = List.copyOf(undone);
    rests = List.copyOf(rests);
  }

  /**
   * Folds the records.
   *
   * @param records of one session, in any order
   */
  public static CheckpointHistory of(List<Stored> records) {
    Fold fold = new Fold();
    Map<Integer, Stored> all = new TreeMap<>();
    records.forEach(each -> all.put(number(each), each));
    all.values().forEach(fold::take);
    return new CheckpointHistory(
        new ArrayList<>(fold.standing.values()),
        fold.undone.values().stream().map(Undone::reversal).toList(),
        new ArrayList<>(fold.rests.values()));
  }

  /** An undo, with what stood before it. */
  private record Undone(Stored reversal, Map<Integer, Stored> standing, Map<Integer, Rest> rests) {}

  private static final class Fold {
    private final Map<Integer, Stored> standing = new TreeMap<>();
    private final Map<Integer, Rest> rests = new TreeMap<>();
    private final Map<Integer, Undone> undone = new LinkedHashMap<>();

    void take(Stored stored) {
      switch (stored.record().kind()) {
        case STATE, REVERSING -> {}
        case CHANGE -> {
          standing.put(number(stored), stored);
          undone.clear();
        }
        case REVERSAL -> {
          Set<Integer> about = new HashSet<>(stored.record().about());
          if (!about.isEmpty() && undone.keySet().containsAll(about)) {
            redo(about);
          } else {
            undo(stored, about);
          }
        }
      }
    }

    private void undo(Stored reversal, Set<Integer> about) {
      undone.put(
          number(reversal), new Undone(reversal, new TreeMap<>(standing), new TreeMap<>(rests)));
      Left left = reversal.record().circumstances().left();
      for (int number : about) {
        Stored whole = standing.remove(number);
        Rest rest = rests.remove(number);
        if (!left.isNothing() && whole != null) {
          rests.put(number, new Rest(whole, left));
        } else if (!left.isNothing() && rest != null) {
          rests.put(number, new Rest(rest.change(), left));
        }
      }
    }

    private void redo(Set<Integer> about) {
      for (int number : about) {
        Undone undo = undone.remove(number);
        if (undo != null) {
          for (int change : undo.reversal().record().about()) {
            comeBack(standing, change, undo.standing());
            comeBack(rests, change, undo.rests());
          }
        }
      }
    }

    private static <T> void comeBack(Map<Integer, T> now, int number, Map<Integer, T> then) {
      T value = then.get(number);
      if (value == null) {
        now.remove(number);
      } else {
        now.put(number, value);
      }
    }
  }

  private static int number(Stored stored) {
    return stored.record().id().number();
  }

  /** The standing changes of the last run, newest first. */
  public List<Stored> lastRun() {
    return standing.isEmpty()
        ? List.of()
        : standing.reversed().stream()
            .filter(each -> each.record().moment().run() == lastMoment().run())
            .toList();
  }

  /** The standing changes of a run and those after it, newest first. */
  public List<Stored> since(int run) {
    return standing.reversed().stream()
        .filter(each -> each.record().moment().run() >= run)
        .toList();
  }

  /** The standing changes of the last turns, newest first. */
  public List<Stored> lastTurns(int count) {
    Set<TurnId> turns = new HashSet<>();
    List<Stored> found = new ArrayList<>();
    for (Stored each : standing.reversed()) {
      turns.add(each.record().moment());
      if (turns.size() > count) {
        break;
      }
      found.add(each);
    }
    return found;
  }

  private TurnId lastMoment() {
    return standing.getLast().record().moment();
  }
}
