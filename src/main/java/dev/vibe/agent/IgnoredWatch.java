package dev.vibe.agent;

import dev.vibe.exec.shell.DangerousCommand;
import dev.vibe.exec.shell.FileOperands;
import dev.vibe.exec.shell.Takings;
import dev.vibe.exec.shell.Takings.Ignored;
import dev.vibe.exec.shell.Takings.Taking;
import dev.vibe.file.FileName;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.snapshot.IgnoredFiles;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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

  /** Each is listed before and after a command; the uppermost, which hold most such files. */
  private static final int MOST_FOLDERS = 100;

  private final GitWorkspace git;
  private Optional<IgnoredFiles> named = Optional.empty();
  private Optional<IgnoredFiles> guarded = Optional.empty();

  IgnoredWatch(GitWorkspace git) {
    this.git = git;
  }

  /** Looks before the command runs; what cannot be kept is a problem to be told. */
  Optional<Problem> begin(String command, WorktreeSnapshot now) {
    Set<String> places = DangerousCommand.isIn(command) ? places(command) : Set.of();
    named = places.isEmpty() ? Optional.empty() : Optional.of(git.ignoredFiles(now, places));
    guarded = Optional.of(git.ignoredFiles(now, guarded(now)));
    return named
        .filter(files -> !files.isWhole())
        .map(
            files ->
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
    for (WorktreeChange change : guarded.get().changes(now, guarded(now))) {
      changes.put(change.path().relative(), change);
    }
    for (WorktreeChange change : named.map(files -> files.changes(now)).orElse(List.of())) {
      changes.put(change.path().relative(), change);
    }
    named = Optional.empty();
    guarded = Optional.empty();
    return List.copyOf(changes.values());
  }

  /** Files and folders with a name that is guarded, in folders that Git does not ignore. */
  private static Set<String> guarded(WorktreeSnapshot now) {
    Set<String> found = new HashSet<>();
    now.scan().rules().keySet().stream()
        .sorted(Comparator.comparingInt(IgnoredWatch::depth).thenComparing(folder -> folder))
        .limit(MOST_FOLDERS)
        .forEach(folder -> addGuarded(now, folder, found));
    return found;
  }

  private static int depth(String folder) {
    return folder.isEmpty() ? 0 : 1 + (int) folder.chars().filter(c -> c == '/').count();
  }

  private static void addGuarded(WorktreeSnapshot now, String folder, Set<String> found) {
    Path place = FileName.in(now.root(), folder);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
      for (Path entry : entries) {
        String relative = FileName.of(now.root().relativize(entry));
        if (!now.scan().files().containsKey(relative) && isGuarded(relative)) {
          found.add(FileName.of(entry));
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What cannot be listed is told by nobody.
    }
  }

  /** As a file, or as a folder with files in it. */
  private static boolean isGuarded(String relative) {
    return switch (ProtectedNames.of(relative, Access.WRITE)) {
      case RUN_LATER, SECRET -> true;
      case REPOSITORY -> false;
      case NONE -> ProtectedNames.of(relative + "/x", Access.WRITE) != Protection.NONE;
    };
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
        case Taking.Untracked(Takings.Paths paths, Ignored ignored) -> {
          if (ignored != Ignored.NOT) {
            paths.patterns().forEach(pattern -> places.add(base(pattern)));
          }
        }
        case Taking.Files(Takings.Paths paths) ->
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
