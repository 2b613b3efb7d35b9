package dev.vibe.context.map;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Facts about the content of one file, all that a map needs of it. Immutable. */
final class FileFacts {

  /** Of a file that says nothing: binary, generated, too large. */
  static final FileFacts NONE = new FileFacts(new int[0], new int[0], new byte[0], List.of());

  /** A word of a name that is defined here counts as often as this on top. */
  private static final int IN_DEFINITION = 3;

  private final int[] names;
  private final int[] words;
  private final byte[] counts;
  private final List<String> definitions;

  /**
   * Takes the arrays over.
   *
   * @param names hashes, in order
   * @param words hashes, in order
   * @param counts how often each word is there, at most 127
   * @param definitions names, as they follow in the file
   */
  FileFacts(int[] names, int[] words, byte[] counts, List<String> definitions) {
    this.names = names;
    this.words = words;
    this.counts = counts;
    this.definitions = List.copyOf(definitions);
  }

  /** The same with definitions, whose words count more often than others. */
  FileFacts defining(List<String> found) {
    byte[] more = counts.clone();
    for (String name : new HashSet<>(found)) {
      for (int word : WordReader.in(name)) {
        int at = Arrays.binarySearch(words, word);
        if (at >= 0) {
          more[at] = (byte) Math.min(Byte.MAX_VALUE, more[at] + IN_DEFINITION);
        }
      }
    }
    return new FileFacts(names, words, more, found);
  }

  List<String> definitions() {
    return definitions;
  }

  int[] names() {
    return names;
  }

  int[] words() {
    return words;
  }

  byte[] counts() {
    return counts;
  }

  /** How often the word is in the file. */
  int count(int word) {
    int at = Arrays.binarySearch(words, word);
    return at < 0 ? 0 : counts[at];
  }

  /** How many words there are, each as often as it is there. */
  int length() {
    int sum = 0;
    for (byte each : counts) {
      sum += each;
    }
    return sum;
  }
}
