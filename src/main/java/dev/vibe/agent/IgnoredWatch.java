package dev.vibe.agent;

import dev.vibe.exec.shell.DangerousCommand;
import dev.vibe.exec.shell.FileOperands;
import dev.vibe.exec.shell.LinePaths;
import dev.vibe.exec.shell.Takings;
import dev.vibe.exec.shell.Takings.Ignored;
import dev.vibe.exec.shell.Takings.Taking;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.snapshot.IgnoredFiles;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Observer of ignored files that a command names to write, overwrite or delete, and of those that a
 * file tool would ask about, whoever names them: what happens to them is a change like any other,
 * within bounds. Owned by the session's thread.
 */
final class IgnoredWatch {

  private static final Pattern WILD = Pattern.compile("[*?\\[{\\\\]");

  private final GitWorkspace git;
  private Optional<IgnoredFiles> named = Optional.empty();
  private Optional<IgnoredFiles> guarded = Optional.empty();

  IgnoredWatch(GitWorkspace git) {
    this.git = git;
  }

  /** As the other, with a look of its own at what is guarded. */
  Optional<Problem> begin(String command, WorktreeSnapshot now) {
    return begin(command, now, GuardedFiles.of(now));
  }

  /** Looks before the command runs; what cannot be kept is a problem to be told. */
  Optional<Problem> begin(String command, WorktreeSnapshot now, GuardedFiles files) {
    Set<String> places = DangerousCommand.isIn(command) ? places(command) : Set.of();
    named = places.isEmpty() ? Optional.empty() : Optional.of(git.ignoredFiles(now, places));
    guarded = Optional.of(git.ignoredFiles(now, files.ignored()));
    return named
        .filter(looked -> !looked.isWhole())
        .map(
            looked ->
                new Problem(
                    ProblemCode.IGNORED_NOT_KEPT,
                    "ignored files that the command names are too many or too large to be kept",
                    "an undo will not bring all of them back",
                    "copy them away first if they are needed"));
  }

  /** What the command did to them, sorted by path; given once. */
  List<WorktreeChange> end() {
    if (guarded.isEmpty()) {
      return List.of();
    }
    WorktreeSnapshot now = git.snapshot();
    Map<String, WorktreeChange> changes = new TreeMap<>();
    for (WorktreeChange change : guarded.get().changes(now, GuardedFiles.of(now).ignored())) {
      changes.put(change.path().relative(), change);
    }
    for (WorktreeChange change : named.map(files -> files.changes(now)).orElse(List.of())) {
      changes.put(change.path().relative(), change);
    }
    named = Optional.empty();
    guarded = Optional.empty();
    return List.copyOf(changes.values());
  }

  /** Files and folders, relative to where the line begins or absolute. */
  private static Set<String> places(String command) {
    Set<String> places = new HashSet<>();
    for (FileOperands.Operand operand : FileOperands.of(command)) {
      if (operand.use() == FileOperands.Use.WRITTEN) {
        places.add(base(operand.paths()));
      }
    }
    for (Taking taking : Takings.of(command)) {
      switch (taking) {
        case Taking.Untracked(LinePaths paths, Ignored ignored) -> {
          if (ignored != Ignored.NOT) {
            paths.patterns().forEach(pattern -> places.add(base(pattern)));
          }
        }
        case Taking.Files(LinePaths paths) ->
            paths.patterns().forEach(pattern -> places.add(base(pattern)));
        case Taking.Changes c -> {}
        case Taking.Stashes s -> {}
        case Taking.Stashing s -> {}
        case Taking.Branches b -> {}
        case Taking.CommitsSince c -> {}
        case Taking.Rewriting r -> {}
        case Taking.Remote r -> {}
        case Taking.Unreachable u -> {}
      }
    }
    return places;
  }

  /** The folder from which on a pattern is not known by name. */
  private static String base(String pattern) {
    StringBuilder base = new StringBuilder();
    for (String name : pattern.split("/", -1)) {
      if (WILD.matcher(name).find()) {
        break;
      }
      base.append(base.isEmpty() && !pattern.startsWith("/") ? "" : "/").append(name);
    }
    return base.isEmpty() ? "." : base.toString();
  }
}
