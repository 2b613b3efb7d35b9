package dev.vibe.git.undo;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.ThreeWay;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps by which a run changed one file, newest first, and what taking them back one by one makes
 * of a file: each is taken out of what is there, so that lines of others stay, whether they came
 * since or in between. Pure.
 */
record FileSteps(List<Step> newestFirst) {

  FileSteps {
    newestFirst = List.copyOf(newestFirst);
  }

  /** One change. */
  record Step(FileState before, FileState after) {}

  /** Way of taking the steps back: how well it went. */
  enum Fit {
    /** The file was as each step had left it. */
    EXACT,
    /** Others changed other lines, which stay. */
    MERGED,
    /** Others changed the same lines between two steps; those before stay. */
    PARTLY,
    /** Others changed the same lines since. */
    CONFLICT
  }

  /** What becomes of a file. */
  record Result(FileState then, Fit fit) {}

  Result takenFrom(FileState now) {
    FileState at = now;
    Fit fit = Fit.EXACT;
    boolean isNewest = true;
    for (Step step : newestFirst) {
      if (at.sameAs(step.after())) {
        at = step.before();
      } else if (ThreeWay.merge(step.after(), step.before(), at)
          instanceof ThreeWay.Outcome.Merged(FileState merged)) {
        fit = merged.sameAs(at) ? fit : Fit.MERGED;
        at = merged;
      } else {
        return isNewest ? new Result(before(), Fit.CONFLICT) : new Result(at, Fit.PARTLY);
      }
      isNewest = false;
    }
    return new Result(at, fit);
  }

  /** Whether anything of the steps is in a file that holds this. */
  boolean areIn(FileState content) {
    Result result = takenFrom(content);
    return result.fit() == Fit.CONFLICT || !result.then().sameAs(content);
  }

  /**
   * Without those that led away and back, such as a stash and its pop: they are no change, also
   * where somebody changed the file before or after them.
   */
  FileSteps withoutDetours() {
    List<Step> left = new ArrayList<>();
    int at = 0;
    while (at < newestFirst.size()) {
      int end = endOfDetour(at);
      if (end > at) {
        at = end;
      } else {
        left.add(newestFirst.get(at++));
      }
    }
    return new FileSteps(left);
  }

  /** Where the longest detour ends that begins there; the same place when none does. */
  private int endOfDetour(int from) {
    FileState left = newestFirst.get(from).after();
    int end = from;
    for (int i = from; i < newestFirst.size(); i++) {
      if (i > from && !newestFirst.get(i - 1).before().sameAs(newestFirst.get(i).after())) {
        return end;
      }
      if (newestFirst.get(i).before().sameAs(left)) {
        end = i + 1;
      }
    }
    return end;
  }

  boolean isEmpty() {
    return newestFirst.isEmpty();
  }

  /** What the newest has left. */
  FileState left() {
    return newestFirst.getFirst().after();
  }

  /** What was before the first of the steps that follow one another without a gap. */
  FileState before() {
    FileState before = newestFirst.getFirst().before();
    for (Step step : newestFirst.subList(1, newestFirst.size())) {
      if (!before.sameAs(step.after())) {
        return before;
      }
      before = step.before();
    }
    return before;
  }
}
