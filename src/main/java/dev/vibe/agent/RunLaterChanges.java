package dev.vibe.agent;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.Names;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Look at what a command could change that other programs obey or run later: the files that an edit
 * is asked about, and what acts in the repository's own folder. A command may have a good reason,
 * so it is told, not taken back.
 *
 * @param acting as it was before the command
 */
record RunLaterChanges(Map<String, String> acting) {

  static RunLaterChanges before(GitWorkspace git) {
    return new RunLaterChanges(GitWorkspace.acting(git.folder()));
  }

  /** What is to be told after the command; empty when it changed no such thing. */
  List<Problem> since(GitWorkspace git, List<WorktreeChange> changes, String command) {
    TreeSet<String> found = new TreeSet<>();
    for (WorktreeChange change : changes) {
      String path = change.path().relative();
      if (ProtectedNames.of(path, Access.WRITE) == Protection.RUN_LATER) {
        found.add(path);
      }
    }
    Map<String, String> now = GitWorkspace.acting(git.folder());
    if (!acting.isEmpty()) { // else the command made the repository, or there is none
      TreeSet<String> parts = new TreeSet<>(acting.keySet());
      parts.addAll(now.keySet());
      String top = git.folder() + "/";
      parts.stream()
          .filter(part -> !acting.getOrDefault(part, "").equals(now.getOrDefault(part, "")))
          .map(part -> part.startsWith(top) ? part.substring(top.length()) : part)
          .forEach(found::add);
    }
    return found.isEmpty()
        ? List.of()
        : List.of(
            new Problem(
                ProblemCode.RUN_LATER_CHANGED,
                "a command changed what other programs obey or run later: "
                    + Names.some(List.copyOf(found)),
                "it was " + QuotedName.line(command.lines().findFirst().orElse("")),
                "look at it before you go on; vibe undo takes files back, but nothing in .git"));
  }
}
