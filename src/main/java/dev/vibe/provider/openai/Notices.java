package dev.vibe.provider.openai;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Queue of notices that a model has beside its replies, until somebody takes them. Thread-safe. */
final class Notices {

  private final List<Problem> waiting = new ArrayList<>();
  private final Set<ProblemCode> told = EnumSet.noneOf(ProblemCode.class);

  /** Something that happens again and again, and is told each time. */
  synchronized void add(Problem notice) {
    waiting.add(notice);
  }

  /** Something that is told once, by its code. */
  synchronized void addOnce(Problem notice) {
    if (told.add(notice.code())) {
      waiting.add(notice);
    }
  }

  synchronized List<Problem> take() {
    List<Problem> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
