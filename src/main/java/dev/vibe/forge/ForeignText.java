package dev.vibe.forge;

import dev.vibe.text.ControlChars;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Converter of words that a model or somebody else wrote into Markdown that says the same and does
 * nothing: it notifies nobody, closes no issue, runs no quick action, loads no image, hides nothing
 * and opens no fence that it does not close. Code stays as it is. Pure.
 */
final class ForeignText {

  /** Nothing to see, and the end of a word for the forge. */
  private static final String GAP = "&#8203;";

  /** The same where an entity would be shown as it is. */
  private static final String GAP_IN_CODE = "\u200B";

  /** At the margin, where nothing around it can end it early. */
  private static final Pattern FENCE = Pattern.compile("(`{3,}|~{3,})(.*)");

  private static final Pattern CODE = Pattern.compile("(?<!`)(`+)(?!`).*?(?<!`)\\1(?!`)");

  private static final Pattern MENTION = Pattern.compile("(?<!\\w)@(?=[\\w-])");
  private static final Pattern ISSUE = Pattern.compile("#(?=\\d)");
  private static final Pattern ISSUE_KEY = Pattern.compile("(?i)\\b(GH-)(?=\\d)");
  private static final Pattern CLOSING =
      Pattern.compile(
          "(?i)\\b(clos|fix|resolv|implement)(e|es|ed|ing|s)?(:?\\s+(?:issues?\\s+)?https?://)");
  private static final Pattern IMAGE = Pattern.compile("!(?=\\[)");
  private static final Pattern TAG = Pattern.compile("<(?=[A-Za-z/!?])");

  /** GitLab obeys lines that begin so. */
  private static final Pattern QUICK_ACTION = Pattern.compile("^(\\s*)/(?=[A-Za-z])");

  private ForeignText() {}

  static String markdown(String text) {
    List<String> out = new ArrayList<>();
    String open = "";
    for (String line : ControlChars.neutralise(text).strip().lines().toList()) {
      Matcher fence = FENCE.matcher(line);
      boolean isFence = fence.matches();
      if (!open.isEmpty()) {
        open = closes(line, open) ? "" : open;
        out.add(unmarked(line));
      } else if (isFence && !(fence.group(1).startsWith("`") && fence.group(2).contains("`"))) {
        open = fence.group(1);
        out.add(unmarked(line));
      } else {
        out.add(prose(line));
      }
    }
    if (!open.isEmpty()) {
      out.add(open);
    }
    return String.join("\n", out);
  }

  private static boolean closes(String line, String open) {
    Matcher fence = FENCE.matcher(line.replaceFirst("^ {0,3}", ""));
    return fence.matches() && fence.group(1).startsWith(open) && fence.group(2).isBlank();
  }

  /** One line of words in a sentence, a list or a table. */
  static String line(String text) {
    return prose(ControlChars.neutraliseLine(text).strip()).replace("|", "\\|");
  }

  /** Text as code, in a fence that it cannot end. */
  static String fenced(String language, String text) {
    String plain = unmarked(ControlChars.neutralise(text).stripTrailing());
    String fence = "```";
    while (plain.contains(fence)) {
      fence += "`";
    }
    return fence + language + "\n" + plain + "\n" + fence;
  }

  /** Our own marks are nobody else's to set, not even in code. */
  private static String unmarked(String line) {
    return line.replace(PullRequestBody.MARK, "<!-- ");
  }

  /** What looks like code need not be any for the forge: a span may begin on a line before. */
  private static String prose(String line) {
    StringBuilder out = new StringBuilder();
    Matcher code = CODE.matcher(line);
    int from = 0;
    while (code.find()) {
      out.append(tamed(line.substring(from, code.start()), "&lt;", GAP));
      out.append(tamed(code.group(), "<" + GAP_IN_CODE, GAP_IN_CODE));
      from = code.end();
    }
    out.append(tamed(line.substring(from), "&lt;", GAP));
    return QUICK_ACTION.matcher(out).replaceFirst("$1\\\\/");
  }

  private static String tamed(String text, String tag, String gap) {
    String tamed = TAG.matcher(text).replaceAll(tag);
    tamed = ISSUE.matcher(tamed).replaceAll("#" + gap);
    tamed = MENTION.matcher(tamed).replaceAll("@" + gap);
    tamed = CLOSING.matcher(tamed).replaceAll("$1" + gap + "$2$3");
    tamed = ISSUE_KEY.matcher(tamed).replaceAll("$1" + gap);
    return IMAGE.matcher(tamed).replaceAll("!" + gap);
  }
}
