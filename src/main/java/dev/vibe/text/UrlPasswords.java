package dev.vibe.text;

import dev.vibe.text.SecretPatterns.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finder of the passwords in URLs such as {@code postgres://user:password@host}. Leaves out what
 * everybody writes: the words themselves, the user's name once more, and servers on this machine.
 */
final class UrlPasswords {

  static final String KIND = "password in a URL";

  private static final int LONGEST = 256;
  private static final int SHORTEST = 6;

  private static final Set<String> USUAL =
      Set.of(
          "password",
          "passwd",
          "pass",
          "passw0rd",
          "pwd",
          "secret",
          "guest",
          "admin",
          "root",
          "postgres",
          "mysql",
          "redis",
          "rabbitmq",
          "mongo",
          "user",
          "username",
          "hunter2",
          "p4ssw0rd",
          "token",
          "pa55word",
          "passwort",
          "letmein",
          "s3cret",
          "s3cr3t",
          "my-secret-pw");

  private static final Set<String> HERE =
      Set.of("localhost", "127.0.0.1", "0.0.0.0", "[::1]", "host.docker.internal", "example");

  private UrlPasswords() {}

  static List<Match> in(String line) {
    List<Match> found = new ArrayList<>();
    for (int scheme = line.indexOf("://"); scheme >= 0; scheme = line.indexOf("://", scheme + 3)) {
      int limit = Math.min(line.length(), scheme + 3 + LONGEST);
      int colon = -1;
      int at = scheme + 3;
      while (at < limit && "/@ \t\"'`<>(),;\\".indexOf(line.charAt(at)) < 0) {
        colon = colon < 0 && line.charAt(at) == ':' ? at : colon;
        at++;
      }
      if (at < limit && line.charAt(at) == '@' && colon >= 0) {
        String user = line.substring(scheme + 3, colon);
        String password = line.substring(colon + 1, at);
        if (isReal(user, password) && !isHere(line, at + 1)) {
          found.add(new Match(KIND, password));
        }
      }
    }
    return found;
  }

  private static boolean isReal(String user, String password) {
    String lower = password.toLowerCase(Locale.ROOT);
    boolean letters = lower.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-' || c == '_');
    return password.length() >= SHORTEST
        && !lower.equals(user.toLowerCase(Locale.ROOT))
        && !USUAL.contains(lower)
        && !lower.contains("password")
        && !(letters && lower.equals(password))
        && "{$%[*".chars().noneMatch(c -> c != '%' && password.indexOf(c) >= 0)
        && !password.startsWith("%")
        && !SecretPatterns.isPlaceholder(password);
  }

  private static boolean isHere(String line, int start) {
    int end = start;
    while (end < line.length() && "/:? \t\"'`<>(),;#\\".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    String host = line.substring(start, end).toLowerCase(Locale.ROOT);
    return HERE.contains(host)
        || host.isEmpty()
        || host.startsWith("example.")
        || host.contains(".example")
        || host.endsWith(".test")
        || host.endsWith(".invalid")
        || host.endsWith(".localhost");
  }
}
