package dev.vibe.workspace.edit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Detector of lines that stand for code which somebody left out, such as {@code // ... rest of the
 * code unchanged ...}. They are looked for in comments and in lines of their own; dots in code (a
 * spread, an ellipsis body) and in prose are none. The fewer dots and comment marks a line has, the
 * more its words have to say.
 */
final class Placeholders {

  private static final String DOTS = "(?:\\.{3,}|\u2026+)";

  /** Signs of a comment that mean something else after code. */
  private static final String AT_BEGIN =
      "\\{-+|<%--|<%#|\\{#|\\{\\{!-*|@\\*|::|\\.\\.|\u235d|\\*+|!+|'+|\"+|\\\\|@?rem|dnl|\\{\\{/\\*";

  /** A comment that begins the line or follows blanks; its words are in the group "words". */
  private static final Pattern COMMENT =
      Pattern.compile(
          "(?:^(?i:"
              + AT_BEGIN
              + ")(?!\\w)|(?:^|\\s)(?://+[!/]*|#+[=|]?|--+(?:\\[\\[)?|;+|%+|/\\*+|<!--+|\\{/\\*+|\\(\\*))"
              + "\\s*(?<words>\\S.*)$");

  private static final Pattern COMMENT_END =
      Pattern.compile(
          "\\s*(?:\\*+/\\}{0,2}|--+%?>|%>|\\*\\)|-+\\}|#\\}|-*\\}\\}|\\*@|\\]\\]|[=|]#|'+|\"+)\\s*$");

  private static final Pattern DOTS_ONLY = Pattern.compile("[\\[(<]?\\s*" + DOTS + "\\s*[\\])>]?");

  /** Dots alone are code in some languages, in brackets they are none. */
  private static final Pattern BRACKETED_DOTS =
      Pattern.compile(
          "\\[\\s*" + DOTS + "\\s*\\]|\\(\\s*" + DOTS + "\\s*\\)|<\\s*" + DOTS + "\\s*>");

  private static final Pattern LEADING_DOTS = Pattern.compile("^" + DOTS + "\\s*");
  private static final Pattern TRAILING_DOTS = Pattern.compile("\\s*" + DOTS + "$");
  private static final Pattern BRACKETED = Pattern.compile("[\\[(<{](.*)[\\])>}]");

  private static final String CODE =
      "(?:code|implementations?|functions?|methods?|class(?:es)?|body|logic|imports?)";

  private static final String THING =
      "(?:"
          + CODE
          + "|lines?|file|content|contents|definitions?|declarations?|fields?|properties|tests?"
          + "|cases|styles?|markup|config(?:uration)?|script|module|section|document|text|it|page"
          + "|component|template|query|table|list|object|struct)";

  private static final String SAME =
      "(?:\\s+(?:is|are|stays?|remains?|goes|continues?|here|unchanged|the|same|as|before|above"
          + "|omitted|not|shown|for|brevity))";

  private static final String OF =
      "(?:rest|remainder)\\s+of\\s+(?:(?:the|this|your)\\s+)?(?:\\w+\\s+)?";

  private static final String LEFT_OUT =
      "(?:remaining|existing|previous|original|unchanged|other|same)\\s+(?:\\w+\\s+)?";

  /** After leading dots: any words that speak of left-out code. */
  private static final Pattern AFTER_DOTS =
      Pattern.compile(
          "(?:keep |and )?(?:the |all )?(?:rest|remaining|remainder|existing|previous|others?)"
              + "|unchanged|omitted|snip|same|etc|no changes?"
              + "|.*\\b(?:unchanged|omitted|as before|the same)"
              + "|.*\\b(?:rest|remaining|remainder|existing|previous|original|other|more|same)\\b"
              + ".*\\b"
              + THING
              + "\\b.*");

  private static final String AS_BEFORE =
      "(?:exactly\\s+)?(?:the\\s+)?same\\s+as\\s+(?:before|previously|(?:(?:in|the)\\s+)*(?:original|existing)"
          + "(?:\\s+"
          + THING
          + ")?)|(?:just\\s+)?as\\s+(?:before|it\\s+was)|left\\s+as\\s+is|untouched"
          + "|unchanged\\s+(?:from|since)\\s+(?:\\w+\\s+)?\\w+";

  /** Without leading dots, in a comment: the whole comment means left-out code. */
  private static final Pattern IN_COMMENT =
      Pattern.compile(
          "(?:(?:the|all|your|keep|and)\\s+)*(?:"
              + (OF + CODE + SAME + "*|")
              + (OF + THING + SAME + "+|")
              + ("(?:remaining|existing|unchanged)\\s+code" + SAME + "*|")
              + (LEFT_OUT + THING + SAME + "+|")
              + (CODE + "\\s+(?:is\\s+|are\\s+)?(?:unchanged|omitted)(?:\\s+for\\s+brevity)?|")
              + ("(?:" + AS_BEFORE + ")|")
              + ("(?:rest|remainder)" + SAME + "+|")
              + "unchanged|omitted|snip(?:ped)?|no\\s+(?:other\\s+|further\\s+)?changes?(?:\\s+(?:here|below|needed|required))*"
              + "|omitted\\s+for\\s+brevity|(?:everything|all)\\s+else"
              + SAME
              + "+)");

  /** Without leading dots and comment mark: it must also say that nothing changes. */
  private static final Pattern ON_ITS_OWN =
      Pattern.compile(".*\\b(?:unchanged|the same|as before|omitted(?: for brevity)?|not shown)");

  private Placeholders() {}

  /** The first placeholder line in a text that none of the others has, without outer blanks. */
  static Optional<String> in(String text, String... others) {
    return text.lines()
        .map(String::strip)
        .filter(Placeholders::isPlaceholder)
        .filter(line -> Stream.of(others).noneMatch(other -> hasLine(other, line)))
        .findFirst();
  }

  /**
   * Dots on a line of their own between others, where the text has no such line: code in some
   * languages, but not in this text.
   */
  static Optional<String> dotsBetweenLines(String old, String text) {
    List<String> lines = old.strip().lines().map(String::strip).toList();
    return lines.stream()
        .limit(Math.max(0, lines.size() - 1))
        .skip(1)
        .filter(line -> DOTS_ONLY.matcher(line).matches() && !hasLine(text, line))
        .findFirst();
  }

  private static boolean hasLine(String text, String line) {
    return text.contains(line) && text.lines().anyMatch(each -> each.strip().equals(line));
  }

  private static boolean isPlaceholder(String line) {
    if (line.length() > 200) {
      return false;
    }
    Matcher comment = COMMENT.matcher(line);
    if (!comment.find()) {
      return BRACKETED_DOTS.matcher(line).matches() || speaksOfLeftOut(line, Where.OWN_LINE);
    }
    String words = COMMENT_END.matcher(comment.group("words")).replaceFirst("");
    if (comment.start() > 0) {
      return speaksOfLeftOut(words, Where.BESIDE_CODE);
    }
    return DOTS_ONLY.matcher(words).matches() || speaksOfLeftOut(words, Where.COMMENT);
  }

  private enum Where {
    OWN_LINE,
    COMMENT,
    BESIDE_CODE
  }

  private static boolean speaksOfLeftOut(String line, Where where) {
    String words = withoutBrackets(line.toLowerCase(Locale.ROOT).strip());
    String bare = LEADING_DOTS.matcher(words).replaceFirst("");
    boolean leading = bare.length() < words.length();
    String sentence = withoutBrackets(TRAILING_DOTS.matcher(bare).replaceFirst(""));
    boolean trailing = TRAILING_DOTS.matcher(bare).find();
    if (leading) {
      boolean enclosed = trailing && !sentence.contains(".");
      return (enclosed || isProse(sentence, where))
          && (AFTER_DOTS.matcher(sentence).matches() || LeftOutWords.areAllOf(plain(sentence)));
    }
    String plain = plain(sentence);
    return switch (where) {
      case BESIDE_CODE -> false;
      case COMMENT -> IN_COMMENT.matcher(plain).matches() || LeftOutWords.areAllOf(plain);
      case OWN_LINE ->
          IN_COMMENT.matcher(plain).matches() && (trailing || ON_ITS_OWN.matcher(plain).matches());
    };
  }

  private static String plain(String sentence) {
    return sentence
        .replaceAll("[.:!,()\u3002\uff0c\uff08\uff09\u3001\uff1a]+", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String withoutBrackets(String words) {
    Matcher bracketed = BRACKETED.matcher(words);
    return bracketed.matches() ? bracketed.group(1).strip() : words;
  }

  /** Not code such as {@code ...rest} or {@code ...other.items,}. */
  private static boolean isProse(String words, Where where) {
    return where == Where.OWN_LINE
        ? words.matches("[\\p{L}\\s'-]+") && words.indexOf(' ') > 0
        : words.length() < 100;
  }
}
