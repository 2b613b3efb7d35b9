package dev.vibe.git.commit;

import dev.vibe.git.commit.CommitOutcome.Committed;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.Hooks;
import dev.vibe.git.store.TrialIndex;
import dev.vibe.text.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hooks around one commit, in the order and with the arguments that {@code git commit --message}
 * has ({@code githooks}). They see the commit's content in an index of its own, as with {@code git
 * commit --only}, so that they neither judge nor change what the user has staged.
 */
final class CommitHooks {

  private static final String MESSAGE_FILE = "COMMIT_EDITMSG";

  /** There is nobody to edit anything. */
  private static final String EDITOR = "GIT_EDITOR";

  private static final String NO_EDITOR = ":";

  private final Hooks hooks;
  private final HookRunner runner;
  private final GitFolders folders;
  private final TrialIndex.Maker indexes;

  CommitHooks(Hooks hooks, HookRunner runner, GitFolders folders, TrialIndex.Maker indexes) {
    this.hooks = hooks;
    this.runner = runner;
    this.folders = folders;
    this.indexes = indexes;
  }

  /** What is said to a commit before it is made. */
  sealed interface Verdict {

    /**
     * It may be made.
     *
     * @param message as the hooks left it
     * @param staged paths from the top of the work tree that they staged, for the commit
     * @param changed names of the files that they changed on disk
     */
    record Passed(String message, Set<String> staged, List<String> changed) implements Verdict {

      List<String> remarks() {
        return changed.isEmpty()
            ? List.of()
            : List.of("Hooks changed " + Names.some(changed) + " before the commit.");
      }
    }

    /** It may not. */
    record Stopped(CommitOutcome outcome) implements Verdict {}
  }

  /**
   * Runs those before the commit. Blocks until they end.
   *
   * @param commit what would be made, an object that nothing refers to
   * @param source what Git calls the message's: {@code message} or {@code merge}
   */
  Verdict before(String commit, String message, String source) throws IOException {
    boolean areSome = hooks.onCommit().stream().anyMatch(name -> !name.equals(Hooks.POST_COMMIT));
    if (!areSome) {
      return new Verdict.Passed(message, Set.of(), List.of());
    }
    try (TrialIndex index = indexes.of(commit)) {
      Path file = index.folder().resolve(MESSAGE_FILE);
      Files.writeString(file, message + "\n");
      Map<String, String> variables = variables(index);
      record Step(String name, List<String> arguments) {}
      List<Step> steps =
          List.of(
              new Step(Hooks.PRE_COMMIT, List.of()),
              new Step(Hooks.PREPARE_MESSAGE, List.of(file.toString(), source)),
              new Step(Hooks.CHECK_MESSAGE, List.of(file.toString())));
      Set<String> changed = new LinkedHashSet<>();
      for (Step step : steps) {
        Optional<HookRunner.Ended> ended = run(step.name(), step.arguments(), "", variables);
        ended.ifPresent(each -> changed.addAll(each.changed()));
        if (ended.isPresent() && !ended.get().isGood()) {
          return new Verdict.Stopped(
              CommitProblems.stopped(step.name(), ended.get(), List.copyOf(changed)));
        }
      }
      String left = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return new Verdict.Passed(left, index.staged(), List.copyOf(changed));
    }
  }

  /**
   * Runs those behind a commit; nothing that they say changes it.
   *
   * @param replaced the commit in whose place it is; empty for a new one
   * @return the commit with what is to be known of them
   */
  Committed after(Committed commit, Optional<String> replaced) {
    Map<String, String> variables = Map.of(EDITOR, NO_EDITOR);
    List<String> remarks = new ArrayList<>(commit.remarks());
    run(Hooks.POST_COMMIT, List.of(), "", variables)
        .ifPresent(ended -> remarks.addAll(remarks(Hooks.POST_COMMIT, ended)));
    replaced
        .map(old -> old + " " + commit.id() + "\n")
        .flatMap(moved -> run(Hooks.POST_REWRITE, List.of("amend"), moved, variables))
        .ifPresent(ended -> remarks.addAll(remarks(Hooks.POST_REWRITE, ended)));
    return commit.with(remarks);
  }

  private static List<String> remarks(String name, HookRunner.Ended ended) {
    List<String> remarks = new ArrayList<>();
    if (!ended.isGood()) {
      remarks.add("The hook " + name + " failed (" + ended.how() + "); the commit stands.");
    }
    if (!ended.changed().isEmpty()) {
      remarks.add("The hook " + name + " then changed " + Names.some(ended.changed()) + ".");
    }
    return remarks;
  }

  private Map<String, String> variables(TrialIndex index) {
    return Map.of("GIT_INDEX_FILE", index.file().toString(), EDITOR, NO_EDITOR, "GIT_PREFIX", "");
  }

  private Optional<HookRunner.Ended> run(
      String name, List<String> arguments, String input, Map<String, String> variables) {
    return hooks
        .find(name)
        .map(
            file ->
                runner.run(
                    new HookRunner.Hook(
                        name, file, arguments, input, folders.worktree(), variables)));
  }
}
