package dev.vibe.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Rules of a {@code robots.txt} for one robot, by RFC 9309: the groups of its name, else those for
 * all; of the rules that match, the longest counts, and of two as long the one that allows.
 */
record RobotsRules(List<RobotsRule> rules) {

  static final RobotsRules ALLOW_ALL = new RobotsRules(List.of());
  static final RobotsRules ALLOW_NONE = new RobotsRules(List.of(new RobotsRule("/", false)));

  private static final int MOST_RULES = 5_000;
  private static final int LONGEST_PATTERN = 2_000;

  /**
   * One rule.
   *
   * @param pattern of paths: {@code *} is any text, {@code $} at its end is the end
   */
  record RobotsRule(String pattern, boolean allows) {

    private boolean meets(String path) {
      boolean isWhole = pattern.endsWith("$");
      String rest = isWhole ? pattern.substring(0, pattern.length() - 1) : pattern;
      String[] parts = rest.split("\\*", -1);
      if (!path.startsWith(parts[0])) {
        return false;
      }
      int at = parts[0].length();
      for (int i = 1; i < parts.length; i++) {
        if (isWhole && i == parts.length - 1) {
          return path.length() - parts[i].length() >= at && path.endsWith(parts[i]);
        }
        int found = path.indexOf(parts[i], at);
        if (found < 0) {
          return false;
        }
        at = found + parts[i].length();
      }
      return !isWhole || at == path.length();
    }
  }

  RobotsRules {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a file; what is no rule is passed over.
   *
   * @param robot its name in lower case
   */
  static RobotsRules parse(String text, String robot) {
    List<RobotsRule> own = new ArrayList<>();
    List<RobotsRule> common = new ArrayList<>();
    boolean isNamed = false;
    boolean inOwn = false;
    boolean inCommon = false;
    boolean inNames = false;
    for (String line : text.replace("\uFEFF", "").split("\\R", -1)) {
      String plain = line.replaceFirst("#.*", "").strip();
      int colon = plain.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String field = plain.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = plain.substring(colon + 1).strip();
      switch (field) {
        case "user-agent" -> {
          if (!inNames) {
            inOwn = false;
            inCommon = false;
          }
          inNames = true;
          String name = value.toLowerCase(Locale.ROOT).replaceFirst("[/\\s].*", "");
          inOwn |= name.equals(robot);
          inCommon |= name.equals("*");
          isNamed |= name.equals(robot);
        }
        case "allow", "disallow" -> {
          inNames = false;
          RobotsRule rule = new RobotsRule(encoded(value), field.equals("allow"));
          boolean counts = !value.isEmpty() && value.length() <= LONGEST_PATTERN;
          if (counts && inOwn && own.size() < MOST_RULES) {
            own.add(rule);
          }
          if (counts && inCommon && common.size() < MOST_RULES) {
            common.add(rule);
          }
        }
        default -> {} // what is not of the standard, such as the place of a sitemap
      }
    }
    return new RobotsRules(isNamed ? own : common);
  }

  /** Whether a path, with its query, may be read. */
  boolean allows(String path) {
    String wanted = encoded(path);
    int longest = -1;
    boolean allowed = true;
    for (RobotsRule rule : rules) {
      int length = rule.pattern().length();
      if (length >= longest && rule.meets(wanted)) {
        allowed = rule.allows() || (length == longest && allowed);
        longest = length;
      }
    }
    return allowed;
  }

  /** Escapes in one form: those of characters that need none are taken away, others are upper. */
  private static String encoded(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      int code = c == '%' && i + 2 < path.length() ? hex(path, i + 1) : -1;
      if (code >= 0) {
        out.append(
            isUnreserved(code)
                ? String.valueOf((char) code)
                : path.substring(i, i + 3).toUpperCase(Locale.ROOT));
        i += 2;
      } else if (c < 0x80) {
        out.append(c);
      } else {
        int point = path.codePointAt(i);
        for (byte b : new String(Character.toChars(point)).getBytes(StandardCharsets.UTF_8)) {
          out.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
        }
        i += Character.charCount(point) - 1;
      }
    }
    return out.toString();
  }

  private static boolean isUnreserved(int code) {
    return switch (code) {
      case '-', '.', '_', '~' -> true;
      default -> code < 0x80 && Character.isLetterOrDigit(code);
    };
  }

  private static int hex(String text, int at) {
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
