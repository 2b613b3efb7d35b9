package dev.vibe.workspace.edit;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * Line in which typographic dashes, quotes and spaces are the ASCII ones and letters are composed,
 * with the way back. Case, digits, width and names stay: only marks that keyboards do not have are
 * folded, and canonically equal forms.
 */
final class LookAlikes {

  private final String text;
  private final int[] origins;

  private LookAlikes(String text, int[] origins) {
    this.text = text;
    this.origins = origins;
  }

  /** The folded line. */
  String text() {
    return text;
  }

  /**
   * Where the source of a folded character begins, or -1 inside what one source became. The length
   * of the folded line stands for the end.
   */
  int origin(int index) {
    return origins[index];
  }

  /** Folds a line (without break). */
  static LookAlikes fold(String line) {
    StringBuilder out = new StringBuilder(line.length());
    int[] origins = new int[line.length() + 1];
    int at = 0;
    while (at < line.length()) {
      int end = clusterEnd(line, at);
      String folded = end - at == 1 && line.charAt(at) < 0x80 ? "" : cluster(line, at, end);
      int from = out.length();
      if (folded.isEmpty()) {
        out.append(line.charAt(at));
      } else {
        out.append(folded);
      }
      if (out.length() >= origins.length) {
        origins = Arrays.copyOf(origins, out.length() * 2);
      }
      Arrays.fill(origins, from, out.length(), -1);
      origins[from] = at;
      at = end;
    }
    origins = Arrays.copyOf(origins, out.length() + 1);
    origins[out.length()] = line.length();
    return new LookAlikes(out.toString(), origins);
  }

  private static int clusterEnd(String line, int at) {
    int end = at + Character.charCount(line.codePointAt(at));
    while (end < line.length() && line.charAt(end) >= 0x300 && joins(line.codePointAt(end))) {
      end += Character.charCount(line.codePointAt(end));
    }
    return end;
  }

  /** Combining marks and the vowels and finals of Hangul, which compose with what is before. */
  private static boolean joins(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          true;
      default -> point >= 0x1160 && point <= 0x11FF;
    };
  }

  private static String cluster(String line, int at, int end) {
    if (end - at == 1) {
      String mark = mark(line.charAt(at));
      if (!mark.isEmpty()) {
        return mark;
      }
    }
    String source = line.substring(at, end);
    return Normalizer.normalize(source, Normalizer.Form.NFC);
  }

  private static String mark(char c) {
    return switch (c) {
      case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212' -> "-";
      case '\uFE58', '\uFE63', '\uFF0D' -> "-";
      case '\u2018', '\u2019', '\u201A', '\u201B' -> "'";
      case '\u201C', '\u201D', '\u201E', '\u201F' -> "\"";
      case '\u2026' -> "...";
      case '\u00A0', '\u1680', '\u202F', '\u205F', '\u3000' -> " ";
      default -> c >= '\u2000' && c <= '\u200A' ? " " : "";
    };
  }

  /** True when something in the text could fold. */
  static boolean possibleIn(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return true;
      }
    }
    return false;
  }

  /**
   * A changed line, keeping the file's own characters where the change did not touch.
   *
   * @param old what was looked for; folds to the same as {@code found}
   * @param found what the file has
   * @param changed what shall be there
   */
  static String keepUntouched(String old, String found, String changed) {
    LookAlikes ours = fold(old);
    LookAlikes theirs = fold(found);
    if (!theirs.text().startsWith(ours.text())) {
      return changed;
    }
    int length = ours.text().length();
    int prefix = commonPrefix(old, changed);
    int head = 0;
    for (int i = 0; i <= length; i++) {
      boolean boundary = ours.origins[i] >= 0 && theirs.origins[i] >= 0;
      if (boundary && ours.origins[i] <= prefix) {
        head = i;
      }
    }
    int suffix = commonSuffix(old, changed, ours.origins[head]);
    int tail = length;
    for (int i = length; i >= head; i--) {
      boolean boundary = ours.origins[i] >= 0 && theirs.origins[i] >= 0;
      if (boundary && ours.origins[i] >= old.length() - suffix) {
        tail = i;
      }
    }
    return found.substring(0, theirs.origins[head])
        + changed.substring(
            ours.origins[head], changed.length() - (old.length() - ours.origins[tail]))
        + found.substring(theirs.origins[tail], theirs.origins[length]);
  }

  private static int commonPrefix(String a, String b) {
    int most = Math.min(a.length(), b.length());
    int n = 0;
    while (n < most && a.charAt(n) == b.charAt(n)) {
      n++;
    }
    return n;
  }

  private static int commonSuffix(String a, String b, int prefix) {
    int most = Math.min(a.length(), b.length()) - prefix;
    int n = 0;
    while (n < most && a.charAt(a.length() - 1 - n) == b.charAt(b.length() - 1 - n)) {
      n++;
    }
    return n;
  }
}
