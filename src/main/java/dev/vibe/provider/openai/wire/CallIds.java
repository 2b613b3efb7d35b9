package dev.vibe.provider.openai.wire;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Translator of call ids into those that this model family takes: nine letters or digits. The same
 * id always gets the same nine characters, in this session and in one that is taken up later with
 * the same history, because they are a hash; the rare collision is settled by the order in which
 * ids are first seen. One writer.
 */
public final class CallIds {

  public static final int LENGTH = 9;

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final Map<String, String> mapped = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** The id that is sent for {@code id}. */
  public String wireId(String id) {
    String known = mapped.get(id);
    if (known != null) {
      return known;
    }
    String candidate = isLegal(id) ? id : hashed(id, 0);
    for (int salt = 1; !taken.add(candidate); salt++) {
      candidate = hashed(id, salt);
    }
    mapped.put(id, candidate);
    return candidate;
  }

  public static boolean isLegal(String id) {
    if (id.length() != LENGTH) {
      return false;
    }
    for (int i = 0; i < LENGTH; i++) {
      char c = id.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
        return false;
      }
    }
    return true;
  }

  /** FNV-1a over 64 bits, written in base 62; 62^9 is well below 2^64. */
  public static String hashed(String id, int salt) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < id.length(); i++) {
      hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ salt) * 0x100000001b3L;
    hash ^= hash >>> 32;
    char[] out = new char[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      out[i] = ALPHABET.charAt((int) Long.remainderUnsigned(hash, 62));
      hash = Long.divideUnsigned(hash, 62);
    }
    return new String(out);
  }
}
