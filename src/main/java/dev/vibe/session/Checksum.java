package dev.vibe.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Checksum that seals a line of the log: its last field is {@code "crc"}, the CRC-32C of all bytes
 * before that field, in eight hex digits. It tells a damaged line from a whole one, not a forged
 * one.
 */
final class Checksum {

  private static final byte[] FIELD = ",\"crc\":\"".getBytes(UTF_8);
  private static final int TAIL = FIELD.length + 8 + 2;

  private Checksum() {}

  /** The sealed line with its line break. */
  static byte[] seal(String object) {
    byte[] body = object.substring(0, object.length() - 1).getBytes(UTF_8);
    byte[] tail = (digits(body, body.length) + "\"}\n").getBytes(UTF_8);
    byte[] line = Arrays.copyOf(body, body.length + FIELD.length + tail.length);
    System.arraycopy(FIELD, 0, line, body.length, FIELD.length);
    System.arraycopy(tail, 0, line, body.length + FIELD.length, tail.length);
    return line;
  }

  /** Whether a line without its line break is as it was sealed. */
  static boolean holds(byte[] line) {
    int body = line.length - TAIL;
    if (body < 0) {
      return false;
    }
    byte[] expected = (digits(line, body) + "\"}").getBytes(UTF_8);
    int value = body + FIELD.length;
    return Arrays.equals(line, body, value, FIELD, 0, FIELD.length)
        && Arrays.equals(line, value, line.length, expected, 0, expected.length);
  }

  private static String digits(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
