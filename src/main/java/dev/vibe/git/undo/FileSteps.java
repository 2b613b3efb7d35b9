package dev.vibe.git.undo;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.ThreeWay;
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
