package dev.vibe.view;

import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.FileDiff.Kind;
import dev.vibe.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Renderer of what a command did to files, below its own line: each under a title that says what
 * became of it. Many are only named; what is made again by any build is counted.
 *
 * @param diffs of files with other content, when there are few
 */
public record CommandChanges(RunLines run, DiffLines diffs) {

  /** Of so many the diffs are shown. */
  private static final int FEW = 3;

  private static final int MOST = 20;

  /** What became of one file. */
  private record Change(String title, FileDiff diff, boolean isMove) {}

  public List<Line> lines(List<FileDiff> all) {
    List<FileDiff> own = all.stream().filter(diff -> !DerivedFiles.has(diff.path())).toList();
    List<Change> changes = changes(own);
    List<Line> lines = new ArrayList<>();
    for (Change change : changes.subList(0, Math.min(MOST, changes.size()))) {
      Line title = run.call(change.title);
      lines.add(change.isMove ? title : title.plus(Role.TEXT, "  ").plus(run.counts(change.diff)));
      if (changes.size() <= FEW && change.diff.kind() == Kind.CHANGED) {
        diffs.of(change.diff).forEach(line -> lines.add(line.hanging(4).after("  ")));
      }
    }
    if (changes.size() > MOST) {
      lines.add(run.call("and " + Figures.count(changes.size() - MOST, "more file")));
    }
    int derived = all.size() - own.size();
    if (derived > 0) {
      lines.add(
          run.call(Figures.count(derived, "file") + " of builds and caches")
              .plus(Role.FAINT, "  not listed"));
    }
    return lines;
  }

  /** A file that is gone and one with the same text that is new are one that was moved. */
  private static List<Change> changes(List<FileDiff> diffs) {
    List<FileDiff> gone =
        new ArrayList<>(diffs.stream().filter(diff -> diff.kind() == Kind.DELETED).toList());
    List<Change> changes = new ArrayList<>();
    for (FileDiff diff : diffs) {
      if (diff.kind() == Kind.DELETED) {
        continue;
      }
      Optional<FileDiff> before = gone.stream().filter(each -> isSame(each, diff)).findFirst();
      before.ifPresent(gone::remove);
      changes.add(
          before
              .map(from -> new Change("move " + from.path() + " to " + diff.path(), diff, true))
              .orElseGet(() -> new Change(RunLines.title(diff), diff, false)));
    }
    gone.forEach(diff -> changes.add(new Change(RunLines.title(diff), diff, false)));
    return changes;
  }

  private static boolean isSame(FileDiff gone, FileDiff made) {
    return made.kind() == Kind.CREATED && !gone.hunks().isEmpty() && text(gone).equals(text(made));
  }

  private static String text(FileDiff diff) {
    return diff.hunks().stream()
        .flatMap(hunk -> hunk.lines().stream())
        .flatMap(line -> Stream.of(line.text(), line.endsFile() ? "" : "\n"))
        .collect(Collectors.joining());
  }
}
