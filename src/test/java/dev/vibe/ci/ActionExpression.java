package dev.vibe.ci;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expression of GitHub Actions, as far as the actions here use them: contexts, strings, {@code ==},
 * {@code !=}, {@code &&}, {@code ||}, {@code !}. Anything else is an error.
 */
final class ActionExpression {

  private static final Pattern TOKEN =
      Pattern.compile("\\s*(==|!=|&&|\\|\\||!|'(?:[^']|'')*'|[A-Za-z_][\\w.-]*)");
  private static final Pattern SPLICE = Pattern.compile("\\$\\{\\{(.*?)}}");

  private final List<String> tokens = new ArrayList<>();
  private final Function<String, String> contexts;
  private int at;

  private ActionExpression(String text, Function<String, String> contexts) {
    this.contexts = contexts;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.stripTrailing().length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new IllegalArgumentException("not understood: " + text.substring(end));
      }
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
  }

  /** Its value, as text; {@code true} and {@code false} for conditions. */
  static String value(String text, Function<String, String> contexts) {
    ActionExpression expression = new ActionExpression(text, contexts);
    String value = expression.or();
    if (expression.at < expression.tokens.size()) {
      throw new IllegalArgumentException("not understood: " + text);
    }
    return value;
  }

  /** A text with the values of what stands in it. */
  static String spliced(String text, Function<String, String> contexts) {
    return SPLICE
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), contexts)));
  }

  static boolean isTrue(String value) {
    return !value.isEmpty() && !value.equals("false");
  }

  private boolean takes(String token) {
    boolean isNext = at < tokens.size() && tokens.get(at).equals(token);
    at += isNext ? 1 : 0;
    return isNext;
  }

  private String or() {
    String left = and();
    while (takes("||")) {
      String right = and();
      left = isTrue(left) ? left : right;
    }
    return left;
  }

  private String and() {
    String left = equal();
    while (takes("&&")) {
      String right = equal();
      left = isTrue(left) ? right : left;
    }
    return left;
  }

  private String equal() {
    String left = single();
    if (takes("==")) {
      return String.valueOf(left.equalsIgnoreCase(single()));
    }
    if (takes("!=")) {
      return String.valueOf(!left.equalsIgnoreCase(single()));
    }
    return left;
  }

  private String single() {
    if (takes("!")) {
      return String.valueOf(!isTrue(single()));
    }
    String token = tokens.get(at++);
    return token.startsWith("'")
        ? token.substring(1, token.length() - 1).replace("''", "'")
        : contexts.apply(token);
  }
}
