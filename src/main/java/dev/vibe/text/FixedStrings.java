package dev.vibe.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Search for any of several strings at once, by the algorithm of Horspool for sets: where no
 * character of theirs stands, it looks at one character of as many as the shortest of them has.
 * Immutable.
 */
final class FixedStrings {

  static final FixedStrings NONE = new FixedStrings(List.of());

  /** A power of two; characters that share a place only make it move on less far. */
  private static final int PLACES = 256;

  private final List<String> strings;
  private final int shortest;

  /** How far to move on from a character, 0 where a string of the shortest length may end. */
  private final int[] steps = new int[PLACES];

  private FixedStrings(List<String> strings) {
    this.strings = strings;
    this.shortest = strings.stream().mapToInt(String::length).min().orElse(0);
    Arrays.fill(steps, shortest);
    for (String string : strings) {
      for (int i = 0; i < shortest; i++) {
        int place = string.charAt(i) % PLACES;
        steps[place] = Math.min(steps[place], shortest - 1 - i);
      }
    }
  }

  /** None of them may be empty. */
  static FixedStrings of(List<String> strings) {
    return new FixedStrings(
        strings.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList());
  }

  /** The longest first. */
  List<String> all() {
    return strings;
  }

  /**
   * A place in a text.
   *
   * @param end behind its last character
   */
  record Span(int start, int end) {}

  /** The first place from there on where one stands, the longest of those that begin there. */
  Span next(String text, int from) {
    if (strings.isEmpty()) {
      return new Span(text.length(), text.length());
    }
    int at = from + shortest - 1;
    while (at < text.length()) {
      int step = steps[text.charAt(at) % PLACES];
      if (step > 0) {
        at += step;
        continue;
      }
      int start = at - shortest + 1;
      for (String string : strings) {
        if (text.startsWith(string, start)) {
          return new Span(start, start + string.length());
        }
      }
      at++;
    }
    return new Span(text.length(), text.length());
  }

  /** Whether one of them stands in the text. */
  boolean areIn(String text) {
    return next(text, 0).start() < text.length();
  }

  /** Each place where they stand, with those that overlap it, becomes the other text. */
  String replaced(String text, String other) {
    return replaced(text, covered -> other);
  }

  /** The same, by what stands there. */
  String replaced(String text, UnaryOperator<String> other) {
    Span found = next(text, 0);
    if (found.start() == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    while (found.start() < text.length()) {
      int end = found.end();
      Span following = next(text, found.start() + 1);
      while (following.start() < end) {
        end = Math.max(end, following.end());
        following = next(text, following.start() + 1);
      }
      out.append(text, done, found.start()).append(other.apply(text.substring(found.start(), end)));
      done = end;
      found = following;
    }
    return out.append(text, done, text.length()).toString();
  }
}
