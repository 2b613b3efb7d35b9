package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts in quotes of a piece of code, in whatever language: between {@code '}, {@code "}, a
 * backtick, or three of the first two. What stands between them is kept, because it tells what is
 * done with them. Pure.
 *
 * @param all in the order in which they stand
 */
record CodeLiterals(List<Literal> all) {

  private static final int MOST = 200;

  /** A place in a text that the texts behind it are put into, as {@code %} and others do. */
  private static final Pattern PLACE = Pattern.compile("%s|\\{\\w*}");

  /** Signs that put two texts together. */
  private static final Pattern JOINT =
      Pattern.compile("\\s*(?:[+.~]|\\.\\.|<>|\\+\\+|)\\s*[fbru]?");

  CodeLiterals {
    all = List.copyOf(all);
  }

  /**
   * One of them.
   *
   * @param before the code between it and the one before
   */
  record Literal(String before, String text) {}

  static CodeLiterals of(String code) {
    List<Literal> all = new ArrayList<>();
    int behind = 0;
    int at = 0;
    while (at < code.length() && all.size() < MOST) {
      String quote = quote(code, at);
      int end = quote.isEmpty() ? -1 : end(code, at + quote.length(), quote);
      if (end < 0) {
        at++;
        continue;
      }
      String text = code.substring(at + quote.length(), end);
      all.add(new Literal(code.substring(behind, at), decoded(text)));
      behind = end + quote.length();
      at = behind;
    }
    return new CodeLiterals(all);
  }

  private static String quote(String code, int at) {
    char c = code.charAt(at);
    if ("'\"`".indexOf(c) < 0) {
      return "";
    }
    String one = String.valueOf(c);
    return c != '`' && code.startsWith(one.repeat(3), at) ? one.repeat(3) : one;
  }

  /** A single quote is often only an apostrophe, so it has to close in its line. */
  private static int end(String code, int from, String quote) {
    for (int i = from; i < code.length(); i++) {
      if (code.startsWith(quote, i)) {
        return i;
      }
      if (code.charAt(i) == '\\') {
        i++;
      } else if (code.charAt(i) == '\n' && quote.equals("'")) {
        return -1;
      }
    }
    return -1;
  }

  private static String decoded(String text) {
    return text.indexOf('\\') < 0
        ? text
        : AnsiQuotes.read(text.replaceAll("(?<!\\\\)'", "\\\\'") + "'", 0).text();
  }

  List<String> texts() {
    return all.stream().map(Literal::text).toList();
  }

  /** What comes out where some are put together, by a sign, by a place for another, or all. */
  List<String> joined() {
    List<String> joined = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    int parts = 0;
    for (int i = 0; i < all.size(); i++) {
      Literal literal = all.get(i);
      if (parts > 0 && !JOINT.matcher(literal.before()).matches()) {
        addRun(run, parts, joined);
        run.setLength(0);
        parts = 0;
      }
      run.append(literal.text());
      parts++;
      if (PLACE.matcher(literal.text()).find()) {
        joined.add(filled(i));
      }
    }
    addRun(run, parts, joined);
    joined.add(String.join("", texts()));
    return joined;
  }

  private static void addRun(StringBuilder run, int parts, List<String> joined) {
    if (parts > 1) {
      joined.add(run.toString());
    }
  }

  private String filled(int at) {
    Matcher place = PLACE.matcher(all.get(at).text());
    StringBuilder filled = new StringBuilder();
    int next = at + 1;
    while (next < all.size() && place.find()) {
      place.appendReplacement(filled, Matcher.quoteReplacement(all.get(next).text()));
      next++;
    }
    return place.appendTail(filled).toString();
  }
}
