package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reader of what a line takes away from whoever has work in the folder, as far as its words say so:
 * files, changes that are in no commit, stashes, commits. Whether somebody has such work is not
 * asked here. Scripts, and words that are only known at run time, are not read. Pure.
 */
public final class Takings {

  private static final Pattern SHORT_FORCE = Pattern.compile("-[a-zA-Z]*f[a-zA-Z]*");
  private static final Pattern DELETES_BRANCH = Pattern.compile("-[a-zA-Z]*D[a-zA-Z]*");
  private static final Pattern EXPIRES_NOW =
      Pattern.compile("--expire(-unreachable)?=(now|all|0.*)");

  private final List<Taking> takings = new ArrayList<>();
  private final LineFolders folders = new LineFolders();

  private Takings() {}

  /** What goes. */
  public sealed interface Taking {

    /**
     * Changes of tracked files that are in no commit.
     *
     * @param paths as {@link LinePaths}
     * @param staged whether what is staged goes, too
     */
    record Changes(LinePaths paths, Staged staged) implements Taking {}

    /** Files that Git does not track. */
    record Untracked(LinePaths paths, Ignored ignored) implements Taking {}

    /** Files, whatever they are. */
    record Files(LinePaths paths) implements Taking {}

    record Stashes() implements Taking {}

    /** Changes that are in no commit go into a stash: nothing is lost yet. */
    record Stashing() implements Taking {}

    /** Branches, with commits that may be on no other. */
    record Branches(List<String> names) implements Taking {
      public Branches {
        names = List.copyOf(names);
      }
    }

    /** Commits of the branch that a revision does not have. */
    record CommitsSince(String revision) implements Taking {}

    /** Commits of the branch that are on no other are made anew. */
    record Rewriting() implements Taking {}

    /** What a branch has on another machine. */
    record Remote() implements Taking {}

    /** What is on no branch, such as the way back from the others. */
    record Unreachable() implements Taking {}
  }

  /** Choice of whether what is staged is meant, too. */
  public enum Staged {
    TOO,
    NOT
  }

  /** Choice of whether ignored files are meant, too. */
  public enum Ignored {
    TOO,
    ONLY,
    NOT
  }

  /** All of it, in the order of the line. */
  public static List<Taking> of(String line) {
    Takings reader = new Takings();
    ShellLine.commands(line).forEach(reader::add);
    return List.copyOf(reader.takings);
  }

  private void add(SimpleCommand command) {
    List<String> words = command.operands();
    switch (command.program()) {
      case "cd", "pushd" ->
          words.stream().filter(Takings::isPlain).limit(1).forEach(folders::enter);
      case "rm", "unlink", "shred" -> files(words.stream().filter(Takings::isPlain).toList());
      case "git" -> git(words);
      default -> {}
    }
  }

  private static boolean isPlain(String word) {
    return !word.startsWith("-");
  }

  private void files(List<String> words) {
    if (!words.isEmpty()) {
      takings.add(new Taking.Files(folders.paths(words)));
    }
  }

  private void git(List<String> all) {
    int at = GitTable.subcommand(all);
    folders.enter(all, at);
    if (at >= all.size()) {
      return;
    }
    List<String> words = all.subList(at + 1, all.size());
    switch (all.get(at)) {
      case "reset" -> reset(words);
      case "checkout" -> checkout(words);
      case "restore" -> restore(words);
      case "switch" -> forced(words, "--discard-changes");
      case "clean" -> clean(words);
      case "rm" -> remove(words);
      case "stash" -> stash(words);
      case "branch" -> branch(words);
      case "push" -> push(words);
      case "rebase", "filter-branch", "filter-repo" -> rewrite(words);
      case "gc", "prune", "reflog" -> housekeeping(all.get(at), words);
      case "read-tree" -> {
        if (words.contains("--reset") && words.contains("-u")) {
          takings.add(new Taking.Changes(folders.paths(List.of()), Staged.TOO));
        }
      }
      default -> {}
    }
  }

  private void reset(List<String> words) {
    if (words.contains("--hard")) {
      takings.add(new Taking.Changes(folders.paths(List.of()), Staged.TOO));
    }
    if (words.contains("--hard") || words.contains("--merge") || words.contains("--keep")) {
      words.stream()
          .filter(word -> isPlain(word) && Marks.isKnown(word))
          .limit(1)
          .forEach(revision -> takings.add(new Taking.CommitsSince(revision)));
    }
  }

  private void checkout(List<String> words) {
    int dashes = words.indexOf("--");
    if (dashes >= 0 && dashes < words.size() - 1) {
      boolean fromCommit = words.subList(0, dashes).stream().anyMatch(Takings::isPlain);
      takings.add(
          new Taking.Changes(
              folders.paths(words.subList(dashes + 1, words.size())),
              fromCommit ? Staged.TOO : Staged.NOT));
      return;
    }
    forced(words, "--force");
    boolean switches = words.stream().anyMatch(word -> word.matches("-[bBt]|--orphan|--track.*"));
    List<String> plain = words.stream().filter(Takings::isPlain).toList();
    if (!switches && !plain.isEmpty()) {
      // a branch, or files: of a branch nothing is lost, and no file has its name
      takings.add(
          new Taking.Changes(
              folders.paths(plain.size() > 1 ? plain.subList(1, plain.size()) : plain),
              Staged.NOT));
      if (plain.size() > 1) {
        takings.add(new Taking.Changes(folders.paths(plain), Staged.TOO));
      }
    }
  }

  private void forced(List<String> words, String option) {
    boolean isForced =
        words.contains("--force")
            || words.contains(option)
            || words.stream().anyMatch(word -> SHORT_FORCE.matcher(word).matches());
    if (isForced) {
      takings.add(new Taking.Changes(folders.paths(List.of()), Staged.TOO));
    }
  }

  private void restore(List<String> words) {
    boolean staged = words.stream().anyMatch(word -> word.matches("--staged|-[WS]*S[WS]*"));
    boolean worktree = words.stream().anyMatch(word -> word.matches("--worktree|-[WS]*W[WS]*"));
    List<String> plain = new ArrayList<>();
    boolean isSource = false;
    boolean hasSource = false;
    for (String word : words) {
      if (!isSource && isPlain(word)) {
        plain.add(word);
      }
      isSource = word.equals("-s") || word.equals("--source");
      hasSource |= isSource || word.startsWith("--source=") || word.startsWith("-s");
    }
    if ((worktree || !staged) && !plain.isEmpty()) {
      takings.add(
          new Taking.Changes(folders.paths(plain), staged || hasSource ? Staged.TOO : Staged.NOT));
    }
  }

  private void clean(List<String> words) {
    boolean isForced =
        words.contains("--force")
            || words.stream().anyMatch(word -> SHORT_FORCE.matcher(word).matches());
    boolean isDry = words.stream().anyMatch(word -> word.matches("-[a-zA-Z]*n.*|--dry-run"));
    if (isForced && !isDry) {
      boolean too = words.stream().anyMatch(word -> word.matches("-[a-zA-Z]*x[a-zA-Z]*"));
      boolean only = words.stream().anyMatch(word -> word.matches("-[a-zA-Z]*X[a-zA-Z]*"));
      takings.add(
          new Taking.Untracked(
              folderPaths(words.stream().filter(Takings::isPlain).toList()),
              only ? Ignored.ONLY : too ? Ignored.TOO : Ignored.NOT));
    }
  }

  /** Of no words all below where the command runs. */
  private LinePaths folderPaths(List<String> words) {
    return folders.paths(words.isEmpty() ? List.of(".") : words);
  }

  private void remove(List<String> words) {
    boolean isForced =
        words.contains("--force")
            || words.stream().anyMatch(word -> SHORT_FORCE.matcher(word).matches());
    if (isForced && !words.contains("--cached")) {
      files(words.stream().filter(Takings::isPlain).toList());
    }
  }

  private void stash(List<String> words) {
    String verb = words.stream().filter(Takings::isPlain).findFirst().orElse("push");
    switch (verb) {
      case "drop", "clear" -> takings.add(new Taking.Stashes());
      case "push", "save" -> takings.add(new Taking.Stashing());
      default -> {}
    }
  }

  private void branch(List<String> words) {
    boolean deletes =
        words.stream().anyMatch(word -> DELETES_BRANCH.matcher(word).matches())
            || ((words.contains("-d") || words.contains("--delete"))
                && (words.contains("-f") || words.contains("--force")));
    if (deletes) {
      takings.add(
          new Taking.Branches(
              words.stream().filter(word -> isPlain(word) && Marks.isKnown(word)).toList()));
    }
  }

  private void push(List<String> words) {
    boolean overwrites =
        words.stream()
            .anyMatch(
                word ->
                    word.startsWith("--force")
                        || SHORT_FORCE.matcher(word).matches()
                        || word.matches("-d|--delete|--mirror|--prune|[+:].+"));
    if (overwrites && !words.contains("--dry-run") && !words.contains("-n")) {
      takings.add(new Taking.Remote());
    }
  }

  private void rewrite(List<String> words) {
    boolean goesOn =
        words.stream()
            .anyMatch(
                word -> word.matches("--(continue|abort|skip|quit|edit-todo|show-current.*)"));
    if (!goesOn) {
      takings.add(new Taking.Rewriting());
    }
  }

  private void housekeeping(String command, List<String> words) {
    boolean takes =
        switch (command) {
          case "gc" -> words.stream().anyMatch(word -> word.matches("--prune=(now|all)"));
          case "prune" -> !words.contains("-n") && !words.contains("--dry-run");
          default ->
              words.contains("delete")
                  || words.contains("drop")
                  || (words.contains("expire")
                      && words.stream().anyMatch(word -> EXPIRES_NOW.matcher(word).matches()));
        };
    if (takes) {
      takings.add(new Taking.Unreachable());
    }
  }
}
