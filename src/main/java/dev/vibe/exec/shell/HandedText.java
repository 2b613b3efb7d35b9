package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finder of text that a command hands on, and that a shell runs later: the program that a variable,
 * an option or a setting of git names, and what bash evaluates where it looks like data. Pure.
 */
final class HandedText {

  /** Variables that name a program, with its operands: environ(7), git(1), bash(1), less(1). */
  private static final Pattern PROGRAM_VARIABLE =
      Pattern.compile(
          "(?:.*(?:PAGER|EDITOR|VISUAL|_COMMAND|ASKPASS|_RSH|_SSH|_DIFF|BROWSER)"
              + "|LESSOPEN|LESSCLOSE)");

  private static final Pattern ASSIGNMENT =
      Pattern.compile("([A-Za-z_]\\w*)\\+?=(.*)", Pattern.DOTALL);

  private static final Set<String> ASSIGNING =
      Set.of("export", "declare", "typeset", "local", "readonly", "env", "sudo");

  /** Programs of bash that evaluate the index of a variable, or a number, in their words. */
  private static final Set<String> EVALUATING =
      Set.of(
          ("let test [ [[ read unset declare typeset local readonly export wait mapfile readarray"
                  + " getopts shift return exit")
              .split(" "));

  /** {@code -C TEXT} of bash, run for each line or word. */
  private static final Set<String> CALLING_BACK =
      Set.of("mapfile", "readarray", "compgen", "complete");

  /** They run what they read. */
  private static final Set<String> LATER = Set.of("at", "batch");

  /** Options with a program, such as {@code --compress-program=} and {@code --exec=}. */
  private static final Pattern PROGRAM_OPTION =
      Pattern.compile(
          "--[a-z-]*(?:exec|command|cmd|program|pager|editor|shell|rsh|-pack)[a-z-]*"
              + "=(?:exec=)?(.*)|--checkpoint-action=exec=(.*)",
          Pattern.DOTALL);

  private static final Pattern PROGRAM_FOLLOWS =
      Pattern.compile("-x|--exec|--extcmd|--[a-z-]*(?:command|program|pager|-filter)");

  private final List<String> texts = new ArrayList<>();

  private HandedText() {}

  /** Lines for a shell. */
  static List<String> of(SimpleCommand command) {
    HandedText all = new HandedText();
    command.assignments().forEach(all::assigned);
    String program = command.program();
    List<String> operands = command.operands();
    if (ASSIGNING.contains(program)) {
      operands.forEach(all::assigned);
    }
    if (EVALUATING.contains(program)) {
      operands.forEach(all::evaluated);
    }
    if (program.equals("printf")) {
      all.behind("-v", operands);
    }
    if (CALLING_BACK.contains(program)) {
      all.behind("-C", operands);
    }
    if (LATER.contains(program)) {
      all.texts.add(command.input());
    }
    all.options(operands);
    if (program.equals("git")) {
      all.git(operands);
    }
    return all.texts;
  }

  private void assigned(String word) {
    Matcher assignment = ASSIGNMENT.matcher(word);
    if (!assignment.matches()) {
      return;
    }
    String value = assignment.group(2);
    if (PROGRAM_VARIABLE.matcher(assignment.group(1)).matches()) {
      texts.add(value);
    } else {
      evaluated(value); // by ${x@P}, by $((x)), or as the prompt
    }
  }

  /** A substitution that was quoted so far. */
  private void evaluated(String text) {
    if (text.contains("$(") || text.indexOf('`') >= 0) {
      texts.add(text);
    }
  }

  private void behind(String option, List<String> operands) {
    int at = operands.indexOf(option) + 1;
    if (at > 0 && at < operands.size()) {
      texts.add(operands.get(at));
    }
  }

  private void options(List<String> operands) {
    for (String operand : operands) {
      Matcher option = PROGRAM_OPTION.matcher(operand);
      if (option.matches()) {
        texts.add(option.group(1) == null ? option.group(2) : option.group(1));
      }
    }
  }

  /** Settings with a program, and subcommands that run one. */
  private void git(List<String> operands) {
    for (int i = 0; i + 1 < operands.size(); i++) {
      String word = operands.get(i);
      List<String> rest = operands.subList(i + 1, operands.size());
      String next = rest.getFirst();
      if (word.equals("-c") && next.indexOf('=') > 0) {
        texts.add(next.substring(next.indexOf('=') + 1));
      } else if (PROGRAM_FOLLOWS.matcher(word).matches()) {
        texts.add(next);
      } else if (word.equals("config")) {
        texts.add(rest.getLast());
      } else if ((word.equals("run") && operands.contains("bisect")) || word.equals("foreach")) {
        texts.add(String.join(" ", rest));
      }
    }
  }
}
