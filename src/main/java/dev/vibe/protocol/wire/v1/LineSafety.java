package dev.vibe.protocol.wire.v1;

import dev.vibe.text.NameBytes;

/**
 * Filter that escapes in finished JSON what JSON lets through but a terminal, an editor or UTF-8
 * does not bear: C1 controls, DEL, direction marks, Unicode line separators, unpaired surrogates. A
 * byte of a name that is not UTF-8 becomes {@code \xe9}, as people are shown it. All of them can
 * only stand inside strings, so the text stays the same JSON value.
 */
final class LineSafety {

  private LineSafety() {}

  static String escape(String json) {
    int clean = 0;
    while (clean < json.length() && isSafe(json, clean)) {
      clean++;
    }
    if (clean == json.length()) {
      return json;
    }
    StringBuilder out = new StringBuilder(json.length() + 32).append(json, 0, clean);
    for (int i = clean; i < json.length(); i++) {
      char c = json.charAt(i);
      int point = json.codePointAt(i);
      if (NameBytes.isByte(point)) {
        out.append('\\').append(NameBytes.escaped(Character.toString(point)));
        i++;
      } else if (isSafe(json, i)) {
        out.append(c);
      } else {
        String hex = Integer.toHexString(c);
        out.append("\\u").repeat('0', 4 - hex.length()).append(hex);
      }
    }
    return out.toString();
  }

  private static boolean isSafe(String json, int i) {
    char c = json.charAt(i);
    if (c < 0x7f) {
      return true;
    }
    if (Character.isHighSurrogate(c)) {
      return i + 1 < json.length()
          && Character.isLowSurrogate(json.charAt(i + 1))
          && !NameBytes.isByte(json.codePointAt(i));
    }
    if (Character.isLowSurrogate(c)) {
      return i > 0 && Character.isHighSurrogate(json.charAt(i - 1));
    }
    return c > 0x9f
        && !(c >= 0x200e && c <= 0x200f)
        && !(c >= 0x2028 && c <= 0x202e)
        && !(c >= 0x2066 && c <= 0x2069);
  }
}
