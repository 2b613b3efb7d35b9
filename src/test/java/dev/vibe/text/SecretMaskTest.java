package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretMaskTest {

  private static final String KEY = "sk-Zq7+aB/3\"xYk9=Lm";

  private final SecretMask mask = new SecretMask();

  @BeforeEach
  void know() {
    mask.add(KEY);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_secret_is_masked_as_it_is() {
    assertEquals("key [key hidden], [key hidden].", mask.apply("key " + KEY + ", " + KEY + "."));
    assertEquals("nothing", mask.apply("nothing"));
  }

  @Test
  void its_other_forms_are_masked() {
    String url = "x?k=" + URLEncoder.encode(KEY, StandardCharsets.UTF_8);
    assertEquals("x?k=[key hidden]", mask.apply(url));
    assertEquals("[key hidden]", mask.apply(HexFormat.of().formatHex(utf8(KEY))));
    assertEquals("{\"k\":\"[key hidden]\"}", mask.apply("{\"k\":\"sk-Zq7+aB/3\\\"xYk9=Lm\"}"));
  }

  @Test
  void base64_of_it_is_masked_whatever_stands_around() {
    for (String before : new String[] {"", "a", "ab", "abc", "KEY="}) {
      for (String after : new String[] {"", "\n", "xy", "xyz"}) {
        byte[] bytes = utf8(before + KEY + after);
        for (Base64.Encoder encoder :
            new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
          String masked = mask.apply(encoder.encodeToString(bytes));
          assertTrue(masked.contains(SecretMask.MASK), before + "|" + after + ": " + masked);
          assertTrue(masked.length() < SecretMask.MASK.length() + 18, masked);
        }
      }
    }
  }

  @Test
  void what_stands_in_for_a_key_is_no_secret() {
    for (String word : new String[] {"ollama", "not-needed", "sk-no-key-required", "", "1234"}) {
      SecretMask other = new SecretMask();
      other.add(word);
      assertEquals("run " + word + " now", other.apply("run " + word + " now"));
    }
  }

  @Test
  void a_secret_that_is_cut_anywhere_is_masked() {
    String text = "before " + KEY + " and sk- " + KEY + "sk";
    for (int cut = 0; cut <= text.length(); cut++) {
      SecretMask.Pieces pieces = mask.pieces();
      String given = pieces.add(text.substring(0, cut)) + pieces.add(text.substring(cut));
      assertEquals("before [key hidden] and sk- [key hidden]sk", given + pieces.rest());
    }
  }

  @Test
  void bytes_come_out_as_they_went_in_but_for_the_secret() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      byte[] noise = new byte[random.nextInt(300)];
      random.nextBytes(noise);
      ByteArrayOutputStream in = new ByteArrayOutputStream();
      in.writeBytes(noise);
      in.writeBytes(utf8(KEY));
      in.writeBytes(noise);
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      expected.writeBytes(noise);
      expected.writeBytes(utf8(SecretMask.MASK));
      expected.writeBytes(noise);
      assertArrayEquals(expected.toByteArray(), inPieces(in.toByteArray(), random));
    }
  }

  private byte[] inPieces(byte[] all, SplittableRandom random) {
    SecretMask.Bytes bytes = mask.bytes();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < all.length; ) {
      int n = Math.min(all.length - at, 1 + random.nextInt(40));
      out.writeBytes(bytes.add(Arrays.copyOfRange(all, at, at + n), n));
      at += n;
    }
    out.writeBytes(bytes.rest());
    return out.toByteArray();
  }

  @Test
  void the_mask_is_told_from_the_same_words_by_whether_it_was_ever_needed() {
    assertEquals(Optional.empty(), mask.maskIn("a [key hidden] b"));
    mask.apply(KEY);
    assertEquals(Optional.of(SecretMask.MASK), mask.maskIn("a [key hidden] b"));
    assertEquals(Optional.empty(), mask.maskIn("a b"));
  }
}
