package dev.vibe.net;

import java.util.List;

/**
 * Filter that masks keys in text that could reach a person or a log: those it knows, and what looks
 * like one. Immutable; linear in the text.
 */
public final class Redaction {

  /** Knows no key, masks by looks only. */
  public static final Redaction BY_LOOKS = new Redaction(List.of());

  private static final String MASK = "[key hidden]";

  /** Beginnings of keys that providers hand out; the rest of the word is the secret. */
  private static final List<String> PREFIXES =
      List.of(
          "Bearer ",
          "bearer ",
          "Basic ",
          "sk-",
          "sk_",
          "gsk_",
          "hf_",
          "ghp_",
          "gho_",
          "ghs_",
          "glpat-",
          "github_pat_",
          "xox",
          "AKIA",
          "AIza",
          "eyJ");

  /** A word shorter than this after a prefix is an ordinary word. */
  private static final int SHORTEST_SECRET = 12;

  /** A word of letters only is an ordinary word up to this length. */
  private static final int LONGEST_WORD = 23;

  private final List<String> known;

  public Redaction(List<String> known) {
    this.known = known.stream().filter(key -> key.length() >= 4).toList();
  }

  public String apply(String text) {
    String masked = text;
    for (String key : known) {
      masked = masked.replace(key, MASK);
    }
    for (String prefix : PREFIXES) {
      masked = maskAfter(masked, prefix);
    }
    return masked;
  }

  private static String maskAfter(String text, String prefix) {
    int at = text.indexOf(prefix);
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    while (at >= 0) {
      int end = at + prefix.length();
      while (end < text.length() && isKeyCharacter(text.charAt(end))) {
        end++;
      }
      boolean startsWord = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      if (startsWord && looksSecret(text, at + prefix.length(), end)) {
        out.append(text, from, at);
        if (prefix.endsWith(" ")) {
          out.append(prefix);
        }
        out.append(MASK);
        from = end;
      }
      at = text.indexOf(prefix, end);
    }
    return out.append(text, from, text.length()).toString();
  }

  private static boolean looksSecret(String text, int start, int end) {
    int length = end - start;
    return length > LONGEST_WORD
        || (length >= SHORTEST_SECRET
            && text.substring(start, end).chars().anyMatch(Character::isDigit));
  }

  private static boolean isKeyCharacter(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "-_.~+/=*".indexOf(c) >= 0);
  }
}
