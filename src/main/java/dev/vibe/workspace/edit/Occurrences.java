package dev.vibe.workspace.edit;

import java.util.ArrayList;
import java.util.List;

/** Search for where a text occurs in another, in time that does not explode on repetitive texts. */
final class Occurrences {

  /** Above this product of lengths the worst case of a plain search would be felt. */
  private static final long PLAIN_SEARCH = 1L << 28;

  private Occurrences() {}

  /** Offsets of at most {@code limit} occurrences, overlapping ones too, in order. */
  static List<Integer> find(CharSequence in, String what, int limit) {
    if (what.isEmpty() || what.length() > in.length()) {
      return List.of();
    }
    return (long) in.length() * what.length() <= PLAIN_SEARCH
        ? plain(in, what, limit)
        : withTable(in, what, limit);
  }

  private static List<Integer> plain(CharSequence in, String what, int limit) {
    List<Integer> found = new ArrayList<>();
    int at = indexOf(in, what, 0);
    while (at >= 0 && found.size() < limit) {
      found.add(at);
      at = indexOf(in, what, at + 1);
    }
    return found;
  }

  private static int indexOf(CharSequence in, String what, int from) {
    return in instanceof StringBuilder builder
        ? builder.indexOf(what, from)
        : in.toString().indexOf(what, from);
  }

  /** Knuth, Morris and Pratt: every character of the text is looked at once. */
  private static List<Integer> withTable(CharSequence in, String what, int limit) {
    int[] table = table(what);
    List<Integer> found = new ArrayList<>();
    int matched = 0;
    for (int i = 0; i < in.length() && found.size() < limit; i++) {
      while (matched > 0 && (matched == what.length() || in.charAt(i) != what.charAt(matched))) {
        matched = table[matched - 1];
      }
      if (in.charAt(i) == what.charAt(matched)) {
        matched++;
      }
      if (matched == what.length()) {
        found.add(i - matched + 1);
      }
    }
    return found;
  }

  /** For each prefix, how long its longest proper prefix is that is also its end. */
  private static int[] table(String what) {
    int[] table = new int[what.length()];
    int matched = 0;
    for (int i = 1; i < what.length(); i++) {
      while (matched > 0 && what.charAt(i) != what.charAt(matched)) {
        matched = table[matched - 1];
      }
      if (what.charAt(i) == what.charAt(matched)) {
        matched++;
      }
      table[i] = matched;
    }
    return table;
  }

  /** As {@link #find(CharSequence, String, int)}, for sequences of numbers. */
  static List<Integer> find(int[] in, int[] what, int limit) {
    int[] table = new int[what.length];
    for (int i = 1, matched = 0; i < what.length; i++) {
      while (matched > 0 && what[i] != what[matched]) {
        matched = table[matched - 1];
      }
      matched = what[i] == what[matched] ? matched + 1 : matched;
      table[i] = matched;
    }
    List<Integer> found = new ArrayList<>();
    for (int i = 0, matched = 0; i < in.length && found.size() < limit; i++) {
      while (matched > 0 && (matched == what.length || in[i] != what[matched])) {
        matched = table[matched - 1];
      }
      matched = in[i] == what[matched] ? matched + 1 : matched;
      if (matched == what.length) {
        found.add(i - matched + 1);
      }
    }
    return found;
  }
}
