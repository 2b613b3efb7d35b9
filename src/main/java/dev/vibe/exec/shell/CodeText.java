package dev.vibe.exec.shell;

import dev.vibe.exec.shell.CodeLiterals.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finder of commands in code that a line gives to a program of another language, such as {@code
 * python3 -c} and {@code vim -c}. The code is not understood: its texts in quotes, and the words
 * behind what starts a program, are taken for commands. What is only printed, sought or replaced is
 * none. Pure.
 */
final class CodeText {

  /** Programs that run code which they are given as an operand or as input. */
  private static final Pattern LANGUAGES =
      Pattern.compile(
          "(?:i?python|pypy|perl|j?ruby|irb|php|lua|luajit|node|nodejs|deno|bun|qjs|tclsh|wish"
              + "|expect|guile|racket|ocaml|swift)[\\d.]*"
              + "|[gmn]?awk|original-awk|R|Rscript|julia|ghci?|runghc|groovy|jshell|scala"
              + "|kotlinc?|elixir|erl|iex|clojure|clj|bb|lein|sbcl|clisp|crystal|osascript|octave"
              + "|emacs|emacsclient|xonsh|maxima|gp|sage|gawk-[\\d.]+");

  /** Programs that take commands of their own, one of which starts another program. */
  private static final Pattern PROMPTS =
      Pattern.compile(
          "g?vim?|nvim|vimdiff|view|ex|ed|red|less|more|most|gdb|lldb|sqlite3|psql|mysql|mariadb"
              + "|dc|m4|gnuplot|ftp|lftp|sftp|telnet|mail|mailx|mutt|bc|make|gmake|tclsh[\\d.]*"
              + "|expect|ghci|irb|octave|gp|maxima|R|man");

  /** Words with which code starts a program. */
  private static final Pattern STARTS =
      Pattern.compile(
          "system|exec|spawn|popen|subprocess|child_process|\\bpty\\b|\\bfork\\b|shell"
              + "|\\b(?:run|call)\\w*[\\s]*[(`\"'\\[]|check_(?:output|call)|passthru|getoutput"
              + "|getstatusoutput|open3|capture2|syscmd|\\beval\\b|\\bqx\\b|%x|\\bos:cmd|rawSystem"
              + "|ProcessBuilder|callProcess|callCommand|readProcess|call-process|start-process"
              + "|run-program|Process\\.(?:start|run|call)|Open\\.|\\bCmd\\b|System\\.cmd",
          Pattern.CASE_INSENSITIVE);

  /** Code that feeds what it starts. */
  private static final Pattern FEEDS = Pattern.compile("stdin");

  /** In these languages a text behind or before a bar is a command, and one in backticks. */
  private static final Pattern PIPES = Pattern.compile("(?<!\\|)\\|(?!\\|)|`");

  private static final Pattern PIPING = Pattern.compile("(?:perl|j?ruby|php)[\\d.]*|.*awk.*|julia");

  /** What is behind them, up to the end of the line, is a command. */
  private static final Pattern STARTING_WORD =
      Pattern.compile(
          "\\b(?:shell\\w*|spawn\\w*|exec\\w*|system\\w*|e?syscmd|term(?:inal)?|job_start|popen\\w*"
              + "|passthru|qx|qw|run\\w*|call|check_output|check_call|getoutput|capture2e?|cmd)\\b"
              + "|%x",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern STARTING_SIGN = Pattern.compile("[!|]");

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s'\"`,;(){}\\[\\]]+");

  /** In front of a text that is only printed, sought, or put in the place of another. */
  private static final Pattern HARMLESS =
      Pattern.compile(
          "(?s).*\\b(?:print|printf|println|puts|echo|say|log|warn|write|error|info|replace"
              + "|replaceAll|g?sub|find|index|indexOf|startswith|endswith|startsWith|endsWith"
              + "|includes|contains|count|assert\\w*|in|if|elif|while|and|or|not|when|case)"
              + "\\s*\\(?\\s*[fbru]?");

  /** So much of what stands before a text tells what is done with it. */
  private static final int MOST_BEFORE = 60;

  private static final int MOST_WORDS = 30;
  private static final int MOST_STARTS = 100;

  private final List<Started> started = new ArrayList<>();

  private CodeText() {}

  /** Whether a program runs what a file holds, or text that it is given, in a language. */
  static boolean isOf(String program) {
    return LANGUAGES.matcher(program).matches() || program.equals("make");
  }

  static List<Started> of(SimpleCommand command) {
    CodeText all = new CodeText();
    String program = command.program();
    if (LANGUAGES.matcher(program).matches()) {
      all.language(command);
    }
    if (PROMPTS.matcher(program).matches()) {
      texts(command).forEach(text -> all.behind(STARTING_SIGN, text));
      texts(command).forEach(text -> all.behind(STARTING_WORD, text));
    }
    if (program.endsWith("make")) {
      all.recipes(command.input());
    }
    if (program.equals("crontab")) {
      command
          .input()
          .lines()
          .forEach(line -> all.suffixes(BETWEEN_WORDS.splitAsStream(line).toList()));
    }
    if (program.equals("sed") || program.equals("gsed")) {
      command.operands().forEach(script -> all.sed(script, command.input()));
    }
    return all.started;
  }

  /** What code may be in, the first on. */
  private static List<String> texts(SimpleCommand command) {
    List<String> texts = new ArrayList<>(command.operands());
    texts.add(command.input());
    return texts;
  }

  private void language(SimpleCommand command) {
    boolean pipes = PIPING.matcher(command.program()).matches();
    boolean isGivenAny = false;
    for (String code : command.operands()) {
      isGivenAny |= code(code, pipes);
    }
    boolean isFedAny = code(command.input(), pipes);
    if (isGivenAny || isFedAny) { // what it starts may be in an operand or a variable
      command.assignments().forEach(this::value);
      command.operands().forEach(this::value);
      suffixes(command.operands());
    }
    if (isGivenAny) {
      started.add(new Started.Text(command.input()));
    }
  }

  /** Whether it starts a program. */
  private boolean code(String code, boolean pipes) {
    behind(STARTING_WORD, code);
    boolean hasPipe = pipes && PIPES.matcher(code).find();
    boolean starts = hasPipe || STARTS.matcher(code).find();
    if (starts) {
      literals(CodeLiterals.of(code), hasPipe || FEEDS.matcher(code).find());
    }
    return starts;
  }

  private void value(String word) {
    int sign = word.indexOf('=');
    if (sign > 0 && word.lastIndexOf('\n') < 0) {
      started.add(new Started.Text(word.substring(sign + 1)));
    }
  }

  private void behind(Pattern mark, String text) {
    Matcher found = mark.matcher(text);
    for (int i = 0; i < MOST_STARTS && found.find(); i++) {
      int end = text.indexOf('\n', found.end());
      String rest = text.substring(found.end(), end < 0 ? text.length() : end);
      List<String> words =
          BETWEEN_WORDS
              .splitAsStream(rest)
              .filter(word -> !word.isEmpty())
              .limit(MOST_WORDS)
              .toList();
      if (!words.isEmpty()) {
        started.add(new Started.Program(words));
      }
    }
  }

  private void literals(CodeLiterals literals, boolean isFed) {
    List<Literal> used = new ArrayList<>();
    boolean isOfLines = false;
    for (Literal literal : literals.all()) {
      String text = literal.text().strip();
      boolean isNext = literal.before().strip().equals(",");
      isOfLines = isNext ? isOfLines : text.indexOf(' ') > 0;
      if (isFed || !isHarmless(literal)) {
        used.add(literal);
        if (!isNext || isOfLines) {
          started.add(new Started.Text(bare(text)));
        }
      }
    }
    new CodeLiterals(used).joined().forEach(text -> started.add(new Started.Text(bare(text))));
    suffixes(literals.texts());
  }

  private static boolean isHarmless(Literal literal) {
    String before = literal.before();
    return HARMLESS.matcher(before.substring(Math.max(0, before.length() - MOST_BEFORE))).matches();
  }

  /** Without the bar with which a name says that it is a command. */
  private static String bare(String text) {
    String bare = text.startsWith("|") ? text.substring(1) : text;
    return bare.endsWith("|") ? bare.substring(0, bare.length() - 1) : bare;
  }

  private void suffixes(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).indexOf(' ') < 0) { // no name of a program has a blank
        started.add(new Started.Program(words.subList(i, Math.min(words.size(), i + MOST_WORDS))));
      }
    }
  }

  /** Each line of a makefile, and what is behind its target. */
  private void recipes(String text) {
    for (String line : text.lines().toList()) {
      String recipe = line.strip().replaceFirst("^[@+-]+", "");
      started.add(new Started.Text(recipe));
      started.add(new Started.Text(recipe.substring(recipe.indexOf(';') + 1).strip()));
    }
  }

  private static final Pattern SED_REPLACES =
      Pattern.compile(
          "s([^\\w\\s\\\\])(?:\\\\.|(?!\\1)[^\\\\\\n])*+\\1((?:\\\\.|(?!\\1)[^\\\\])*+)\\1"
              + "([a-zA-Z0-9]*)",
          Pattern.DOTALL);

  private static final Pattern SED_ADDRESS = Pattern.compile("/(?:\\\\.|[^/\\\\\\n])*+/[IM]*");

  private static final Pattern SED_EXECUTES = Pattern.compile("(?:^|[;{}\\n\\d$!])\\s*e\\b(.*)");

  private static final Pattern SED_PART = Pattern.compile("&|\\\\\\d");

  /** {@code s/x/command/e} and {@code 1e command}. */
  private void sed(String script, String input) {
    Matcher replaces = SED_REPLACES.matcher(script);
    boolean executes = false;
    while (replaces.find()) {
      if (replaces.group(3).indexOf('e') >= 0) {
        executes = true;
        String any = String.valueOf(Marks.ANY);
        String put = SED_PART.matcher(replaces.group(2)).replaceAll(any);
        List<String> words = new ArrayList<>(List.of(put.strip().split(" +", -1)));
        words.add(any);
        started.add(new Started.Program(words));
        started.add(new Started.Text(put));
      }
    }
    String rest = SED_ADDRESS.matcher(replaces.replaceAll("")).replaceAll("0");
    Matcher runs = SED_EXECUTES.matcher(rest);
    while (runs.find()) {
      executes = true;
      started.add(new Started.Text(runs.group(1).strip()));
    }
    if (executes) {
      started.add(new Started.Text(input));
    }
  }
}
