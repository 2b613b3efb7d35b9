package dev.vibe.exec.shell;

import dev.vibe.exec.shell.LineReading.Below;
import dev.vibe.exec.shell.LineReading.Kind;
import dev.vibe.exec.shell.LineReading.Place;
import dev.vibe.exec.shell.LineReading.Use;
import dev.vibe.exec.shell.PlainLexer.NotPlain;
import dev.vibe.exec.shell.PlainLine.Chain;
import dev.vibe.exec.shell.PlainLine.Command;
import dev.vibe.exec.shell.PlainLine.Joint;
import dev.vibe.exec.shell.PlainLine.Link;
import dev.vibe.exec.shell.PlainLine.Scope;
import dev.vibe.exec.shell.PlainLine.Word;
import dev.vibe.text.Glob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reader of a line that follows the folders in which its commands may run. Owned by one thread.
 *
 * <p>A {@code cd} counts as done only for what runs because it was; everywhere else both folders
 * are taken.
 */
public final class LineReader {

  private static final int MOST_FOLDERS = 8;

  /** Programs of the shell itself. */
  private static final Set<String> BUILT_IN =
      Set.of("echo", "printf", "true", "false", ":", "pwd", "test", "[", "type", "command");

  private static final Pattern TIME = Pattern.compile("[0-9.]+[smhd]?");

  private final Waits waits;
  private final Set<String> programs = new TreeSet<>();
  private final Set<Place> places = new LinkedHashSet<>();

  private LineReader(Waits waits) {
    this.waits = waits;
  }

  /** Choice of what counts as reading. */
  private enum Waits {
    TOO,
    NOT
  }

  /** Reads what is given to {@code bash -c}. */
  public static LineReading read(String line) {
    return read(line, Waits.NOT);
  }

  /** The same, and a command that only waits is taken for one that only reads. */
  static LineReading readOrWait(String line) {
    return read(line, Waits.TOO);
  }

  private static LineReading read(String line, Waits waits) {
    try {
      LineReader reader = new LineReader(waits);
      reader.steps(PlainParser.parse(line), Set.of(""));
      return new LineReading.Reads(reader.programs, List.copyOf(reader.places));
    } catch (NotPlain e) {
      return new LineReading.Unclear(e.why());
    }
  }

  /** Gives the folders in which one may be afterwards. */
  private Set<String> steps(PlainLine line, Set<String> folders) throws NotPlain {
    Set<String> now = folders;
    for (Chain chain : line.steps()) {
      now = chain(chain, now);
    }
    return now;
  }

  private Set<String> chain(Chain chain, Set<String> folders) throws NotPlain {
    Set<String> seen = new LinkedHashSet<>(folders);
    Set<String> now = folders;
    for (Link link : chain.links()) {
      Set<String> here = link.joint() == Joint.OR ? Set.copyOf(seen) : now;
      now = link.pipe().size() == 1 ? command(link.pipe().getFirst(), here) : pipe(link, here);
      seen.addAll(now);
    }
    if (seen.size() > MOST_FOLDERS) {
      throw new NotPlain("too many folders that it may be in");
    }
    return seen;
  }

  /** Each in a shell of its own. */
  private Set<String> pipe(Link link, Set<String> folders) throws NotPlain {
    for (Command command : link.pipe()) {
      command(command, folders);
    }
    return folders;
  }

  private Set<String> command(Command command, Set<String> folders) throws NotPlain {
    return switch (command) {
      case Command.Group(PlainLine line, Scope scope, List<Word> inputs) -> {
        inputs(inputs, folders);
        Set<String> after = steps(line, folders);
        yield scope == Scope.OTHER_SHELL ? folders : after;
      }
      case Command.Simple(List<Word> words, List<Word> inputs) -> {
        inputs(inputs, folders);
        if (words.getFirst().written().equals("cd")) {
          yield enter(words, folders);
        }
        simple(words, folders);
        yield folders;
      }
    };
  }

  private void inputs(List<Word> inputs, Set<String> folders) throws NotPlain {
    for (Word file : inputs) {
      if (file.isPattern()) {
        throw new NotPlain("a pattern in a redirection");
      }
      boolean isNothing = file.written().equals("/dev/null");
      if (!isNothing && file.written().startsWith("/dev/")) {
        throw new NotPlain("a device"); // the shell connects to some that are not there
      }
      if (!isNothing) {
        place(ReadFile.of(file), folders);
      }
    }
  }

  private Set<String> enter(List<Word> words, Set<String> folders) throws NotPlain {
    Word to = words.getLast();
    if (words.size() != 2
        || to.isPattern()
        || to.written().startsWith("-")
        || to.written().isBlank()) {
      throw new NotPlain("a cd other than into one folder");
    }
    Set<String> entered = new LinkedHashSet<>();
    for (String folder : folders) {
      String next = joined(folder, to.written());
      places.add(new Place("", next.isEmpty() ? "." : next, Kind.NAME, Use.FOLDER, Below.ALL));
      entered.add(next);
    }
    return entered;
  }

  /** As the shell does, which goes back by names. */
  private static String joined(String folder, String to) {
    boolean isAbsolute = to.startsWith("/") || folder.startsWith("/");
    Deque<String> names = new ArrayDeque<>();
    for (String name : (to.startsWith("/") ? to : folder + "/" + to).split("/", -1)) {
      if (name.equals("..") && !names.isEmpty() && !names.getLast().equals("..")) {
        names.removeLast();
      } else if (!name.isEmpty() && !name.equals(".") && !(name.equals("..") && isAbsolute)) {
        names.addLast(name);
      }
    }
    return (isAbsolute ? "/" : "") + String.join("/", names);
  }

  private void simple(List<Word> words, Set<String> folders) throws NotPlain {
    String program = words.getFirst().written();
    if (program.equals("git")) {
      git(words, folders);
      return;
    }
    if (waits == Waits.TOO && isWait(words)) {
      return;
    }
    for (ReadFile operand : PlainProgram.read(words)) {
      place(operand, folders);
    }
    if (!BUILT_IN.contains(program)) {
      programs.add(program);
    }
  }

  private static boolean isWait(List<Word> words) {
    return words.getFirst().written().equals("wait")
        ? words.size() == 1
        : words.getFirst().written().equals("sleep")
            && words.stream().skip(1).allMatch(word -> TIME.matcher(word.written()).matches());
  }

  /** Elsewhere there may be another repository, for which nothing was made safe. */
  private void git(List<Word> words, Set<String> folders) throws NotPlain {
    boolean isPlain = words.stream().noneMatch(Word::isPattern);
    if (!isPlain || !GitReading.isOf(words.stream().map(Word::written).toList())) {
      throw new NotPlain("a git command that is not known to only read");
    }
    if (!folders.equals(Set.of(""))) {
      throw new NotPlain("git in another folder");
    }
    List<Word> operands = words.stream().skip(1).filter(word -> !word.isOption()).toList();
    for (Word word : operands.subList(1, operands.size())) { // behind the subcommand
      String named = word.written().substring(word.written().lastIndexOf(':') + 1);
      if (!named.isEmpty()) { // it may be a file, also one of a revision
        place(ReadFile.of(new Word(named)), folders);
      }
    }
    programs.add("git");
  }

  private void place(ReadFile operand, Set<String> folders) throws NotPlain {
    Word word = operand.word();
    if (word.written().isEmpty()) {
      throw new NotPlain("a file without a name");
    }
    for (String folder : folders) {
      places.add(
          word.isPattern()
              ? new Place(
                  folder, pattern(word.written()), Kind.PATTERN, operand.use(), operand.below())
              : new Place(folder, word.written(), Kind.NAME, operand.use(), operand.below()));
    }
  }

  /** Of names that begin with a dot the shell takes some and leaves others. */
  private static String pattern(String word) throws NotPlain {
    List<String> names = new ArrayList<>();
    for (String name : word.split("/", -1)) {
      if (!Marks.isKnown(name) && name.startsWith(".")) {
        throw new NotPlain("a pattern for hidden files");
      }
      names.add(Marks.isKnown(name) ? Glob.quoted(name) : PathGlobs.ofName(name));
    }
    return String.join("/", names);
  }
}
