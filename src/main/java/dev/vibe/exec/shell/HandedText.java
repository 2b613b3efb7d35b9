package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  /** Options with a program, which mean something else to other programs. */
  private static final Map<String, Pattern> OWN_OPTIONS =
      Map.ofEntries(
          Map.entry("man", Pattern.compile("-[PH](.*)", Pattern.DOTALL)),
          Map.entry("rsync", Pattern.compile("-\\w*e(.*)", Pattern.DOTALL)),
          Map.entry("tar", Pattern.compile("-\\w*[IF](.*)", Pattern.DOTALL)),
          Map.entry("zip", Pattern.compile("-TT(.*)", Pattern.DOTALL)),
          Map.entry("scp", Pattern.compile("-[SD](.*)", Pattern.DOTALL)),
          Map.entry("sftp", Pattern.compile("-[SD](.*)", Pattern.DOTALL)),
          Map.entry("nc", Pattern.compile("-\\w*[ce](.*)", Pattern.DOTALL)),
          Map.entry("ncat", Pattern.compile("-\\w*[ce](.*)", Pattern.DOTALL)),
          Map.entry("split", Pattern.compile("--filter=?(.*)", Pattern.DOTALL)),
          Map.entry("tcpdump", Pattern.compile("-z(.*)", Pattern.DOTALL)),
          Map.entry("git", Pattern.compile("-O(.*)", Pattern.DOTALL)));

  /** Programs in a setting of ssh(1), an address of socat(1), and a binding of fzf(1). */
  private static final Pattern NAMED =
      Pattern.compile(
          "(?:.*,)?(?:-o)?\\s*(?:(?:Proxy|Local|Remote|KnownHosts)Command\\s*[= ]|(?:exec|system"
              + "|shell):)(.*)|.*\\b(?:execute|execute-silent|become|reload|preview)[(:](.*?)\\)?",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final Set<String> NAMING = Set.of("ssh", "scp", "sftp", "rsync", "socat", "fzf");

  /** Long options with what may be a program, behind a sign or in the next word. */
  private static final Pattern PROGRAM_BEHIND =
      Pattern.compile(
          "--(?:[a-z-]*-(?:exec|command|cmd|program|pager|editor|shell|rsh)|exec|command|cmd"
              + "|program|pager|rsh|preview|bind|sh-exec|checkpoint-action|eval)(?:=(.*))?",
          Pattern.DOTALL);

  private static final Set<String> PRINTING = Set.of("echo", "printf", "grep", "rg", "ag");

  private final List<Started> texts = new ArrayList<>();

  private HandedText() {}

  /** Lines for a shell, and what may be one. */
  static List<Started> of(SimpleCommand command) {
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
      all.texts.add(new Started.Script(command.input()));
    }
    all.options(operands);
    all.ownOptions(program, operands);
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
      texts.add(new Started.Script(value));
    } else {
      evaluated(value); // by ${x@P}, by $((x)), or as the prompt
    }
  }

  /** A substitution that was quoted so far. */
  private void evaluated(String text) {
    if (text.contains("$(") || text.indexOf('`') >= 0) {
      texts.add(new Started.Script(text));
    }
  }

  private void behind(String option, List<String> operands) {
    int at = operands.indexOf(option) + 1;
    if (at > 0 && at < operands.size()) {
      texts.add(new Started.Script(operands.get(at)));
    }
  }

  private void options(List<String> operands) {
    for (String operand : operands) {
      Matcher option = PROGRAM_OPTION.matcher(operand);
      if (option.matches()) {
        texts.add(new Started.Script(option.group(1) == null ? option.group(2) : option.group(1)));
      }
    }
  }

  private void ownOptions(String program, List<String> operands) {
    Pattern options = OWN_OPTIONS.get(program);
    for (int i = 0; i < operands.size(); i++) {
      String next = i + 1 < operands.size() ? operands.get(i + 1) : "";
      Matcher option = options == null ? null : options.matcher(operands.get(i));
      if (option != null && option.matches()) {
        texts.add(new Started.Text(option.group(1).isEmpty() ? next : option.group(1)));
      }
      Matcher behind = PROGRAM_BEHIND.matcher(operands.get(i));
      if (!PRINTING.contains(program) && behind.matches()) {
        texts.add(new Started.Text(behind.group(1) == null ? next : behind.group(1)));
      }
      Matcher named = NAMED.matcher(operands.get(i));
      if (NAMING.contains(program) && named.matches()) {
        texts.add(new Started.Text(named.group(1) == null ? named.group(2) : named.group(1)));
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
        texts.add(new Started.Script(next.substring(next.indexOf('=') + 1)));
      } else if (PROGRAM_FOLLOWS.matcher(word).matches()) {
        texts.add(new Started.Script(next));
      } else if (word.equals("config")) {
        texts.add(new Started.Script(rest.getLast()));
      } else if ((word.equals("run") && operands.contains("bisect")) || word.equals("foreach")) {
        texts.add(new Started.Script(String.join(" ", rest)));
      }
    }
  }
}
