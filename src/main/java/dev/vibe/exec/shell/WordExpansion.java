package dev.vibe.exec.shell;

import dev.vibe.exec.shell.ShellToken.Operator;
import dev.vibe.exec.shell.ShellToken.Quoting;
import dev.vibe.exec.shell.ShellToken.Unit;
import dev.vibe.exec.shell.ShellToken.Word;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Expansion of words as far as a line tells what they come to: braces, variables of the line, file
 * names. What it does not tell becomes one of the {@link Marks}. A word may come to several words,
 * and may have several readings. Owned by one thread.
 */
final class WordExpansion {

  /** Beyond, a word is unknown. */
  private static final int MOST_READINGS = 16;

  private static final int MOST_WORDS = 200;

  /** Programs that print one word which nobody chooses by a file or a name. */
  private static final Set<String> ONE_WORD =
      Set.of(
          "pwd", "which", "mktemp", "date", "nproc", "uname", "hostname", "whoami", "id", "arch");

  private final ShellVariables variables;
  private final Set<String> open = new HashSet<>();

  WordExpansion(ShellVariables variables) {
    this.variables = variables;
  }

  /** The readings of a word, each a list of words; at least one, which may be empty. */
  List<List<String>> of(Word word) {
    List<List<Unit>> parts = Braces.of(word.units());
    List<List<String>> readings = new ArrayList<>(List.of(List.of()));
    for (List<Unit> part : parts) {
      readings = product(readings, fields(part));
      if (readings.size() > MOST_READINGS || readings.getFirst().size() > MOST_WORDS) {
        return List.of(List.of(String.valueOf(Marks.ANY)));
      }
    }
    return readings;
  }

  /** The readings of a word that stays one, such as a value or the target of a redirection. */
  List<String> whole(Word word) {
    return texts(word.units());
  }

  private static List<List<String>> product(List<List<String>> first, List<List<String>> second) {
    List<List<String>> all = new ArrayList<>();
    for (List<String> one : first) {
      for (List<String> other : second) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        all.add(both);
      }
    }
    return all;
  }

  /** A word being put together. */
  private static final class Fields {
    private final List<String> done = new ArrayList<>();
    private final StringBuilder now = new StringBuilder();
    private boolean isWord;

    Fields copy() {
      Fields copy = new Fields();
      copy.done.addAll(done);
      copy.now.append(now);
      copy.isWord = isWord;
      return copy;
    }

    void add(String text) {
      now.append(text);
      isWord |= !text.isEmpty();
    }

    /** As the shell splits what comes out of an expansion. */
    void addSplit(String text) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == ' ' || c == '\t' || c == '\n') {
          end();
        } else {
          add(String.valueOf(globbed(c)));
        }
      }
    }

    void end() {
      if (isWord) {
        done.add(now.toString());
      }
      now.setLength(0);
      isWord = false;
    }
  }

  private static char globbed(char c) {
    return c == '*' ? Marks.STAR : c == '?' ? Marks.ONE : c;
  }

  private List<List<String>> fields(List<Unit> units) {
    List<Fields> all = new ArrayList<>(List.of(new Fields()));
    for (int i = 0; i < units.size(); i++) {
      Unit unit = units.get(i);
      if (unit instanceof Unit.Char(char c, Quoting quoting)) {
        boolean isBare = quoting == Quoting.BARE;
        int end = c == '[' && isBare ? endOfSet(units, i) : -1;
        String text =
            end > 0 ? String.valueOf(Marks.ONE) : isBare ? bare(c, i, units) : String.valueOf(c);
        i = end > 0 ? end : i;
        all.forEach(fields -> fields.add(text));
      } else {
        all = with(all, unit);
        if (all.size() > MOST_READINGS) {
          return List.of(List.of(String.valueOf(Marks.ANY)));
        }
      }
    }
    return all.stream()
        .map(
            fields -> {
              fields.end();
              return List.copyOf(fields.done);
            })
        .distinct()
        .toList();
  }

  /** A folder of the person at the beginning of a word is not known. */
  private static String bare(char c, int at, List<Unit> units) {
    boolean isHome =
        c == '~'
            && at == 0
            && (units.size() == 1 || units.get(1) instanceof Unit.Char(char next, Quoting q));
    return String.valueOf(isHome ? Marks.SOME : globbed(c));
  }

  private static int endOfSet(List<Unit> units, int from) {
    for (int i = from + 2; i < units.size(); i++) {
      if (units.get(i) instanceof Unit.Char(char c, Quoting quoting)
          && quoting == Quoting.BARE
          && c == ']') {
        return i;
      }
    }
    return -1;
  }

  private List<Fields> with(List<Fields> all, Unit unit) {
    List<Fields> more = new ArrayList<>();
    for (String text : texts(unit)) {
      for (Fields fields : all) {
        Fields next = fields.copy();
        if (isQuoted(unit)) {
          next.add(text);
          next.isWord = true;
        } else {
          next.addSplit(text);
        }
        more.add(next);
      }
    }
    return more;
  }

  private static boolean isQuoted(Unit unit) {
    return switch (unit) {
      case Unit.Char(char c, Quoting quoting) -> quoting == Quoting.QUOTED;
      case Unit.Parameter parameter -> parameter.quoting() == Quoting.QUOTED;
      case Unit.Substitution substitution -> substitution.quoting() == Quoting.QUOTED;
      case Unit.Pipe p -> true;
      case Unit.Calculation n -> true;
      case Unit.Elements e -> false;
    };
  }

  /** What one piece may come to. */
  private List<String> texts(Unit unit) {
    return switch (unit) {
      case Unit.Char(char c, Quoting quoting) -> List.of(String.valueOf(c));
      case Unit.Parameter parameter -> parameter(parameter);
      case Unit.Substitution(var tokens, Quoting quoting) ->
          List.of(String.valueOf(printsOneWord(tokens) ? Marks.SOME : Marks.ANY));
      case Unit.Pipe p -> List.of(SimpleCommand.PIPE + Marks.SOME);
      case Unit.Calculation n -> List.of(String.valueOf(Marks.SOME));
      case Unit.Elements e -> List.of(String.valueOf(Marks.ANY));
    };
  }

  private static boolean printsOneWord(List<ShellToken> tokens) {
    if (tokens.isEmpty()
        || tokens.stream().anyMatch(t -> t instanceof Operator)
        || !(tokens.getFirst() instanceof Word first)) {
      return false;
    }
    String program = first.plain();
    boolean asksGit =
        program.equals("git")
            && tokens.size() > 1
            && tokens.get(1) instanceof Word second
            && second.plain().equals("rev-parse");
    return asksGit || ONE_WORD.contains(program);
  }

  private List<String> parameter(Unit.Parameter parameter) {
    String name = parameter.name();
    String operator = parameter.operator();
    if (name.isEmpty()) {
      return List.of(operator.isEmpty() ? "" : String.valueOf(Marks.ANY));
    }
    if (operator.startsWith("!") || operator.startsWith("@") || operator.startsWith("[")) {
      return List.of(String.valueOf(Marks.ANY));
    }
    if (operator.startsWith("#") && parameter.operand().isEmpty()) {
      return List.of(String.valueOf(Marks.SOME)); // a length
    }
    List<String> values = new ArrayList<>(values(name, parameter.quoting()));
    return switch (operator) {
      case "" -> values;
      case ":-", "-", ":=", "=", ":+", "+" -> {
        values.addAll(texts(parameter.operand()));
        yield values;
      }
      default -> List.of(String.valueOf(variables.isTouched(name) ? Marks.ANY : Marks.SOME));
    };
  }

  private List<String> values(String name, Quoting quoting) {
    if (!variables.isTouched(name)) {
      return ofEnvironment(name, quoting);
    }
    Optional<List<Word>> values = variables.values(name);
    if (variables.isTouched("IFS")
        || values.isEmpty()
        || values.get().size() > MOST_READINGS
        || !open.add(name)) {
      return List.of(String.valueOf(Marks.ANY));
    }
    try {
      return values.get().stream().flatMap(value -> texts(value.units()).stream()).toList();
    } finally {
      open.remove(name);
    }
  }

  /** What the line was started with is not of the model's making, but may be missing. */
  private static List<String> ofEnvironment(String name, Quoting quoting) {
    return switch (name) {
      case "@", "*" -> List.of(String.valueOf(Marks.ANY));
      case "IFS" -> List.of(" ");
      case "#", "?", "$", "!", "-", "_", "0", "PWD", "HOME" -> List.of(String.valueOf(Marks.SOME));
      default ->
          quoting == Quoting.QUOTED
              ? List.of(String.valueOf(Marks.SOME))
              : List.of(String.valueOf(Marks.SOME), "");
    };
  }

  /** The readings of units that are not split. */
  private List<String> texts(List<Unit> units) {
    List<StringBuilder> all = new ArrayList<>(List.of(new StringBuilder()));
    for (Unit unit : units) {
      List<String> texts = texts(unit);
      if (texts.size() == 1) {
        all.forEach(one -> one.append(texts.getFirst()));
      } else if (all.size() * texts.size() > MOST_READINGS) {
        return List.of(String.valueOf(Marks.ANY));
      } else {
        List<StringBuilder> more = new ArrayList<>();
        for (String text : texts) {
          for (StringBuilder one : all) {
            more.add(new StringBuilder(one).append(text));
          }
        }
        all = more;
      }
    }
    return all.stream().map(StringBuilder::toString).toList();
  }
}
