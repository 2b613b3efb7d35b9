package dev.vibe.exec.shell;

import dev.vibe.exec.shell.LineReading.Below;
import dev.vibe.exec.shell.LineReading.Use;
import dev.vibe.exec.shell.PlainGrammar.Option;
import dev.vibe.exec.shell.PlainGrammar.Reach;
import dev.vibe.exec.shell.PlainGrammar.Value;
import dev.vibe.exec.shell.PlainLexer.NotPlain;
import dev.vibe.exec.shell.PlainLine.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reader of what one command is given, by the grammar of its program: which files it reads, or why
 * that is not known. Owned by one thread.
 */
final class PlainProgram {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,9}([kKMG]i?B?|b)?");
  private static final Pattern SMALL_NUMBER = Pattern.compile("-?\\d{1,6}");
  private static final Pattern PROGRAM_NAME = Pattern.compile("[A-Za-z0-9_.+-]+");

  private static final Set<String> SEARCHES = Set.of("grep", "egrep", "fgrep", "rg");
  private static final Set<String> INVERTING = Set.of("-v", "--invert-match", "--passthru");

  /** Letters, and signs that stand for themselves in each kind of regular expression. */
  private static final Pattern PLAIN_PATTERN = Pattern.compile("[\\w :=,#/<>\"'@;%&!.^$-]{2,}");

  /** What looks like an option behind the first operand is another operand to them. */
  private static final Set<String> OPTIONS_FIRST = Set.of("xxd", "awk", "gawk", "mawk");

  /** Of these an operand with that beginning is no file. */
  private static final Set<String> AT_FILES = Set.of("strings");

  private final String program;
  private final PlainGrammar grammar;
  private final List<ReadFile> files = new ArrayList<>();
  private final List<Word> operands = new ArrayList<>();
  private final List<String> only = new ArrayList<>();
  private final List<String> patterns = new ArrayList<>();
  private boolean hasPattern;
  private boolean isInverted;
  private Reach reach;
  private boolean seesHidden;

  private PlainProgram(String program, PlainGrammar grammar) {
    this.program = program;
    this.grammar = grammar;
    this.reach = grammar.operands().reach();
    this.seesHidden = !program.equals("rg");
  }

  /**
   * The files of a command.
   *
   * @throws NotPlain when it is not known for certain that it only reads
   */
  static List<ReadFile> read(List<Word> words) throws NotPlain {
    String program = words.getFirst().written();
    List<Word> rest = words.subList(1, words.size());
    return switch (program) {
      case "find" -> FindExpression.read(rest);
      case "test", "[", "command", "tar", "unzip", "gzip", "gunzip", "ar" ->
          FixedForms.read(program, rest);
      default -> {
        PlainGrammar grammar =
            PlainGrammar.of(program)
                .orElseThrow(() -> new NotPlain(program + " is not known to only read"));
        yield new PlainProgram(program, grammar).files(rest);
      }
    };
  }

  private List<ReadFile> files(List<Word> words) throws NotPlain {
    if (program.equals("echo") || program.equals(":")) {
      words.forEach(this::addText);
      return files;
    }
    int at = 0;
    boolean isOver = false;
    while (at < words.size()) {
      Word word = words.get(at);
      if (isOver || !word.isOption()) {
        operands.add(word);
        at++;
      } else if (word.written().equals("--")) {
        isOver = true;
        at++;
      } else if (OPTIONS_FIRST.contains(program) && !operands.isEmpty()) {
        throw new NotPlain("an operand of " + program + " that looks like an option");
      } else {
        at += option(words, at);
      }
    }
    operands();
    return files;
  }

  private void addText(Word word) {
    if (word.isPattern()) {
      files.add(ReadFile.of(word));
    }
  }

  /** Gives how many words the options in a word take. */
  private int option(List<Word> words, int at) throws NotPlain {
    Word word = words.get(at);
    String text = word.written();
    if (word.isPattern()) {
      throw new NotPlain("a pattern among the options of " + program);
    }
    if (grammar.counts() && text.matches("-\\d{1,9}")) {
      return 1;
    }
    if (text.startsWith("--")) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      Option option = known(name);
      if (equals >= 0) {
        value(option, name, new Word(text.substring(equals + 1)));
        return 1;
      }
      return separate(option, name, words, at);
    }
    for (int i = 1; i < text.length(); i++) {
      String name = "-" + text.charAt(i);
      Option option = known(name);
      if (option.value() == Value.NONE || option.isOptional()) {
        apply(option, name);
        if (option.isOptional() && i + 1 < text.length()) {
          value(option, name, new Word(text.substring(i + 1)));
          return 1;
        }
      } else if (i + 1 < text.length()) {
        value(option, name, new Word(text.substring(i + 1)));
        return 1;
      } else {
        return separate(option, name, words, at);
      }
    }
    return 1;
  }

  private Option known(String name) throws NotPlain {
    Option option = grammar.options().get(name);
    if (option == null) {
      throw new NotPlain("option " + name + " of " + program + " is not known to only read");
    }
    return option;
  }

  private int separate(Option option, String name, List<Word> words, int at) throws NotPlain {
    if (option.value() == Value.NONE || option.isOptional()) {
      apply(option, name);
      return 1;
    }
    if (at + 1 >= words.size()) {
      throw new NotPlain("option " + name + " of " + program + " without its value");
    }
    value(option, name, words.get(at + 1));
    return 2;
  }

  private void apply(Option option, String name) {
    if (option.reach() != Reach.AS_NAMED) {
      reach = option.reach();
    }
    isInverted |= INVERTING.contains(name);
    seesHidden |= name.equals("--hidden") || name.equals("-.");
  }

  private void value(Option option, String name, Word value) throws NotPlain {
    if (value.isPattern()) {
      throw new NotPlain("a pattern in the place of a value");
    }
    apply(option, name);
    switch (option.value()) {
      case NONE -> throw new NotPlain("option " + name + " of " + program + " with a value");
      case NUMBER -> {
        if (!NUMBER.matcher(value.written()).matches()) {
          throw new NotPlain("a value of " + name + " that is no number");
        }
      }
      case TEXT -> {}
      case NAMES -> only(value.written());
      case FILE -> file(value);
      case PATTERN -> pattern(value);
      case PATTERN_FILE -> {
        file(value);
        isInverted = true; // as nothing is known of what is sought
        hasPattern = true;
      }
    }
  }

  /** A pattern whose meaning is not plain narrows nothing down. */
  private void only(String pattern) {
    if (pattern.startsWith("!")) {
      return;
    }
    only.add(
        pattern.chars().anyMatch(c -> "[]{}\\".indexOf(c) >= 0) ? "*" : PathGlobs.ofName(pattern));
  }

  private void file(Word word) throws NotPlain {
    if (!word.written().equals("-")) {
      checkFile(word);
      files.add(ReadFile.of(word));
    }
  }

  private void checkFile(Word word) throws NotPlain {
    boolean isAssignment = program.endsWith("awk") && word.written().indexOf('=') >= 0;
    boolean isList = AT_FILES.contains(program) && word.written().startsWith("@");
    if (isAssignment || isList) {
      throw new NotPlain("an operand of " + program + " that is no file");
    }
  }

  private void pattern(Word word) throws NotPlain {
    if (word.isPattern()) {
      throw new NotPlain("a pattern that stands for file names");
    }
    Scripts.check(program, word.written());
    patterns.add(word.written());
    hasPattern = true;
  }

  /** What is certainly in each line that a search shows. */
  private String sought() {
    boolean isPlain =
        SEARCHES.contains(program)
            && patterns.size() == 1
            && !isInverted
            && PLAIN_PATTERN.matcher(patterns.getFirst()).matches();
    return isPlain
        ? Stream.of(patterns.getFirst().split("[.^$]"))
            .max(Comparator.comparingInt(String::length))
            .orElse("")
            .toLowerCase(Locale.ROOT)
        : "";
  }

  private void operands() throws NotPlain {
    int from = 0;
    if (grammar.operands().hasPattern() && !hasPattern && reach != Reach.NAMES_ONLY) {
      if (!operands.isEmpty()) {
        pattern(operands.getFirst());
        from = 1;
      } else if (!program.equals("date") && !program.startsWith("fd")) {
        throw new NotPlain(program + " without what it is to do");
      }
    }
    List<Word> rest = operands.subList(from, operands.size());
    switch (grammar.operands().kind()) {
      case '@' -> filesOf(rest);
      case '*' -> texts(rest);
      case '#' -> {
        for (Word word : rest) {
          check(SMALL_NUMBER.matcher(word.written()).matches());
        }
      }
      default -> check(rest.isEmpty());
    }
  }

  private void check(boolean holds) throws NotPlain {
    if (!holds) {
      throw new NotPlain("an operand that is not known of " + program);
    }
  }

  private void filesOf(List<Word> words) throws NotPlain {
    int most = grammar.operands().most();
    check(words.size() <= most);
    // Of a pattern there may come more: the second file of uniq(1) is one that is written.
    check(most == Integer.MAX_VALUE || words.stream().noneMatch(Word::isPattern));
    Use use =
        switch (reach) {
          case DOWN ->
              program.equals("diff") ? Use.LINKED_TREE : seesHidden ? Use.TREE : Use.OPEN_TREE;
          case AS_NAMED, NAMES_ONLY -> Use.FILE;
        };
    Below below = new Below(only, sought());
    for (Word word : words) {
      if (!word.written().equals("-")) {
        checkFile(word);
        files.add(new ReadFile(word, use, below));
      }
    }
    if (words.isEmpty() && use != Use.FILE) {
      files.add(new ReadFile(new Word("."), use, below));
    }
  }

  /** A name of a file in their place would be harmless, but is not what was meant. */
  private void texts(List<Word> words) throws NotPlain {
    for (Word word : words) {
      check(!word.isPattern());
      if (program.equals("which") || program.equals("type")) {
        check(PROGRAM_NAME.matcher(word.written()).matches());
      }
    }
  }
}
