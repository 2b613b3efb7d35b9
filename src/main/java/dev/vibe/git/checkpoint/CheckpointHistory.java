package dev.vibe.git.checkpoint;

import dev.vibe.git.checkpoint.CheckpointRecord.Kind;
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
 */
public record CheckpointHistory(List<Stored> standing, List<Stored> undone) {

  public CheckpointHistory {
    standing = List.copyOf(standing);
    undone = List.copyOf(undone);
  }

  /**
   * Folds the records.
   *
   * @param records of one session, in any order
   */
  public static CheckpointHistory of(List<Stored> records) {
    Map<Integer, Stored> all = new TreeMap<>();
    records.forEach(each -> all.put(each.record().id().number(), each));
    Map<Integer, Stored> standing = new TreeMap<>();
    Map<Integer, Stored> undone = new LinkedHashMap<>();
    for (Map.Entry<Integer, Stored> entry : all.entrySet()) {
      Stored each = entry.getValue();
      if (each.record().kind() == Kind.CHANGE) {
        standing.put(entry.getKey(), each);
        undone.clear();
      } else if (each.record().kind() == Kind.REVERSAL) {
        Set<Integer> about = new HashSet<>(each.record().about());
        boolean isRedo = !about.isEmpty() && undone.keySet().containsAll(about);
        if (isRedo) {
          List<Stored> reversed = new ArrayList<>(undone.values());
          reversed.removeIf(undo -> !about.contains(undo.record().id().number()));
          for (Stored undo : reversed) {
            all.values().stream()
                .filter(change -> change.record().kind() == Kind.CHANGE)
                .filter(change -> undo.record().about().contains(number(change)))
                .forEach(change -> standing.put(number(change), change));
          }
          undone.keySet().removeAll(about);
        } else {
          standing.keySet().removeAll(about);
          undone.put(entry.getKey(), each);
        }
      }
    }
    return new CheckpointHistory(
        new ArrayList<>(standing.values()), new ArrayList<>(undone.values()));
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
