package dev.vibe.workspace.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Id that Git gives to the content of a file. Pure. */
public final class BlobId {

  /** How many digits a whole name has, with SHA-1. */
  public static final int WHOLE = 40;

  private static final int SHORTEST = 7;

  private BlobId() {}

  /**
   * The name in hexadecimal digits.
   *
   * @param digits 40, or 64 for SHA-256
   */
  public static String of(byte[] bytes, int digits) {
    try {
      MessageDigest digest = MessageDigest.getInstance(digits == WHOLE ? "SHA-1" : "SHA-256");
      digest.update(("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether a name, which may be cut short to not less than seven digits, is that of the bytes. */
  public static boolean names(String id, byte[] bytes) {
    return id.length() >= SHORTEST && of(bytes, id.length() > WHOLE ? 64 : WHOLE).startsWith(id);
  }
}
