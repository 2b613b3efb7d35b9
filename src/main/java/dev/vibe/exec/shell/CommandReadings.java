package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parser of the commands that a line may run, for rules that hold something back. What only dresses
 * a command up is taken off: quotes, blanks, variables in front, the folder of the program, words
 * of the shell, and programs that start another. It errs on the side of one command too many, and
 * is no fence: who builds a command at run time is not seen. Pure.
 */
public final class CommandReadings {

  /** Where one command of a line may end and the next begin. */
  private static final Pattern SEPARATORS = Pattern.compile("[;&|\\n(){}`]+|\\$\\(");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*\\+?=.*");

  private static final Set<String> SHELL_WORDS =
      Set.of("if", "then", "elif", "else", "while", "until", "do", "!", "time");

  /** Behind these, and options and values of theirs, another command may stand. */
  private static final Set<String> STARTERS =
      Set.of(
          ("sudo doas su env command builtin exec eval nohup nice ionice setsid stdbuf timeout"
                  + " watch flock chroot strace script xargs parallel sh bash dash zsh ksh"
                  + " busybox")
              .split(" "));

  /** What behind a search starts a command; its other words are names to look for. */
  private static final Set<String> SEARCHES = Set.of("find", "fd");

  private static final Pattern SEARCH_STARTS =
      Pattern.compile("-(exec|ok)(dir)?|-[xX]|--exec(-batch)?");

  /** Starts of a command that are looked at behind one starter. */
  private static final int MOST_STARTS = 50;

  private CommandReadings() {}

  /** Each reading once, the line as it stands first. */
  public static Set<String> of(String line) {
    Set<String> readings = new LinkedHashSet<>();
    String joined = line.replace("\\\n", "");
    add(readings, joined);
    SEPARATORS.splitAsStream(joined).forEach(part -> add(readings, part));
    return readings;
  }

  private static void add(Set<String> readings, String part) {
    readings.add(part.strip());
    List<String> words = new ArrayList<>(Arrays.asList(BLANKS.split(bare(part).strip())));
    while (!words.isEmpty() && isBeforeCommand(words.getFirst())) {
      words.removeFirst();
    }
    if (words.isEmpty()) {
      return;
    }
    readings.add(command(words));
    String program = program(words.getFirst());
    boolean isStarter = STARTERS.contains(program);
    boolean isSearch = SEARCHES.contains(program);
    for (int i = 1; i < Math.min(words.size(), MOST_STARTS); i++) {
      if (isStarter || (isSearch && SEARCH_STARTS.matcher(words.get(i - 1)).matches())) {
        readings.add(command(words.subList(i, words.size())));
      }
    }
  }

  private static String bare(String part) {
    return part.replaceAll("['\"\\\\]", "");
  }

  private static boolean isBeforeCommand(String word) {
    return SHELL_WORDS.contains(word) || ASSIGNMENT.matcher(word).matches();
  }

  private static String command(List<String> words) {
    List<String> named = new ArrayList<>(words);
    named.set(0, program(words.getFirst()));
    return String.join(" ", named);
  }

  private static String program(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }
}
