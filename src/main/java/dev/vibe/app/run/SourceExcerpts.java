package dev.vibe.app.run;

import dev.vibe.git.GitWorkspace;
import dev.vibe.verify.report.Failure;
import dev.vibe.verify.report.FailureReport;
import dev.vibe.verify.report.Place;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.ReadRules;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Loaded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finder of the code around the places that a report names: only in files of the workspace that may
 * be read unasked. Blocks on disk.
 */
final class SourceExcerpts {

  private static final int AROUND = 5;
  private static final int MOST_FILES = 8;
  private static final int MOST_PLACES = 24;
  private static final int LONGEST_LINE = 200;

  private final Workspace workspace;
  private final GitWorkspace git;
  private List<WorkspacePath> known = List.of();

  SourceExcerpts(Workspace workspace, GitWorkspace git) {
    this.workspace = workspace;
    this.git = git;
  }

  /** At most so many characters; the places that failures name first come first. */
  String of(FailureReport report, int most) {
    Map<WorkspacePath, TreeSet<Integer>> wanted = new LinkedHashMap<>();
    int places = 0;
    for (int rank = 0; rank < 4; rank++) {
      for (Failure failure : report.failures()) {
        if (failure.places().size() > rank && places < MOST_PLACES) {
          Place place = failure.places().get(rank);
          Optional<WorkspacePath> file = found(place.file());
          if (file.isPresent() && (wanted.containsKey(file.get()) || wanted.size() < MOST_FILES)) {
            wanted.computeIfAbsent(file.get(), path -> new TreeSet<>()).add(place.line());
            places++;
          }
        }
      }
    }
    StringBuilder text = new StringBuilder();
    wanted.forEach((file, lines) -> add(file, lines, most, text));
    return text.toString();
  }

  private void add(WorkspacePath file, NavigableSet<Integer> marked, int most, StringBuilder text) {
    if (!(workspace.load(file) instanceof Loaded.Text(var source, var content))) {
      return;
    }
    List<String> lines = source.text().lines().toList();
    StringBuilder part = new StringBuilder("\n" + file + ":\n");
    int last = 0;
    for (int number = 1; number <= lines.size(); number++) {
      boolean isNear = !marked.subSet(number - AROUND, true, number + AROUND, true).isEmpty();
      if (isNear) {
        if (last > 0 && last < number - 1) {
          part.append("  ...\n");
        }
        last = number;
        String line = lines.get(number - 1);
        part.append(marked.contains(number) ? "> " : "  ")
            .append(number)
            .append(": ")
            .append(line, 0, Math.min(LONGEST_LINE, line.length()))
            .append('\n');
      }
    }
    if (last > 0 && text.length() + part.length() <= most) {
      text.append(part);
    }
  }

  /** Tools name files as they see them: whole, from the folder, or by the end of the path. */
  private Optional<WorkspacePath> found(String named) {
    Optional<WorkspacePath> direct = readable(named);
    if (direct.isPresent() || named.startsWith("/")) {
      return direct;
    }
    String end = named.replaceFirst("^(?:\\./)+", "");
    List<WorkspacePath> ending =
        all().stream()
            .filter(path -> path.relative().endsWith("/" + end) || path.relative().equals(end))
            .limit(2)
            .toList();
    return ending.isEmpty() ? Optional.empty() : readable(ending.getFirst().relative());
  }

  private Optional<WorkspacePath> readable(String named) {
    return workspace.resolve(named, Access.READ) instanceof Resolution.Inside(WorkspacePath path)
            && workspace.standing(path) == ReadRules.Standing.FREE
            && path.absolute().toFile().isFile()
        ? Optional.of(path)
        : Optional.empty();
  }

  private List<WorkspacePath> all() {
    if (known.isEmpty()) {
      List<WorkspacePath> files = new ArrayList<>();
      FileTree.Walk walk =
          new FileTree(workspace, git.ignoreRules()).walk(workspace.pathOf(workspace.root()));
      while (walk.hasNext() && files.size() < 20_000) {
        files.add(walk.next().path());
      }
      known = files;
    }
    return known;
  }
}
