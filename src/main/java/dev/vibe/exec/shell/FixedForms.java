package dev.vibe.exec.shell;

import dev.vibe.exec.shell.PlainLexer.NotPlain;
import dev.vibe.exec.shell.PlainLine.Word;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reader of commands that are only known in a few forms. Pure. */
final class FixedForms {

  private static final Set<String> FILE_TESTS = Set.of("-e -f -d -r -w -x -s -L -h".split(" "));
  private static final Set<String> TEXT_TESTS = Set.of("-n", "-z");
  private static final Set<String> TEXT_PAIRS = Set.of("=", "==", "!=");
  private static final Set<String> NUMBER_PAIRS = Set.of("-eq -ne -lt -le -gt -ge".split(" "));
  private static final Set<String> FILE_PAIRS = Set.of("-nt", "-ot", "-ef");

  private static final Set<String> TO_OUTPUT = Set.of("-l", "-lv", "-dc", "-cd");

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.+-]+");
  private static final Pattern TAR = Pattern.compile("-?t[vzjJ]{0,2}f");

  private FixedForms() {}

  /**
   * The files of a command.
   *
   * @throws NotPlain for another form than those that are known
   */
  static List<ReadFile> read(String program, List<Word> words) throws NotPlain {
    if (words.stream().anyMatch(Word::isPattern)) {
      throw new NotPlain("a pattern among the operands of " + program);
    }
    return switch (program) {
      case "command" -> {
        boolean asks = words.size() >= 2 && Set.of("-v", "-V").contains(words.getFirst().written());
        boolean named =
            words.stream().skip(1).allMatch(word -> NAME.matcher(word.written()).matches());
        yield asks && named ? List.of() : unknown(program);
      }
      case "test" -> test(program, words);
      case "[" ->
          !words.isEmpty() && words.getLast().written().equals("]")
              ? test(program, words.subList(0, words.size() - 1))
              : unknown(program);
      case "tar" -> {
        boolean lists = words.size() == 2 && TAR.matcher(words.getFirst().written()).matches();
        // Behind a colon it is another machine's.
        yield lists && words.getLast().written().indexOf(':') < 0
            ? List.of(file(program, words.getLast()))
            : unknown(program);
      }
      case "unzip" ->
          words.size() == 2 && Set.of("-l", "-lv", "-v", "-Z1").contains(words.getFirst().written())
              ? List.of(file(program, words.getLast()))
              : unknown(program);
      case "gzip", "gunzip" -> {
        Set<String> shown = program.equals("gzip") ? TO_OUTPUT : Set.of("-c", "-l");
        yield words.size() == 2 && shown.contains(words.getFirst().written())
            ? List.of(file(program, words.getLast()))
            : unknown(program);
      }
      case "ar" ->
          words.size() == 2 && Set.of("t", "tv").contains(words.getFirst().written())
              ? List.of(file(program, words.getLast()))
              : unknown(program);
      default -> unknown(program);
    };
  }

  private static List<ReadFile> test(String program, List<Word> given) throws NotPlain {
    List<Word> words = given;
    if (words.size() > 1 && words.getFirst().written().equals("!")) {
      words = words.subList(1, words.size());
    }
    String first = words.isEmpty() ? "" : words.getFirst().written();
    if (words.size() == 2) {
      if (FILE_TESTS.contains(first)) {
        return List.of(file(program, words.get(1)));
      }
      return TEXT_TESTS.contains(first) ? List.of() : unknown(program);
    }
    if (words.size() != 3) {
      return unknown(program);
    }
    String pair = words.get(1).written();
    String last = words.get(2).written();
    if (TEXT_PAIRS.contains(pair)) {
      return List.of();
    }
    if (NUMBER_PAIRS.contains(pair)) {
      return NUMBER.matcher(first).matches() && NUMBER.matcher(last).matches()
          ? List.of()
          : unknown(program);
    }
    return FILE_PAIRS.contains(pair)
        ? List.of(file(program, words.get(0)), file(program, words.get(2)))
        : unknown(program);
  }

  private static ReadFile file(String program, Word word) throws NotPlain {
    if (word.written().startsWith("-") || word.written().startsWith("@")) {
      throw unclear(program);
    }
    return ReadFile.of(word);
  }

  private static List<ReadFile> unknown(String program) throws NotPlain {
    throw unclear(program);
  }

  private static NotPlain unclear(String program) {
    return new NotPlain("a form of " + program + " that is not known to only read");
  }
}
