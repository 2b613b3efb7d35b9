package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Policy on what may ride on the star of a rule that allows: one program, the one that the rule
 * names, and of a program that reads nothing that writes or runs, unless the rule spells it out.
 * Pure.
 */
public final class WildcardCover {

  private static final Pattern SED_SCRIPT =
      Pattern.compile(
          "((\\d+|/[^/]*/)(,\\+?(\\d+|/[^/]*/))?)?"
              + "([pdq=]|s/[^/]*/[^/]*/[gpIi0-9]*|s,[^,]*,[^,]*,[gpIi0-9]*)");

  private static final Set<String> WRAPPERS =
      Set.of("env", "xargs", "nice", "nohup", "timeout", "time", "stdbuf", "setsid", "command");

  /** What a word does that no star covers, by its place; several to one word. */
  private final TreeMap<Integer, Set<String>> harms = new TreeMap<>();

  private final List<String> words;
  private final Literal literal;

  private WildcardCover(List<String> words, Literal literal) {
    this.words = words;
    this.literal = literal;
  }

  /**
   * What a rule spells out before its first star and behind its last.
   *
   * @param isOpen whether the star stands right behind the last word of the first part
   */
  private record Literal(List<String> first, boolean isOpen, List<String> last) {

    static Literal of(String pattern) {
      int star = pattern.indexOf('*');
      String before = pattern.substring(0, star).stripLeading();
      String behind = pattern.substring(pattern.lastIndexOf('*') + 1);
      List<String> last = split(behind);
      boolean isCut = !behind.isEmpty() && !behind.startsWith(" ");
      return new Literal(
          split(before),
          !before.isEmpty() && !before.endsWith(" "),
          isCut ? last.subList(1, last.size()) : last);
    }

    private static List<String> split(String text) {
      return PlainCommand.words(text).orElseGet(() -> List.of(text.strip().split(" +")));
    }

    /** Whether a word is spelled out as a whole. */
    boolean spellsOut(int place, List<String> words) {
      int closed = first.size() - (isOpen ? 1 : 0);
      int fromEnd = words.size() - place;
      return (place < closed && words.get(place).equals(first.get(place)))
          || (fromEnd <= last.size() && words.get(place).equals(last.get(last.size() - fromEnd)));
    }

    /** Whether a word begins with the last one before a star. */
    boolean begins(int place) {
      return isOpen && place == first.size() - 1;
    }
  }

  /**
   * Whether a rule covers a command that its pattern matches.
   *
   * @param pattern of the rule, with a star
   * @param command one plain command
   */
  public static boolean covers(String pattern, String command) {
    Optional<List<String>> words = PlainCommand.words(command);
    if (words.isEmpty() || words.get().isEmpty()) {
      return false;
    }
    Literal literal = Literal.of(pattern);
    if (literal.first.isEmpty()) {
      return true; // whatever the program is: that is what the rule says
    }
    WildcardCover cover = new WildcardCover(words.get(), literal);
    return cover.isCovered();
  }

  private boolean isCovered() {
    int program = 0;
    while (program < words.size() && PlainCommand.assigns(words.get(program))) {
      if (!literal.spellsOut(program, words)) {
        return false;
      }
      program++;
    }
    if (program == words.size() || program >= literal.first.size()) {
      return program < words.size();
    }
    look(program);
    return harms.entrySet().stream().allMatch(harm -> isSpelledOut(harm.getKey(), harm.getValue()));
  }

  private boolean isSpelledOut(int place, Set<String> found) {
    if (literal.spellsOut(place, words)) {
      return true;
    }
    if (!literal.begins(place)) {
      return false;
    }
    List<String> shorter = new ArrayList<>(words.subList(0, place));
    shorter.add(literal.first.getLast());
    WildcardCover own = new WildcardCover(shorter, literal);
    own.look(0);
    return own.harms.getOrDefault(place, Set.of()).containsAll(found);
  }

  private void harm(int place, String what) {
    harms.computeIfAbsent(place, p -> new HashSet<>()).add(what);
  }

  /** Notes all harm of the program at a place. */
  private void look(int place) {
    if (place >= words.size()) {
      return;
    }
    String program = SimpleCommand.program(words.get(place));
    if (literal.begins(place)) {
      String named = literal.first.getLast();
      boolean isKnown = ReaderTable.of(SimpleCommand.program(named)).isPresent();
      if (isKnown && !named.equals(words.get(place))) {
        harm(place, "another program");
        return;
      }
    }
    build(place);
    Optional<ReaderTable.Reader> reader = ReaderTable.of(program);
    if (WRAPPERS.contains(program)) {
      wrapper(program, place);
    } else if (program.equals("find")) {
      for (int i = place + 1; i < words.size(); i++) {
        if (ReaderTable.FIND.contains(words.get(i))) {
          harm(i, words.get(i));
        }
      }
    } else if (program.equals("git")) {
      git(place);
    } else if (reader.isPresent()) {
      options(reader.get(), place + 1);
      operands(program, reader.get(), place + 1);
    }
  }

  /** Of a build that a rule names up to its subcommand the star covers no other, and no reach. */
  private void build(int place) {
    if (literal.isOpen || !literal.last.isEmpty() || literal.first.size() <= place) {
      return;
    }
    List<String> named = literal.first.subList(place, literal.first.size());
    if (BuildTable.named(named) == named.size()) {
      List<String> own = words.subList(place, words.size());
      int reach = BuildTable.reach(own, Math.min(named.size(), own.size()));
      if (reach < own.size()) {
        harm(place + reach, "no build");
      }
    }
  }

  private void wrapper(String program, int place) {
    List<String> own = words.subList(place, words.size());
    int started = Starters.place(program, own);
    if (started < 0) {
      harm(place + 1, "an option that is not known");
      return;
    }
    int command = place + started;
    for (int i = place + 1; i < Math.min(command, words.size()); i++) {
      boolean reads = program.equals("xargs") && words.get(i).matches("-[a-zA-Z0-9]*a.*|--a.*");
      boolean writes = program.equals("time") && words.get(i).matches("-[a-zA-Z]*o.*");
      if (reads || writes || PlainCommand.assigns(words.get(i))) {
        harm(i, words.get(i));
      }
    }
    if (command < words.size()) {
      if (command >= literal.first.size()) {
        harm(command, "a program");
      }
      look(command);
    }
  }

  private void git(int place) {
    int at = place + 1;
    while (at < words.size() && words.get(at).startsWith("-")) {
      boolean isHarmless = GitTable.HARMLESS.contains(words.get(at));
      if (!isHarmless) {
        harm(at, words.get(at));
      }
      boolean hasValue = GitTable.VALUED.contains(words.get(at)) && at + 1 < words.size();
      if (hasValue && !isHarmless) {
        harm(at + 1, "a value");
      }
      at += hasValue ? 2 : 1;
    }
    if (at >= words.size()) {
      return;
    }
    String subcommand = words.get(at);
    if (literal.begins(at)
        && GitTable.isSubcommand(literal.first.getLast())
        && !literal.first.getLast().equals(subcommand)) {
      harm(at, "another subcommand");
    }
    options(GitTable.of(subcommand), at + 1);
    int values = 0;
    boolean isAsking = false;
    for (int i = at + 1; i < words.size(); i++) {
      String word = words.get(i);
      if (GitTable.isHarmful(subcommand, word)) {
        harm(i, word);
      }
      isAsking |= word.matches("--get.*|--list|-l|get|list");
      values += word.startsWith("-") ? 0 : 1;
      if (subcommand.equals("config") && values > 1 && !isAsking) {
        harm(i, "a value");
      }
    }
  }

  private void options(ReaderTable.Reader reader, int from) {
    for (int i = from; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("--") && word.length() > 2) {
        longOption(reader, i, word.substring(2));
      } else if (word.startsWith("-")) {
        cluster(reader, i, word.substring(1));
      } else if (word.startsWith("+") && reader.shorts().startsWith("oOk")) {
        harm(i, word); // less takes commands of its own so
      }
    }
  }

  /** Programs take the beginning of a long option for the whole. */
  private void longOption(ReaderTable.Reader reader, int place, String option) {
    int equals = option.indexOf('=');
    String name = equals < 0 ? option : option.substring(0, equals);
    for (String harmful : reader.longs()) {
      boolean isMeant =
          harmful.equals(name)
              || (harmful.startsWith(name) && !GitTable.NO_ABBREVIATIONS.contains(name));
      if (isMeant) {
        harm(place, harmful);
      }
    }
  }

  private void cluster(ReaderTable.Reader reader, int place, String letters) {
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (reader.shorts().indexOf(c) >= 0) {
        harm(place, String.valueOf(c));
      }
      if (reader.valued().indexOf(c) >= 0) {
        return;
      }
    }
  }

  private void operands(String program, ReaderTable.Reader reader, int from) {
    List<Integer> operands = new ArrayList<>();
    boolean hasScript = false;
    for (int i = from; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("-") && word.length() > 1) {
        boolean isLast =
            !word.startsWith("--") && reader.valued().indexOf(word.charAt(word.length() - 1)) >= 0;
        if (program.equals("sed") && word.matches("-[nErsuz]*e|--expression")) {
          hasScript = true;
          script(i + 1);
        } else if (program.equals("sed") && word.matches("-[nErsuz]*e.+|--expr.*=.*")) {
          hasScript = true;
          harm(i, "a script");
        }
        i += isLast ? 1 : 0;
      } else {
        operands.add(i);
      }
    }
    switch (program) {
      case "sed" -> {
        if (!hasScript && !operands.isEmpty()) {
          script(operands.getFirst());
        }
      }
      case "tar" -> tar(reader, from);
      default ->
          operands.stream()
              .filter(place -> !(program.equals("date") && words.get(place).startsWith("+")))
              .skip(reader.operands() < 0 ? Integer.MAX_VALUE : reader.operands())
              .forEach(place -> harm(place, "an operand"));
    }
  }

  private void script(int place) {
    if (place < words.size() && !SED_SCRIPT.matcher(words.get(place)).matches()) {
      harm(place, "a script");
    }
  }

  /** The first word may be options without a dash; an archive with a colon is another machine's. */
  private void tar(ReaderTable.Reader reader, int from) {
    if (from < words.size() && !words.get(from).startsWith("-")) {
      for (int i = 0; i < words.get(from).length(); i++) {
        char c = words.get(from).charAt(i);
        if (reader.shorts().indexOf(c) >= 0) {
          harm(from, String.valueOf(c).toLowerCase(Locale.ROOT));
        }
      }
    }
    for (int i = from; i < words.size(); i++) {
      if (words.get(i).indexOf(':') >= 0) {
        harm(i, "another machine");
      }
    }
  }
}
