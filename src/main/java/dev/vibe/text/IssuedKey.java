package dev.vibe.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Shape of the keys of one issuer, who made them so that they can be found: words and, between
 * them, so many characters of one alphabet. Matched from left to right without trying twice.
 *
 * @param kind what people call such a key
 */
record IssuedKey(String kind, List<Part> parts) {

  IssuedKey {
    parts = List.copyOf(parts);
  }

  /** Part of a shape: a word, or a run of characters when the word is empty. */
  record Part(String word, Alphabet alphabet, int least, int most) {

    boolean isWord() {
      return !word.isEmpty();
    }
  }

  /** Set of characters that a run is made of; named as the rows of {@link SecretPatterns} do. */
  enum Alphabet {
    D(""),
    HEX("abcdefABCDEF"),
    UP("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    LOW("abcdefghijklmnopqrstuvwxyz"),
    AN(UP.letters + LOW.letters),
    U(AN.letters + "_-"),
    B64(AN.letters + "+/"),
    ANY(U.letters + "~.=+/");

    private final String letters;

    /** A bit for each character below 64, and for each from there on. */
    private final long low;

    private final long high;

    Alphabet(String letters) {
      this.letters = letters;
      long digits = 0;
      long others = 0;
      for (char c : ("0123456789" + letters).toCharArray()) {
        digits |= c < 64 ? 1L << c : 0;
        others |= c < 64 ? 0 : 1L << (c - 64);
      }
      this.low = digits;
      this.high = others;
    }

    boolean has(char c) {
      return c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> (c - 64) & 1) != 0;
    }
  }

  /**
   * Runs of characters in one line, each looked for once: keys that could begin at every character
   * of a long run would take time in the square of its length. Owned by one thread.
   */
  static final class Runs {
    private final String line;
    private final Map<Alphabet, int[]> last = new EnumMap<>(Alphabet.class);

    Runs(String line) {
      this.line = line;
    }

    /** Where the run that begins at {@code at}, or before it, ends. */
    private int end(Alphabet alphabet, int at) {
      int[] known = last.computeIfAbsent(alphabet, a -> new int[4]);
      for (int i = 0; i < known.length; i += 2) {
        if (at >= known[i] && at < known[i + 1]) {
          return known[i + 1];
        }
      }
      int end = at;
      while (end < line.length() && alphabet.has(line.charAt(end))) {
        end++;
      }
      known[2] = known[0];
      known[3] = known[1];
      known[0] = at;
      known[1] = end;
      return end;
    }
  }

  /** Reads a row: words, and runs such as {@code an:36} or {@code hex:32-64}. */
  static IssuedKey of(String kind, String shape) {
    List<Part> parts = new ArrayList<>();
    for (String each : shape.split(" ", -1)) {
      int colon = each.indexOf(':');
      if (colon <= 0) {
        parts.add(new Part(each, Alphabet.D, 0, 0));
      } else {
        String[] counts = each.substring(colon + 1).split("-", -1);
        int least = Integer.parseInt(counts[0]);
        int most = counts.length == 1 ? least : Integer.parseInt(counts[1]);
        parts.add(new Part("", alphabet(each.substring(0, colon)), least, most));
      }
    }
    return new IssuedKey(kind, parts);
  }

  private static Alphabet alphabet(String name) {
    return switch (name) {
      case "d" -> Alphabet.D;
      case "hex" -> Alphabet.HEX;
      case "up" -> Alphabet.UP;
      case "low" -> Alphabet.LOW;
      case "an" -> Alphabet.AN;
      case "u" -> Alphabet.U;
      case "b64" -> Alphabet.B64;
      case "any" -> Alphabet.ANY;
      default -> throw new IllegalArgumentException("no alphabet is called " + name);
    };
  }

  /** The word that it begins with. */
  String prefix() {
    return parts.getFirst().word();
  }

  /** Where a key that begins at {@code start} of the line ends, or -1. */
  int end(Runs runs, int start) {
    int at = start;
    for (Part part : parts) {
      if (part.isWord()) {
        if (!runs.line.startsWith(part.word(), at)) {
          return -1;
        }
        at += part.word().length();
      } else {
        int end = runs.end(part.alphabet(), at);
        if (end - at < part.least() || end - at > part.most()) {
          return -1;
        }
        at = end;
      }
    }
    return at;
  }
}
