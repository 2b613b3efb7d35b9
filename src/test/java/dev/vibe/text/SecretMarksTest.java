package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SecretMarksTest {

  private final SplittableRandom random = new SplittableRandom(11);
  private final SecretMask mask = new SecretMask();

  private String drawn(String row) {
    return SecretTable.drawn(row, random);
  }

  @Test
  void every_secret_of_the_table_gets_a_mark() throws IOException {
    List<String> missed = new ArrayList<>();
    List<String> rows = SecretTable.rows("positives.txt");
    for (String row : rows) {
      String text = drawn(row);
      String shown = mask.redact(text);
      if (!shown.contains("[secret:")) {
        missed.add(text);
      }
      assertEquals(shown, mask.redact(shown), "what is marked stays as it is");
      assertEquals(text.lines().count(), shown.lines().count());
    }
    assertTrue(missed.size() * 50 <= rows.size(), () -> String.join("\n", missed));
  }

  @Test
  void what_only_looks_like_a_secret_stays_as_it_is() throws IOException {
    List<String> marked = new ArrayList<>();
    for (String row : SecretTable.rows("negatives.txt")) {
      String text = drawn(row);
      if (!mask.redact(text).equals(text)) {
        marked.add(text);
      }
    }
    assertTrue(marked.size() <= 1, () -> String.join("\n", marked));
    String plain = "no secret here\r\n\tat all\n";
    assertSame(plain, mask.redact(plain));
  }

  @Test
  void the_same_secret_has_the_same_mark_and_another_one_another() {
    String one = drawn("ghp_{an:36}");
    String other = drawn("ghp_{an:36}");
    assertEquals(
        "a [secret:github-token:1]\nb [secret:github-token:2]\r\n[secret:github-token:1]",
        mask.redact("a " + one + "\nb " + other + "\r\n" + one));
    assertEquals("again [secret:github-token:2]", mask.redact("again " + other));
  }

  @Test
  void a_value_that_its_name_told_is_known_without_it_later() {
    String value = drawn("{an:32}");
    assertEquals("API_KEY=[secret:value:1]", mask.redact("API_KEY=" + value));
    assertEquals("x [secret:value:1] y", mask.redact("x " + value + " y"));
    String url = drawn("postgres://app:{an:16}@db.internal.acme.io/app");
    assertEquals("postgres://app:[secret:password:1]@db.internal.acme.io/app", mask.redact(url));
  }

  @Test
  void a_private_key_is_hidden_line_by_line_whatever_stands_before_the_lines() {
    String key =
        drawn(
            """
               7\t-----BEGIN RSA PRIVATE KEY-----
               8\t{b64:64}
               9\t{b64:64}
              10\t{b64:38}==
              11\t-----END RSA PRIVATE KEY-----
              12\tthe end of it, with words only
            """);
    assertEquals(
        """
           7\t-----BEGIN RSA PRIVATE KEY-----
           8\t[secret:private-key:1]
           9\t[secret:private-key:2]
          10\t[secret:private-key:3]==
          11\t-----END RSA PRIVATE KEY-----
          12\tthe end of it, with words only
        """,
        mask.redact(key));
    assertEquals(key, mask.unmarked(mask.redact(key)));
  }

  @Test
  void json_stays_json() throws Exception {
    String pem =
        drawn(
            """
            -----BEGIN PRIVATE KEY-----
            MIIE{b64:60}
            {b64:64}
            -----END PRIVATE KEY-----\
            """);
    String token = drawn("token = \"glpat-{an:20}\" # \\");
    String shown = mask.redact(Json.write(Map.of("a", pem, "b", token)));

    Map<String, Object> read = Json.object(shown);
    assertEquals("token = \"[secret:gitlab-token:1]\" # \\", read.get("b"));
    assertFalse(shown.contains(pem.substring(30, 60)), shown);
    assertEquals(pem, mask.unmarked(String.valueOf(read.get("a"))));
  }

  @Test
  void a_mark_is_told_from_words_by_whether_it_was_given() {
    assertEquals(Optional.empty(), mask.maskIn("[secret:github-token:1]"));
    String token = drawn("ghp_{an:36}");
    mask.redact(token);
    assertEquals(
        Optional.of("[secret:github-token:1]"), mask.maskIn("x [secret:github-token:1] y"));
    assertEquals(Optional.empty(), mask.maskIn("[secret:github-token:2]"));
    assertEquals("x " + token, mask.unmarked("x [secret:github-token:1]"));
    assertEquals("[secret:npm-token:1]", mask.unmarked("[secret:npm-token:1]"));
  }

  @Test
  void marks_of_an_earlier_run_are_marks_and_are_not_given_again() {
    mask.remember("it was [secret:github-token:4] there");

    assertEquals(Optional.of("[secret:github-token:4]"), mask.maskIn("[secret:github-token:4]"));
    assertEquals("[secret:github-token:4]", mask.unmarked("[secret:github-token:4]"));
    assertEquals("[secret:github-token:5]", mask.redact(drawn("ghp_{an:36}")));
  }

  @Test
  void a_token_that_is_cut_anywhere_is_hidden() {
    String token = drawn("ghp_{an:40}");
    String text = "use " + token + " now, and sk-learn";
    for (int cut = 0; cut <= text.length(); cut++) {
      SecretMask.Pieces pieces = mask.pieces();
      String given = pieces.add(text.substring(0, cut)) + pieces.add(text.substring(cut));
      String first = cut == 5 ? "g" : ""; // no piece waits for the next one at a single letter
      assertEquals(
          "use " + first + "[secret:github-token:1] now, and sk-learn", given + pieces.rest());
    }
  }

  @Test
  void very_many_secrets_take_bounded_time_and_are_all_hidden() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8_000; i++) {
      text.append(drawn("npm_{an:36}\n"));
    }
    String shown =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> mask.redact(text.toString()));
    assertFalse(shown.contains("npm_"));
    assertTrue(shown.contains("[secret:hidden]"));
  }

  private static final String LOGINS =
      """
      # of the shop
      export DB_PASSWORD=correct-horse-battery
      "clientSecret": "Maple.Leaf.Falls",
      SMTP_PASS='two words 1' # old
      PASSWORD=password
      API_TOKEN=${OTHER}
      DATABASE_HOST=db1.example.com
      """;

  @Test
  void what_a_file_of_logins_holds_under_a_telling_name_is_marked_wherever_it_stands() {
    mask.addFrom(LOGINS);

    assertEquals(
        "a [secret:value:1] b [secret:value:2]! [secret:value:3] password db1.example.com",
        mask.redact(
            "a correct-horse-battery b Maple.Leaf.Falls! two words 1 password db1.example.com"));
    mask.addFrom(LOGINS);
    assertEquals("[secret:value:1]", mask.redact("correct-horse-battery"));
  }

  @Test
  void without_marks_only_known_keys_are_hidden() {
    mask.add("known-key-4711-abcdef");
    mask.withoutMarks();
    mask.addFrom(LOGINS);
    String token = drawn("ghp_{an:36}");

    String text = token + " correct-horse-battery known-key-4711-abcdef";
    assertEquals(token + " correct-horse-battery " + SecretMask.MASK, mask.redact(text));
    SecretMask.Pieces pieces = mask.pieces();
    assertEquals(token.substring(0, 20), pieces.add(token.substring(0, 20)));
  }

  @Test
  void bytes_of_outputs_are_marked_like_texts_however_they_are_cut() {
    String key =
        "-----BEGIN RSA PRIVATE KEY-----\n"
            + drawn("{b64:64}")
            + "\n"
            + drawn("{b64:64}")
            + "\n-----END RSA PRIVATE KEY-----\n";
    String text = "ü token " + drawn("ghp_{an:36}") + " ü\n" + key + "end\n";
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    String whole = mask.redact(text);
    for (int size : new int[] {1, 7, 64, 1000}) {
      SecretMask.Bytes bytes = mask.bytes();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int at = 0; at < all.length; at += size) {
        byte[] piece = Arrays.copyOfRange(all, at, Math.min(all.length, at + size));
        out.writeBytes(bytes.add(piece, piece.length));
      }
      out.writeBytes(bytes.rest());
      String shown = out.toString(StandardCharsets.UTF_8);
      // The first letter of a word is not held back.
      assertEquals(whole, shown.replace(" g[", " ["), "in pieces of " + size);
    }
    assertFalse(whole.contains("ghp_"), whole);
    assertEquals("end", whole.lines().toList().getLast());
  }
}
