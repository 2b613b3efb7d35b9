package dev.vibe.repl.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * History of what was typed before, and where one is in it. Immutable.
 *
 * @param entries oldest first
 * @param position the entry that is shown; the number of entries when none is
 * @param draft what had been typed before one went up
 */
public record History(List<String> entries, int position, String draft) {

  /** So many are kept. */
  public static final int MOST = 1_000;

  public History {
    entries = List.copyOf(entries);
  }

  public static History of(List<String> entries) {
    List<String> kept =
        entries.size() > MOST ? entries.subList(entries.size() - MOST, entries.size()) : entries;
    return new History(kept, kept.size(), "");
  }

  /** With a new entry at the end; the same one twice in a row counts once. */
  public History plus(String entry) {
    if (entry.isBlank() || (!entries.isEmpty() && entries.getLast().equals(entry))) {
      return of(entries);
    }
    List<String> more = new ArrayList<>(entries);
    more.add(entry);
    return of(more);
  }

  /** One entry back from here; empty at the first. */
  public Optional<History> back(String shown) {
    if (position == 0) {
      return Optional.empty();
    }
    String kept = position == entries.size() ? shown : draft;
    return Optional.of(new History(entries, position - 1, kept));
  }

  /** One entry forward, at the end the draft; empty when that is shown. */
  public Optional<History> forward() {
    return position == entries.size()
        ? Optional.empty()
        : Optional.of(new History(entries, position + 1, draft));
  }

  public String shown() {
    return position == entries.size() ? draft : entries.get(position);
  }

  /** Of the newest entry; empty when there is none. */
  public String lastWord() {
    return entries.isEmpty() ? "" : entries.getLast().strip().replaceFirst("(?s).*\\s", "");
  }

  /**
   * The newest entries that contain all words, newest first, each once.
   *
   * @param most how many at most
   */
  public List<String> search(String wanted, int most) {
    String[] words = wanted.toLowerCase(Locale.ROOT).strip().split("\\s+", -1);
    return entries.reversed().stream()
        .distinct()
        .filter(entry -> containsAll(entry.toLowerCase(Locale.ROOT), words))
        .limit(most)
        .toList();
  }

  private static boolean containsAll(String entry, String[] words) {
    for (String word : words) {
      if (!entry.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
