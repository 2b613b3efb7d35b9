package dev.vibe.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Table of lines with secrets, and of lines that only look so. What is random in a line is drawn
 * when it is read, so that the repository holds nothing that looks like a key.
 */
final class SecretTable {

  private static final Path TABLES = Path.of("src/test/resources/secrets");

  private static final Pattern DRAWN =
      Pattern.compile("\\{(d|lhex|uhex|b32|up|low|a|an|u|b64|pw):(\\d+)}");

  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = LOWER.toUpperCase(Locale.ROOT);
  private static final String DIGITS = "0123456789";

  private static final Map<String, String> ALPHABETS =
      Map.of(
          "d", DIGITS,
          "lhex", DIGITS + "abcdef",
          "uhex", DIGITS + "ABCDEF",
          "b32", UPPER + "234567",
          "up", UPPER + DIGITS,
          "low", LOWER + DIGITS,
          "a", LOWER + UPPER,
          "an", LOWER + UPPER + DIGITS,
          "u", LOWER + UPPER + DIGITS + "_-",
          "b64", LOWER + UPPER + DIGITS + "+/");

  private SecretTable() {}

  static List<String> rows(String name) throws IOException {
    return Files.readAllLines(TABLES.resolve(name)).stream()
        .filter(row -> !row.isBlank() && !row.startsWith("# "))
        .map(row -> row.replace("\\\\n", "\0").replace("\\n", "\n").replace("\0", "\\n"))
        .toList();
  }

  static String drawn(String row, RandomGenerator random) {
    Matcher drawn = DRAWN.matcher(row);
    StringBuilder text = new StringBuilder();
    while (drawn.find()) {
      drawn.appendReplacement(text, Matcher.quoteReplacement(run(drawn, random)));
    }
    return drawn.appendTail(text).toString();
  }

  private static String run(Matcher drawn, RandomGenerator random) {
    String alphabet = ALPHABETS.getOrDefault(drawn.group(1), ALPHABETS.get("an") + "!@%^*_-");
    StringBuilder run = new StringBuilder();
    for (int i = 0; i < Integer.parseInt(drawn.group(2)); i++) {
      run.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return run.toString();
  }
}
