package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reader of what a line commits by Git, as far as its words say so: what is staged, and the files
 * that it stages itself. Scripts, and words that are only known at run time, are not read. Pure.
 */
public final class LineCommits {

  /**
   * Options of {@code git add} and {@code git commit} that take the next word; their manual pages.
   */
  private static final Set<String> VALUED =
      Set.of(
          "-m",
          "--message",
          "-F",
          "--file",
          "-C",
          "--reuse-message",
          "-c",
          "--reedit-message",
          "-t",
          "--template",
          "--author",
          "--date",
          "--fixup",
          "--squash",
          "--trailer",
          "--cleanup",
          "--chmod",
          "--pathspec-from-file");

  /** Short options in one word; of those that take a value the rest of the word is that. */
  private static final Pattern ALL_TRACKED = Pattern.compile("-[a-zA-Z&&[^mFCct]]*a[a-zA-Z]*.*");

  private static final Pattern VALUE_NEXT = Pattern.compile("-[a-zA-Z&&[^mFCct]]*[mFCct]");

  /** From where the line begins. */
  private static final String EVERYTHING = ".";

  private final LineFolders folders = new LineFolders();
  private final List<LinePaths> tracked = new ArrayList<>();
  private final List<LinePaths> any = new ArrayList<>();
  private boolean commits;

  private LineCommits() {}

  /** Files that a line commits beside those that are staged before it. */
  public record Taken(List<LinePaths> tracked, List<LinePaths> any) {

    public Taken {
      tracked = List.copyOf(tracked);
      any = List.copyOf(any);
    }

    /** Whether a tracked file is among them, by its path relative to where the line begins. */
    public boolean takesTracked(String path) {
      return takesNew(path) || tracked.stream().anyMatch(paths -> paths.has(path));
    }

    /** Whether a file is among them that Git does not track. */
    public boolean takesNew(String path) {
      return any.stream().anyMatch(paths -> paths.has(path));
    }
  }

  /** Empty for a line that does not ask for a commit. */
  public static Optional<Taken> of(String line) {
    LineCommits reader = new LineCommits();
    ShellLine.commands(line).forEach(reader::add);
    return reader.commits ? Optional.of(new Taken(reader.tracked, reader.any)) : Optional.empty();
  }

  private void add(SimpleCommand command) {
    List<String> operands = command.operands();
    switch (command.program()) {
      case "cd", "pushd" ->
          operands.stream().filter(word -> !word.startsWith("-")).limit(1).forEach(folders::enter);
      case "git-commit" -> commit(operands);
      case "git" -> {
        int at = GitTable.subcommand(operands);
        folders.enter(operands, at);
        if (at < operands.size()) {
          List<String> words = operands.subList(at + 1, operands.size());
          switch (operands.get(at)) {
            case "add", "stage" -> stage(words);
            case "commit" -> commit(words);
            default -> {}
          }
        }
      }
      default -> {}
    }
  }

  private void stage(List<String> words) {
    List<String> named = named(words);
    if (words.contains("-u") || words.contains("--update")) {
      tracked.add(folders.paths(named));
    } else if (words.contains("-A")
        || words.contains("--all")
        || words.contains("--no-ignore-removal")
        || words.stream().anyMatch(word -> word.startsWith("--pathspec-from-file"))) {
      any.add(folders.paths(named));
    } else if (!named.isEmpty()) {
      any.add(folders.paths(named));
    }
  }

  private void commit(List<String> words) {
    commits = true;
    if (words.contains("--all")
        || words.stream()
            .anyMatch(word -> !word.startsWith("--") && ALL_TRACKED.matcher(word).matches())
        || words.stream().anyMatch(word -> word.startsWith("--pathspec-from-file"))) {
      tracked.add(folders.paths(List.of()));
    }
    List<String> named = named(words);
    if (!named.isEmpty()) {
      tracked.add(folders.paths(named));
    }
  }

  /** The words that name files. */
  private static List<String> named(List<String> words) {
    List<String> named = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("--")) {
        named.addAll(words.subList(i + 1, words.size()));
        break;
      }
      if (VALUED.contains(word) || (!word.startsWith("--") && VALUE_NEXT.matcher(word).matches())) {
        i++;
      } else if (!word.startsWith("-")) {
        named.add(word);
      }
    }
    return named.stream().anyMatch(LineCommits::isPattern) ? List.of(EVERYTHING) : named;
  }

  /** Git has patterns of its own, which the shell leaves alone when they are quoted. */
  private static boolean isPattern(String word) {
    return word.startsWith(":") || word.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
  }
}
