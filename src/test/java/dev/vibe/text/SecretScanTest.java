package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests on a table of lines. */
class SecretScanTest {

  private static final SecretScan SCAN = new SecretScan(Set.of());

  private static final int ROUNDS = 5;

  @Test
  void secrets_are_found() throws IOException {
    List<String> rows = SecretTable.rows("positives.txt");
    assertTrue(rows.size() >= 80, rows.size() + " positives");
    List<String> missed = new ArrayList<>();
    for (String row : rows) {
      for (int round = 0; round < ROUNDS; round++) {
        String text = SecretTable.drawn(row, new SplittableRandom(31L * row.hashCode() + round));
        if (find(text).isEmpty()) {
          missed.add(text);
        }
      }
    }
    double recall = 1 - (double) missed.size() / (rows.size() * ROUNDS);
    System.out.printf("secrets: %d positives, recall %.4f%n", rows.size() * ROUNDS, recall);
    assertTrue(recall >= 0.98, () -> recall + "\n" + String.join("\n", missed));
  }

  @Test
  void what_only_looks_like_one_is_left_alone() throws IOException {
    List<String> rows = SecretTable.rows("negatives.txt");
    assertTrue(rows.size() >= 300, rows.size() + " negatives");
    List<String> alarms = new ArrayList<>();
    for (String row : rows) {
      for (int round = 0; round < ROUNDS; round++) {
        String text = SecretTable.drawn(row, new SplittableRandom(17L * row.hashCode() + round));
        find(text).forEach(find -> alarms.add(find.kind() + ": " + text));
      }
    }
    System.out.printf("secrets: %d negatives, %d alarms%n", rows.size() * ROUNDS, alarms.size());
    assertTrue(alarms.size() <= 2, () -> String.join("\n", alarms));
  }

  @Test
  void own_sources_and_documents_hold_none() throws IOException {
    List<String> alarms = new ArrayList<>();
    int files = 0;
    for (Path root : List.of(Path.of("src/main"), Path.of("docs"), Path.of("README.md"))) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String text =
              new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
          find(text).forEach(find -> alarms.add(file + ":" + find.line() + " " + find.kind()));
          files++;
        }
      }
    }
    assertEquals(List.of(), alarms);
    assertTrue(files > 500, files + " files were looked at");
  }

  @Test
  void find_names_line_and_kind() {
    String text = SecretTable.drawn("one\ntwo\ntoken: ghp_{an:36}\n", new SplittableRandom(1));
    assertEquals(List.of(new SecretFind(3, "GitHub token")), find(text));
    String twice = text + text;
    assertEquals(1, find(twice).size(), "one secret is told of once");
    String pem =
        SecretTable.drawn("x\n-----BEGIN PRIVATE KEY-----\n{b64:64}\n", new SplittableRandom(1));
    assertEquals(List.of(new SecretFind(2, "private key")), find(pem));
  }

  @Test
  void aws_secret_is_found_beside_its_id() {
    String text =
        SecretTable.drawn("AKIA{b32:16}\n\n  second: {b64:40}\n", new SplittableRandom(3));
    assertEquals(
        List.of("AWS access key id", "AWS secret access key"),
        find(text).stream().map(SecretFind::kind).toList());
  }

  @Test
  void value_that_stood_there_before_is_no_news() {
    String text = SecretTable.drawn("sk_test_{an:24}", new SplittableRandom(1));
    assertEquals(1, SCAN.of(text, value -> false).size());
    assertEquals(List.of(), SCAN.of("moved: " + text, text::contains));
  }

  @Test
  void key_of_the_model_is_one_whatever_it_looks_like() {
    SecretScan scan = new SecretScan(Set.of("open sesame 1", "none", "ollama", "lm-studio"));
    assertEquals(
        List.of(new SecretFind(2, "key that vibe itself uses")),
        scan.of("none\nx(open sesame 1)\nollama lm-studio", value -> false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-eyJ",
        "eyJ",
        "a",
        "=",
        "a=",
        "token=",
        "token:\"",
        "://",
        "://a:",
        "://:@",
        "-----BEGIN ",
        "-----BEGIN PRIVATE KEY-----",
        "sk-",
        "-sk-a",
        "eyJaaaaaaaaaaaaaa.",
        "AKIA",
        " AKIAABCDEFGHIJKLMNO1",
        "'",
        ".",
        "ghp_",
        "A1b2"
      })
  void long_line_takes_bounded_time(String piece) {
    String line = piece.repeat(1_000_000 / piece.length());
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> find(line));
  }

  @Test
  void each_row_of_the_table_says_where_it_is_from() {
    for (String row : SecretPatterns.rows()) {
      assertEquals(3, row.split(" \\| ").length, row);
    }
    assertTrue(SecretPatterns.rows().size() >= 55);
  }

  @Test
  void environment_is_judged_by_the_same_table() {
    assertTrue(SecretPatterns.mayHold("http://user:pass@proxy:8080"));
    assertTrue(SecretPatterns.mayHold("x ghp_0123456789abcdef"));
    assertTrue(SecretPatterns.mayHold("-----BEGIN CERTIFICATE-----"));
    assertTrue(SecretPatterns.mayHold("eyJhbGciOiJIUzI1NiJ9.eyJzdWIi"));
    assertFalse(SecretPatterns.mayHold("http://proxy:8080/a@b"));
    assertFalse(SecretPatterns.mayHold("/home/me/patches-2024/release-candidates/1"));
  }

  private static List<SecretFind> find(String text) {
    return SCAN.of(text, value -> false);
  }
}
