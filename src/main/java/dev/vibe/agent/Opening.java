package dev.vibe.agent;

import dev.vibe.approval.Decision;
import dev.vibe.approval.Policy;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.GuardedPath;
import dev.vibe.workspace.Resolution.Guard;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Words of the question that opens guarded paths for one call. Pure. */
final class Opening {

  private Opening() {}

  /** Why it is asked, and what would let them be used without. */
  static Decision.Ask question(Collection<GuardedPath> paths) {
    String why =
        paths.stream().map(GuardedPath::message).distinct().collect(Collectors.joining("\n"));
    List<String> folders =
        paths.stream()
            .filter(path -> path.guard() == Guard.OUTSIDE)
            .map(path -> "--add-dir " + QuotedName.of(folder(path.path())))
            .distinct()
            .toList();
    boolean areAllOutside = paths.stream().allMatch(path -> path.guard() == Guard.OUTSIDE);
    return new Decision.Ask(
        why, areAllOutside ? String.join(" ", folders) + ", or " + Policy.A_YES : Policy.A_YES);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(1, path.lastIndexOf('/')));
  }
}
