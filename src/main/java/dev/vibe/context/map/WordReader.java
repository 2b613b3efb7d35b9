package dev.vibe.context.map;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/**
 * Reader of the names in a text, in whatever language it is written, and of the words that they are
 * made of: {@code parseHttpURL} is {@code parse}, {@code http} and {@code url}. Both are given as
 * hashes; words without what grammar hangs on them, so that {@code options} and {@code option} are
 * the same.
 */
final class WordReader {

  private static final int BASIS = 0x811C9DC5;
  private static final int PRIME = 0x01000193;

  /** Shorter ones are in every text. */
  private static final int SHORTEST = 3;

  /** A longer one is no name that somebody wrote. */
  private static final int LONGEST = 80;

  /** A stem is not made shorter than this. */
  private static final int SHORTEST_STEM = 3;

  private WordReader() {}

  /** Receiver of what is found. */
  interface Sink {
    void name(int hash);

    void word(int hash);
  }

  static void of(String text, Sink sink) {
    of(text.getBytes(StandardCharsets.UTF_8), sink);
  }

  /** Bytes of any encoding that has the letters of ASCII; all others count as letters. */
  static void of(byte[] text, Sink sink) {
    int at = 0;
    while (at < text.length) {
      if (!isLetter(text[at])) {
        at++;
        continue;
      }
      int start = at;
      int hash = BASIS;
      while (at < text.length && (isLetter(text[at]) || isDigit(text[at]))) {
        hash = (hash ^ text[at++]) * PRIME;
      }
      if (at - start >= SHORTEST && at - start <= LONGEST) {
        sink.name(hash);
        words(text, start, at, sink);
      }
    }
  }

  /** The words in a text, each as often as it is there. */
  static int[] in(String text) {
    IntStream.Builder words = IntStream.builder();
    of(
        text,
        new Sink() {
          @Override
          public void name(int hash) {
            // Words alone are asked for.
          }

          @Override
          public void word(int hash) {
            words.add(hash);
          }
        });
    return words.build().toArray();
  }

  /** The hash of a name, as it is given for the same name in a text. */
  static int hash(String name) {
    int hash = BASIS;
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ each) * PRIME;
    }
    return hash;
  }

  private static void words(byte[] text, int from, int to, Sink sink) {
    int start = from;
    for (int at = from; at < to; at++) {
      byte here = text[at];
      if (here == '_' || here == '$' || isDigit(here)) {
        word(text, start, at, sink);
        start = at + 1;
      } else if (at > start && isUpper(here) && isBorder(text, at, to)) {
        word(text, start, at, sink);
        start = at;
      }
    }
    word(text, start, to, sink);
  }

  /** Of {@code HTTPServer} the S, of {@code aName} the N. */
  private static boolean isBorder(byte[] text, int at, int to) {
    return !isUpper(text[at - 1]) || (at + 1 < to && isLower(text[at + 1]));
  }

  private static void word(byte[] text, int from, int to, Sink sink) {
    if (to - from < SHORTEST) {
      return;
    }
    int end = stemEnd(text, from, to);
    int hash = BASIS;
    for (int at = from; at < end; at++) {
      byte here = text[at];
      hash = (hash ^ (isUpper(here) ? here + 32 : here)) * PRIME;
    }
    sink.word(hash);
  }

  private static int stemEnd(byte[] text, int from, int to) {
    int end = to;
    if (ends(text, from, end, "ing") && end - 3 - from >= SHORTEST_STEM) {
      end -= 3;
    } else if (ends(text, from, end, "ed") && end - 2 - from >= SHORTEST_STEM) {
      end -= 2;
    } else if (ends(text, from, end, "s") && !ends(text, from, end, "ss")) {
      end = end - 1 - from >= SHORTEST_STEM ? end - 1 : end;
    }
    boolean isSilent = ends(text, from, end, "e") && end - 1 - from >= SHORTEST_STEM;
    return isSilent ? end - 1 : end;
  }

  private static boolean ends(byte[] text, int from, int to, String with) {
    if (to - from < with.length()) {
      return false;
    }
    for (int i = 0; i < with.length(); i++) {
      if ((text[to - with.length() + i] | 32) != with.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(byte b) {
    return b < 0 || isLower(b) || isUpper(b) || b == '_' || b == '$';
  }

  private static boolean isUpper(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  private static boolean isLower(byte b) {
    return b >= 'a' && b <= 'z';
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
