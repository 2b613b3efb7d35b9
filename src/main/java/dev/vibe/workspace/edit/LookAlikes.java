package dev.vibe.workspace.edit;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    List<String> words = words(old);
    List<String> wordsChanged = words(changed);
    int[] partners = LineAlignment.of(words, wordsChanged);
    int[] starts = new int[words.size() + 1];
    for (int i = 0; i < words.size(); i++) {
      starts[i + 1] = starts[i] + words.get(i).length();
    }
    int[] folded = ours.foldedPlaces(old.length());
    StringBuilder out = new StringBuilder();
    for (int j = 0; j < wordsChanged.size(); j++) {
      String word = wordsChanged.get(j);
      int partner = partners[j];
      boolean stays = partner >= 0 && words.get(partner).equals(word);
      int from = stays ? folded[starts[partner]] : -1;
      int to = stays ? folded[starts[partner + 1]] : -1;
      boolean isWhole =
          from >= 0 && to >= 0 && theirs.origins[from] >= 0 && theirs.origins[to] >= 0;
      out.append(isWhole ? found.substring(theirs.origins[from], theirs.origins[to]) : word);
    }
    return out.toString();
  }

  /** Where in the folded line each character of the source stands, or -1 inside of a cluster. */
  private int[] foldedPlaces(int length) {
    int[] places = new int[length + 1];
    Arrays.fill(places, -1);
    for (int i = 0; i < origins.length; i++) {
      if (origins[i] >= 0) {
        places[origins[i]] = i;
      }
    }
    return places;
  }

  /** Letters and digits together, dots too, everything else a character each. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      int end = at + Character.charCount(line.codePointAt(at));
      if (Character.isLetterOrDigit(line.codePointAt(at))) {
        while (end < line.length() && belongs(line.codePointAt(end))) {
          end += Character.charCount(line.codePointAt(end));
        }
      }
      while (line.charAt(at) == '.' && end < line.length() && line.charAt(end) == '.') {
        end++;
      }
      words.add(line.substring(at, end));
      at = end;
    }
    return words;
  }

  private static boolean belongs(int point) {
    return Character.isLetterOrDigit(point)
        || Character.getType(point) == Character.NON_SPACING_MARK;
  }
}
