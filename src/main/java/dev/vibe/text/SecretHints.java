package dev.vibe.text;

import java.util.List;

/**
 * Look for anything that a secret needs to be found: the beginning of a key, a value behind a sign,
 * the words of a private key or of a URL. It takes no memory, and most texts have none of it. Pure.
 */
final class SecretHints {

  /** For each first letter of a beginning, the letters that may follow; a bit for each. */
  private static final long[][] SECOND = second();

  private static final String PRIVATE = "PRIVATE KEY";
  private static final String PUTTY = "Private-Lines: ";

  private SecretHints() {}

  private static long[][] second() {
    long[][] bits = new long[128][2];
    for (IssuedKey key : SecretPatterns.keys()) {
      char next = key.prefix().charAt(1);
      bits[key.prefix().charAt(0)][next >>> 6] |= 1L << (next & 63);
    }
    return bits;
  }

  /** Whether there may be one; never false where a scan finds one by its looks. */
  static boolean areIn(String text) {
    int last = text.length() - 1;
    for (int i = 0; i < last; i++) {
      char c = text.charAt(i);
      char next = text.charAt(i + 1);
      if (c >= 128) {
        continue;
      }
      if (c == '=' || c == ':') {
        if (text.startsWith("://", i) || NamedValues.mayFollow(text, i + 1)) {
          return true;
        }
      } else if (c == 'P' && (text.startsWith(PRIVATE, i) || text.startsWith(PUTTY, i))) {
        return true;
      }
      if (next < 128 && (SECOND[c][next >>> 6] >>> (next & 63) & 1) != 0 && begins(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean begins(String text, int at) {
    if (!SecretPatterns.mayBeginAt(text, at)) {
      return false;
    }
    List<IssuedKey> keys = SecretPatterns.keysOf(text.charAt(at));
    for (int i = 0; i < keys.size(); i++) {
      if (text.startsWith(keys.get(i).prefix(), at)) {
        return true;
      }
    }
    return false;
  }
}
