package dev.vibe.provider.openai.wire;

import dev.vibe.json.JsonTree;

/** Converter into text that any server can decode and names that any server takes. */
public final class WellFormed {

  private static final int LONGEST_NAME = 64;

  private WellFormed() {}

  /** The text with each half of a surrogate pair that stands alone replaced. */
  public static String text(String text) {
    int lone = firstLoneSurrogate(text, 0);
    if (lone < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text);
    while (lone >= 0) {
      out.setCharAt(lone, '\uFFFD');
      lone = firstLoneSurrogate(out, lone + 1);
    }
    return out.toString();
  }

  /** The same for JSON, in which half a pair may also stand escaped, and some parsers mind. */
  public static String json(String json) {
    boolean escaped = json.contains("\\ud") || json.contains("\\uD");
    return text(escaped ? JsonTree.write(JsonTree.read(json)) : json);
  }

  private static int firstLoneSurrogate(CharSequence text, int from) {
    int i = from;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (!pair && Character.isSurrogate(c)) {
        return i;
      }
      i += pair ? 2 : 1;
    }
    return -1;
  }

  /**
   * A made-up tool name goes back to the server in letters it takes: {@code [a-zA-Z0-9_-]{1,64}}.
   */
  public static String toolName(String name) {
    if (name.isBlank()) {
      return "unknown";
    }
    StringBuilder out = new StringBuilder(name.length());
    for (int i = 0; i < name.length() && i < LONGEST_NAME; i++) {
      char c = name.charAt(i);
      boolean legal = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
      out.append(legal ? c : '_');
    }
    return out.toString();
  }
}
