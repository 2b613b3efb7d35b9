package dev.vibe.workspace.content;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.RefusalCode;
import dev.vibe.testkit.Gen;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFileTest {

  private static TextFile decoded(byte[] bytes) {
    return switch (Loaded.decode("f", bytes)) {
      case Loaded.Text(TextFile file, var content) -> file;
      case Loaded.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static String refused(byte[] bytes) {
    return switch (Loaded.decode("f", bytes)) {
      case Loaded.Text text -> throw new AssertionError(text.toString());
      case Loaded.Refused(RefusalCode kind, String message) -> kind.toString();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "'', UTF_8",
    "61c3a9, UTF_8",
    "efbbbf61, UTF_8_BOM",
    "efbfbd, UTF_8",
    "fffe6100, UTF_16LE",
    "feff0061d83dde00, UTF_16BE",
    "6800e9000a006100, UTF_16LE_BARE",
    "006800e9000a0061, UTF_16BE_BARE",
    "636166e9, LATIN_1",
    "93619485, WINDOWS_1252",
    "c3a9c3a9ff, BROKEN_UTF_8",
    "8161, UNKNOWN",
    "eda080c3a9c3a9c3a9c3a9, BROKEN_UTF_8"
  })
  void encoding_is_told_and_bytes_come_back(String hex, TextEncoding encoding) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    TextFile file = decoded(bytes);
    assertEquals(encoding, file.encoding());
    assertArrayEquals(bytes, file.encode(file.text()).orElseThrow());
  }

  @Test
  void what_is_no_text_is_refused() {
    assertEquals("binary", refused(new byte[] {'a', 0, 'b'}));
    assertEquals("binary", refused(new byte[] {(byte) 0xE9, 0}));
    assertEquals("binary", refused(HexFormat.of().parseHex("0100020003000400")));
    assertEquals("binary", refused(HexFormat.of().parseHex("6100620000d86300")));
    assertEquals("binary", refused(HexFormat.of().parseHex("fffe00006100")));
    assertEquals("not_utf8", refused(HexFormat.of().parseHex("fffe00d8")));
    assertEquals("not_utf8", refused(HexFormat.of().parseHex("efbbbfff")));
    assertEquals("too_large", refused(new byte[TextFile.MAX_BYTES + 1]));
  }

  @Test
  void a_character_that_an_encoding_lacks_is_not_written() {
    assertTrue(decoded("caf\u00E9".getBytes(StandardCharsets.ISO_8859_1)).encode("€").isEmpty());
    byte[] quoted = "“a”".getBytes(Charset.forName("windows-1252"));
    assertTrue(decoded(quoted).encode("€").isPresent());
    assertTrue(decoded(quoted).encode("ł").isEmpty());
    assertTrue(decoded(HexFormat.of().parseHex("8161")).encode("é").isEmpty());
    assertTrue(decoded(new byte[] {'a'}).encode("\uD800").isEmpty());
  }

  @Test
  void any_bytes_come_back() {
    Gen.forAll(
        "round trip",
        3000,
        random -> {
          byte[] bytes = new byte[random.nextInt(40)];
          random.nextBytes(bytes);
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(3) == 0 ? bytes[i] : (byte) ('a' + (bytes[i] & 15));
          }
          if (Loaded.decode("f", bytes) instanceof Loaded.Text(TextFile file, var content)) {
            assertArrayEquals(bytes, file.encode(file.text()).orElseThrow());
          }
        });
  }
}
