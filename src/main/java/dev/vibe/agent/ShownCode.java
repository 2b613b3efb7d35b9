package dev.vibe.agent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classifier that knows answers which give a change as code to read, in place of making it. Pure.
 *
 * <p>The rule: the answer has a block of code of two lines and more, or is a file and nothing else;
 * the words right before the block name a file or say that what follows is new, or its first line
 * is a comment that names one; and nothing around it says why no file was changed, or leaves it to
 * the user ("already", "nothing to fix", "I did not change", "you can"). That the user ordered a
 * change, and that none was made, is asked before.
 */
final class ShownCode {

  private static final Pattern FENCE =
      Pattern.compile("(?ms)^ {0,3}```([\\w+-]*)([^\\n]*)\\n(.*?)^ {0,3}```[ \\t]*$");

  private static final Pattern NO_CODE =
      Pattern.compile("bash|sh|shell|zsh|console|terminal|text|txt|output|log|mermaid|markdown|md");

  /** A name of a file of code. */
  static final Pattern FILE =
      Pattern.compile(
          "(?:^|[\\s`*(\"'/])[\\w.-]+\\.(?:py|[jt]sx?|mjs|java|kts?|rs|go|rb|php|[ch]|cc|cpp|hpp|cs"
              + "|swift|scala|sh|sql|html?|s?css|vue|json|ya?ml|toml|xml|md|txt|cfg|ini|gradle"
              + "|properties|lua|dart|exs?|zig|jl|pl)\\b");

  private static final Pattern NEW =
      Pattern.compile(
          "\\b(here(?:'s| is| are)|updated|fixed|corrected|modified|new|changed|revised|final"
              + "|complete|full|improved|replace|becomes|following|should (?:look|be|read))\\b");

  private static final Pattern REASON =
      Pattern.compile(
          "(?:\\b(?:did|have|has|had|do|does|could|can|is|are|was|were|will|need) not|n't|\\bnot"
              + " (?:been|be)) (?:\\w+ ){0,3}(?:chang|edit|modif|appl|touch|need|necess|possib|writ"
              + "|writ|fix|allow|permit|able|requir|reproduc|find|found|exist)"
              + "|\\bno (?:code )?(?:changes?|need|edits?|fix|files?)\\b"
              + "|\\bnothing (?:to|needs|was|is|has|else)\\b"
              + "|\\b(?:already|cannot|can't|unable|would|might|if you|you (?:can|could|may|might"
              + "|need|should|want|have)|unless|for example|unchanged|suggest|suggestion|propose"
              + "|proposal|recommend|option|alternative|stopped)\\b");

  private static final Pattern COMMENT = Pattern.compile("\\s*(?:#|//|--|/\\*|<!--)\\s*(.*)");

  private static final Pattern FILE_HEAD =
      Pattern.compile(
          "(?:#!|import |from |package |#include|using |use |<\\?php|\"\"\"|def |class |public"
              + " |const |let |function |export |@).*");

  private static final Pattern CODE_LINE =
      Pattern.compile("[ \\t]+\\S.*|.*[;{}:,(\\[]|[)\\]}].*|[\\w.]+\\(.*\\)|[\\w.]+ ?= ?.+");

  private static final int LEAST_LINES = 2;
  private static final int LEAST_FILE = 6;

  /** Said of a text that takes the place of another. */
  private static final Pattern MADE =
      Pattern.compile(
          "\\b(?:updated?|fixed|corrected|modified|new|changed?|revised|complete|full|replaced?"
              + "|becomes|add(?:ed)?)\\b");

  /** Said of code that shows how something is used, or what is there. */
  private static final Pattern USE =
      Pattern.compile(
          "\\b(?:us(?:e|es|ed|age|ing)|example|calls?|run|try|shows?|prints?|output|now"
              + " (?:reads|looks)|before|old|same)\\b");

  private static final Pattern DIFF_HEAD = Pattern.compile("(?:--- |diff --git |\\+\\+\\+ ).*");

  private ShownCode() {}

  /**
   * The same where the run has changed something: a block that is given as the new text of a file,
   * or a diff of one, and none of those that were changed is called like it.
   */
  static boolean isOfAnother(String answer, List<String> changed) {
    String prose = FENCE.matcher(answer).replaceAll("\n").strip();
    if (REASON.matcher(prose.replace('\u2019', '\'').toLowerCase(Locale.ROOT)).find()) {
      return false;
    }
    List<String> names =
        changed.stream()
            .map(path -> path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
            .toList();
    Matcher fences = FENCE.matcher(answer);
    int from = 0;
    while (fences.find()) {
      String[] sentences =
          title(answer.substring(from, fences.start())).split("(?<=[.!?])\\s+", -1);
      String title = sentences[sentences.length - 1];
      String head = fences.group(3).lines().findFirst().orElse("");
      boolean isDiff = DIFF_HEAD.matcher(head).matches();
      boolean isGiven = isDiff || (MADE.matcher(title).find() && !USE.matcher(title).find());
      Optional<String> named =
          name(isDiff ? head : title).or(() -> name(fences.group(2))).or(() -> name(head));
      if (isGiven
          && isCode(fences.group(1), fences.group(3))
          && named.filter(name -> !names.contains(name)).isPresent()) {
        return true;
      }
      from = fences.end();
    }
    return false;
  }

  /** Of the first file of code that is named, without its folders. */
  private static Optional<String> name(String text) {
    Matcher file = FILE.matcher(text);
    return file.find()
        ? Optional.of(file.group().replaceFirst("^[^\\w.-]", "").toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  static boolean isIn(String answer) {
    String prose = FENCE.matcher(answer).replaceAll("\n").strip();
    String lower = prose.replace('\u2019', '\'').toLowerCase(Locale.ROOT);
    if (REASON.matcher(lower).find() && !isFile(prose)) {
      return false;
    }
    Matcher fences = FENCE.matcher(answer);
    int from = 0;
    while (fences.find()) {
      String before = answer.substring(from, fences.start());
      if (isCode(fences.group(1), fences.group(3))
          && (FILE.matcher(fences.group(2)).find() || isGiven(before, fences.group(3)))) {
        return true;
      }
      from = fences.end();
    }
    return from == 0 && isFile(prose);
  }

  private static boolean isCode(String language, String block) {
    return !NO_CODE.matcher(language.toLowerCase(Locale.ROOT)).matches()
        && block.lines().filter(line -> !line.isBlank()).count() >= LEAST_LINES;
  }

  private static boolean isGiven(String before, String block) {
    String title = title(before);
    Matcher comment = COMMENT.matcher(block.lines().findFirst().orElse(""));
    return title.isEmpty()
        || FILE.matcher(title).find()
        || NEW.matcher(title).find()
        || (comment.matches() && FILE.matcher(" " + comment.group(1)).find());
  }

  /** The last line before a block, in lower case. */
  private static String title(String before) {
    return before
        .lines()
        .map(line -> line.strip().replace('\u2019', '\'').toLowerCase(Locale.ROOT))
        .filter(line -> !line.isEmpty())
        .reduce("", (one, other) -> other);
  }

  /** Without a fence: nothing but lines of code, from the first. */
  private static boolean isFile(String text) {
    List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
    return lines.size() >= LEAST_FILE
        && FILE_HEAD.matcher(lines.getFirst()).matches()
        && 4 * lines.stream().filter(line -> CODE_LINE.matcher(line).matches()).count()
            >= 3L * lines.size();
  }
}
