package dev.vibe.text;

import dev.vibe.text.SecretPatterns.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finder of random values under a name that says what they are, in the notations of configuration
 * and code: {@code api_key = "…"}, {@code TOKEN=…}, {@code "secret": "…"}, {@code Authorization:
 * Bearer …}. Linear: a value ends before the next sign that could give another one.
 */
final class NamedValues {

  static final String KIND = "random value with a secret's name";

  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_VALUE = 512;
  private static final int SHORTEST_VALUE = 16;

  private static final Set<String> TELLING =
      Set.of(
          "secret",
          "secrets",
          "token",
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "pass",
          "credential",
          "credentials",
          "apikey",
          "authtoken",
          "authorization",
          "bearer",
          "accesskey",
          "secretkey",
          "privatekey",
          "accesstoken",
          "clientsecret",
          "authkey");

  /** With one of these in front, a key is none to a lock of data or a row of a table. */
  private static final Set<String> KEY_OF =
      Set.of(
          "api",
          "access",
          "private",
          "secret",
          "encryption",
          "signing",
          "auth",
          "master",
          "account",
          "service",
          "hmac",
          "session",
          "storage",
          "admin",
          "deploy",
          "webhook",
          "aes",
          "jwt",
          "license",
          "app",
          "application",
          "subscription",
          "shared",
          "cipher");

  /** Names with one of these are of something else, such as a page of a list. */
  private static final Set<String> HARMLESS =
      Set.of(
          "public",
          "pub",
          "page",
          "next",
          "previous",
          "cursor",
          "continuation",
          "csrf",
          "xsrf",
          "nonce",
          "hash",
          "checksum",
          "sha",
          "sha1",
          "sha256",
          "sha512",
          "md5",
          "digest",
          "integrity",
          "id",
          "ids",
          "name",
          "url",
          "uri",
          "path",
          "file",
          "type",
          "regex",
          "pattern",
          "salt",
          "fingerprint",
          "sync",
          "expected",
          "placeholder",
          "arn",
          "ref");

  private static final List<String> SCHEMES =
      List.of("Bearer ", "bearer ", "Basic ", "Token ", "token ");

  private NamedValues() {}

  /** Line of a file of settings, whatever its notation. */
  private static final Pattern TOLD =
      Pattern.compile(
          "\\s*(?:export\\s+|set\\s+)?[\"']?([A-Za-z_][\\w.-]{0,63})[\"']?\\s*[=:]\\s*(.*)");

  private static final int SHORTEST_TOLD = 8;

  /**
   * Values with a telling name in a file of log-in data, also those that look like words: there,
   * the name is enough.
   */
  static List<String> told(String content) {
    return content
        .lines()
        .map(TOLD::matcher)
        .filter(line -> line.matches() && isTelling(line.group(1)))
        .map(line -> bare(line.group(2)))
        .filter(NamedValues::isTold)
        .distinct()
        .toList();
  }

  /** Without its quotes and what is behind them. */
  private static String bare(String value) {
    if (!value.isEmpty() && "\"'".indexOf(value.charAt(0)) >= 0) {
      int end = value.indexOf(value.charAt(0), 1);
      return end < 0 ? value.substring(1) : value.substring(1, end);
    }
    int end = value.indexOf(" #");
    String bare = (end < 0 ? value : value.substring(0, end)).strip();
    return bare.endsWith(",") ? bare.substring(0, bare.length() - 1) : bare;
  }

  /** One lower-case word is what people write before they have a password. */
  private static boolean isTold(String value) {
    return value.length() >= SHORTEST_TOLD
        && value.length() <= LONGEST_VALUE
        && value.indexOf('$') < 0
        && !value.chars().allMatch(Character::isLowerCase)
        && !SecretPatterns.isPlaceholder(value);
  }

  static List<Match> in(String line) {
    List<Match> found = new ArrayList<>();
    for (int i = 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c == '=' || c == ':') && isTelling(nameBefore(line, i))) {
        value(line, i + 1).ifPresent(value -> found.add(new Match(KIND, value)));
      }
    }
    return found;
  }

  private static String nameBefore(String line, int sign) {
    int end = sign;
    while (end > 0 && " \t\"'`]:".indexOf(line.charAt(end - 1)) >= 0 && sign - end < 8) {
      end--;
    }
    int start = end;
    while (start > 0 && end - start < LONGEST_NAME && isNameCharacter(line.charAt(start - 1))) {
      start--;
    }
    return line.substring(start, end);
  }

  private static boolean isNameCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
  }

  static boolean isTelling(String name) {
    if (name.length() < 3) {
      return false;
    }
    String before = "";
    boolean telling = false;
    for (String word : words(name)) {
      if (HARMLESS.contains(word)) {
        return false;
      }
      boolean isKey = word.equals("key") || word.equals("keys");
      telling |= TELLING.contains(word) || (isKey && KEY_OF.contains(before));
      before = word;
    }
    return telling;
  }

  /** Of {@code mistralApiKey}, {@code MISTRAL_API_KEY} and {@code mistral-api-key} alike. */
  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean hump = Character.isUpperCase(c) && i > 0 && Character.isLowerCase(name.charAt(i - 1));
      if ((hump || !Character.isLetterOrDigit(c)) && !word.isEmpty()) {
        words.add(word.toString().toLowerCase(Locale.ROOT));
        word.setLength(0);
      }
      if (Character.isLetterOrDigit(c)) {
        word.append(c);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString().toLowerCase(Locale.ROOT));
    }
    return words;
  }

  /** Whether behind a sign something begins that is long enough. */
  static boolean mayFollow(String text, int start) {
    int from = begin(text, start);
    int at = from;
    while (at < text.length() && at - from < SHORTEST_VALUE && isValueCharacter(text.charAt(at))) {
      at++;
    }
    return at - from == SHORTEST_VALUE;
  }

  private static int begin(String line, int start) {
    int at = skip(line, start, "=>: \t");
    at += isQuote(line, at) ? 1 : 0;
    for (String scheme : SCHEMES) {
      at += line.startsWith(scheme, at) ? scheme.length() : 0;
    }
    return at;
  }

  private static Optional<String> value(String line, int start) {
    int at = begin(line, start);
    boolean quoted = isQuote(line, skip(line, start, "=>: \t"));
    int end = at;
    while (end < line.length() && end - at <= LONGEST_VALUE && isValueCharacter(line.charAt(end))) {
      end++;
    }
    int padded = skip(line, end, "=");
    String value = line.substring(at, end);
    boolean ends = quoted ? isQuote(line, padded) : isAlone(line, padded);
    return ends && value.length() >= SHORTEST_VALUE && isSecret(value)
        ? Optional.of(value)
        : Optional.empty();
  }

  private static int skip(String line, int from, String what) {
    int at = from;
    while (at < line.length() && at - from < 8 && what.indexOf(line.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static boolean isQuote(String line, int at) {
    return at < line.length() && "\"'`".indexOf(line.charAt(at)) >= 0;
  }

  /** In code what is not in quotes is a name; in configuration nothing follows a value. */
  private static boolean isAlone(String line, int at) {
    int next = skip(line, at, " \t");
    return next >= line.length()
        || isQuote(line, at)
        || (next > at && line.charAt(next) == '#')
        || line.startsWith("&", at);
  }

  private static boolean isValueCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "+/_-.~!@%^*".indexOf(c) >= 0);
  }

  private static boolean isSecret(String value) {
    return SecretPatterns.isRandom(value)
        && !SecretPatterns.isPlaceholder(value)
        && !value.startsWith("AAAA")
        && !value.startsWith("sha")
        && !isPath(value);
  }

  /** Short words between strokes or dots. */
  private static boolean isPath(String value) {
    long parts = value.chars().filter(c -> c == '/' || c == '.').count() + 1;
    return parts > 2 && value.length() / parts < 10;
  }
}
