package dev.vibe.audit;

import dev.vibe.net.Redaction;
import dev.vibe.text.SecretFind;
import dev.vibe.text.SecretScan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Policy of what the log holds of contents: arguments, outputs, diffs, messages. Names of tools and
 * files, outcomes, sizes and times are in every record.
 */
public enum ContentPolicy {
  /** How long it was. */
  NONE,
  /** That, and its digest. */
  HASH,
  /** Its text, without what looks like a secret. */
  REDACTED,
  /** Its text. */
  FULL;

  /** Characters of one content in a record; of the rest the digest is kept. */
  private static final int LONGEST = 64 * 1024;

  /** As many finds as a scan gives at most: there may be more than it tells. */
  private static final int MOST_FINDS = 50;

  private static final String HIDDEN = "[hidden: ";

  static ContentPolicy of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Puts into a record what it may hold of a content. */
  void put(Map<String, Object> fields, String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    switch (this) {
      case NONE -> {}
      case HASH -> fields.put(name + "_sha256", Digest.of(bytes));
      case REDACTED -> put(fields, name, redacted(text), bytes);
      case FULL -> put(fields, name, text, bytes);
    }
    fields.put(name + "_bytes", bytes.length);
  }

  private static void put(Map<String, Object> fields, String name, String text, byte[] whole) {
    if (text.length() <= LONGEST) {
      fields.put(name, text);
      return;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    fields.put(name, text.substring(0, end));
    fields.put(name + "_cut", true);
    fields.put(name + "_sha256", Digest.of(whole));
  }

  /** Whole lines go where a line holds a secret: where it ends is not known for certain. */
  static String redacted(String text) {
    List<SecretFind> finds = new SecretScan(List.of()).of(text, known -> false);
    if (finds.size() >= MOST_FINDS) {
      return HIDDEN + "too many secrets]";
    }
    if (finds.isEmpty()) {
      return Redaction.BY_LOOKS.apply(text);
    }
    Map<Integer, String> kinds =
        finds.stream()
            .collect(
                Collectors.toMap(
                    SecretFind::line, SecretFind::kind, (one, two) -> one, TreeMap::new));
    StringBuilder out = new StringBuilder();
    boolean isInKey = false;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String kind = kinds.getOrDefault(number, "");
      isInKey = isInKey || line.contains("PRIVATE KEY") || line.startsWith("Private-Lines: ");
      out.append(number > 1 ? "\n" : "");
      if (isInKey || !kind.isEmpty()) {
        out.append(HIDDEN).append(kind.isEmpty() ? "private key" : kind).append(']');
      } else {
        out.append(Redaction.BY_LOOKS.apply(line));
      }
      isInKey = isInKey && !line.contains("-----END") && !line.startsWith("Private-MAC: ");
    }
    return out.toString();
  }
}
