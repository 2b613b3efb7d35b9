package dev.vibe.exec.shell;

import dev.vibe.exec.shell.PlainLexer.NotPlain;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reader of the small programs that some programs are given as an operand: of sed, awk, jq, printf
 * and date. Only forms that are known to print are taken. Pure.
 */
final class Scripts {

  /** Patterns, numbers and what is printed; no strings with a slash, no assignment of fields. */
  private static final String AWK_VALUE = "(?:\\$\\d{1,3}|\\$NF|NR|NF|FNR|FILENAME|\\d{1,9}|[a-z])";

  private static final String AWK_TEXT = "\"[^\"\\\\]*\"";
  private static final String AWK_COMPARED =
      AWK_VALUE + "\\s*(?:[<>]=?|==|!=)\\s*(?:" + AWK_VALUE + "|" + AWK_TEXT + ")";
  private static final String AWK_SEARCH = "(?:\\$\\d{1,3}\\s*!?~\\s*)?!?/[^/\\\\\n]*/";
  private static final String AWK_CONDITION =
      "(?:"
          + AWK_COMPARED
          + "(?:\\s*&&\\s*"
          + AWK_COMPARED
          + "|\\s*,\\s*"
          + AWK_COMPARED
          + ")?|"
          + AWK_SEARCH
          + "(?:\\s*,\\s*"
          + AWK_SEARCH
          + ")?|BEGIN|END)";
  private static final String AWK_PRINTED = "(?:" + AWK_VALUE + "|" + AWK_TEXT + ")";
  private static final String AWK_STATEMENT =
      "(?:print(?:\\s+"
          + AWK_PRINTED
          + "(?:\\s*,\\s*"
          + AWK_PRINTED
          + "|\\s+"
          + AWK_PRINTED
          + ")*)?|[a-z]\\s*\\+=\\s*"
          + AWK_VALUE
          + "|[a-z]\\+\\+)";
  private static final String AWK_ACTION =
      "\\{\\s*" + AWK_STATEMENT + "(?:\\s*;\\s*" + AWK_STATEMENT + ")*\\s*;?\\s*\\}";
  private static final Pattern AWK =
      Pattern.compile(
          "\\s*(?:"
              + AWK_CONDITION
              + "\\s*"
              + AWK_ACTION
              + "|"
              + AWK_ACTION
              + "|"
              + AWK_CONDITION
              + ")(?:\\s*;?\\s*"
              + AWK_CONDITION
              + "\\s*"
              + AWK_ACTION
              + ")*\\s*");

  private static final Pattern JQ_TEXT = Pattern.compile("\"[^\"\\\\]*\"");
  private static final Pattern JQ_FIELD = Pattern.compile("\\.[A-Za-z_]\\w*\\??");
  private static final Pattern JQ_WORD = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern JQ_SIGNS = Pattern.compile("[\\s.\\[\\](){}|,:+<>=!?0-9-]*");

  /** Functions that neither know anything but their input nor go on for ever. */
  private static final Set<String> JQ_WORDS =
      Set.of(
          ("length keys keys_unsorted values map map_values select type to_entries from_entries"
                  + " with_entries sort sort_by group_by unique unique_by min max min_by max_by"
                  + " first last add any all has contains inside startswith endswith test"
                  + " tostring tonumber ascii_downcase ascii_upcase join split flatten not empty"
                  + " reverse paths leaf_paths del and or if then elif else end true false null"
                  + " index tojson fromjson ltrimstr rtrimstr floor")
              .split(" "));

  private static final Pattern PRINTF =
      Pattern.compile("(?:[^%\\\\]|%%|\\\\[nt\\\\\"']|%-?\\d{0,3}(?:\\.\\d{1,3})?[sdixXocfb])*");

  private static final Set<String> LANGUAGES = Set.of("awk", "gawk", "mawk", "jq", "printf");

  /** Longer ones are not read. */
  private static final int LONGEST = 1_000;

  private Scripts() {}

  /** Whether a program is given something that is known; to others nothing else than text is. */
  static void check(String program, String script) throws NotPlain {
    boolean isOfLanguage = LANGUAGES.contains(program);
    boolean isKnown =
        (!isOfLanguage || script.length() <= LONGEST)
            && switch (program) {
              case "sed" -> SedScript.isPlain(script);
              case "awk", "gawk", "mawk" -> AWK.matcher(script).matches();
              case "jq" -> isFilter(script);
              case "printf" -> !script.startsWith("-") && PRINTF.matcher(script).matches();
              case "date" -> script.startsWith("+");
              default -> true;
            };
    if (!isKnown) {
      throw new NotPlain("something that " + program + " is to do and that is not known");
    }
  }

  private static boolean isFilter(String filter) {
    String rest = JQ_TEXT.matcher(filter).replaceAll(" ");
    rest = JQ_FIELD.matcher(rest).replaceAll(".");
    Matcher word = JQ_WORD.matcher(rest);
    StringBuilder signs = new StringBuilder();
    while (word.find()) {
      if (!JQ_WORDS.contains(word.group())) {
        return false;
      }
      word.appendReplacement(signs, " ");
    }
    word.appendTail(signs);
    return JQ_SIGNS.matcher(signs).matches();
  }
}
