package dev.vibe.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.vibe.text.FileDiff.Hunk;
import dev.vibe.text.FileDiff.Kind;
import dev.vibe.text.FileDiff.Line;
import dev.vibe.text.FileDiff.Mark;
import java.util.ArrayList;
import java.util.List;

/** Computes the difference between two versions of a text. Pure. */
public final class UnifiedDiff {

  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /** The difference by lines; an empty side means that the file is created or deleted. */
  public static FileDiff between(String path, String before, String after) {
    List<String> old = before.isEmpty() ? List.of() : List.of(before.split("(?<=\n)"));
    List<String> changed = after.isEmpty() ? List.of() : List.of(after.split("(?<=\n)"));
    List<Hunk> hunks = new ArrayList<>();
    int added = 0;
    int removed = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(old, changed).getDeltas()) {
      int from = delta.getSource().getPosition();
      int to = from + delta.getSource().size();
      int target = delta.getTarget().getPosition();
      int head = Math.min(CONTEXT, from);
      int tail = Math.min(CONTEXT, old.size() - to);
      List<Line> lines = new ArrayList<>();
      old.subList(from - head, from).forEach(l -> lines.add(line(Mark.CONTEXT, l)));
      delta.getSource().getLines().forEach(l -> lines.add(line(Mark.REMOVED, l)));
      delta.getTarget().getLines().forEach(l -> lines.add(line(Mark.ADDED, l)));
      old.subList(to, to + tail).forEach(l -> lines.add(line(Mark.CONTEXT, l)));
      int size = delta.getTarget().size();
      hunks.add(
          new Hunk(
              from - head + 1,
              to - from + head + tail,
              target - head + 1,
              size + head + tail,
              lines));
      added += size;
      removed += to - from;
    }
    Kind kind = before.isEmpty() ? Kind.CREATED : after.isEmpty() ? Kind.DELETED : Kind.CHANGED;
    return new FileDiff(path, kind, hunks, added, removed);
  }

  private static Line line(Mark mark, String line) {
    boolean open = !line.endsWith("\n");
    return new Line(mark, open ? line : line.substring(0, line.length() - 1), open);
  }
}
