package dev.vibe.task.review;

import dev.vibe.event.RunResult;
import dev.vibe.task.Task;
import dev.vibe.task.TaskRunner;
import dev.vibe.text.UnifiedDiff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reviewer of a change: asks the model about it in parts that it can hold, and keeps of its answers
 * what is about changed lines.
 */
public final class Reviewer {

  /** An answer that cannot be used is asked for again. */
  private static final int MOST_ANSWERS = 3;

  private final TaskRunner runner;
  private final Function<String, Optional<String>> files;

  /**
   * Of this run.
   *
   * @param runner each task hears nothing of the others
   * @param files what a file holds now, by its name; empty when it is no text or not there
   */
  public Reviewer(TaskRunner runner, Function<String, Optional<String>> files) {
    this.runner = runner;
    this.files = files;
  }

  /**
   * Reviews a change.
   *
   * @param of what it is, such as {@code main...HEAD}; may be empty
   * @param room for one part of it, in characters
   */
  public Review review(String of, List<ReviewedFile> change, int room) throws InterruptedException {
    List<RunResult> runs = new ArrayList<>();
    List<ReviewFinding> findings = new ArrayList<>();
    Set<String> told = new HashSet<>();
    int dropped = 0;
    for (List<ReviewedFile> part : ReviewPrompt.parts(change, room)) {
      switch (ask(of, part, runs)) {
        case ReviewAnswer.Usable(List<ReviewAnswer.Said> answers) -> {
          for (ReviewAnswer.Said said : answers) {
            Optional<ReviewFinding> finding = finding(said, change);
            dropped += finding.isEmpty() ? 1 : 0;
            finding
                .filter(one -> told.add(one.file() + ':' + one.line() + ':' + one.why()))
                .ifPresent(findings::add);
          }
        }
        case ReviewAnswer.Unusable(String why) -> {
          return new Review(of, findings, dropped, runs, Optional.of(why));
        }
      }
    }
    findings.sort(
        Comparator.comparing(ReviewFinding::severity)
            .reversed()
            .thenComparing(ReviewFinding::file)
            .thenComparingInt(ReviewFinding::line));
    return new Review(of, findings, dropped, runs, Optional.empty());
  }

  private ReviewAnswer.Read ask(String of, List<ReviewedFile> part, List<RunResult> runs)
      throws InterruptedException {
    String wrong = "";
    for (int i = 0; i < MOST_ANSWERS; i++) {
      RunResult result = runner.run(new Task(ReviewPrompt.of(of, part, wrong)));
      runs.add(result);
      if (!(result.ending() instanceof RunResult.Ending.Well)) {
        return new ReviewAnswer.Unusable("the run ended early");
      }
      switch (ReviewAnswer.read(result.answer())) {
        case ReviewAnswer.Usable usable -> {
          return usable;
        }
        case ReviewAnswer.Unusable(String why) -> wrong = why;
      }
    }
    return new ReviewAnswer.Unusable(wrong);
  }

  private Optional<ReviewFinding> finding(ReviewAnswer.Said said, List<ReviewedFile> change) {
    String name = said.file().replaceFirst("^\\./", "");
    return change.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .flatMap(file -> file.meant(said.line()))
        .map(line -> new ReviewFinding(name, line, said.severity(), said.why(), fix(name, said)));
  }

  /** Only one that fits in one place is shown. */
  private Optional<ReviewFinding.Fix> fix(String name, ReviewAnswer.Said said) {
    if (said.old().isBlank() || said.old().equals(said.changed())) {
      return Optional.empty();
    }
    return files.apply(name).flatMap(text -> fix(name, text, said.old(), said.changed()));
  }

  private static Optional<ReviewFinding.Fix> fix(
      String name, String text, String old, String changed) {
    int at = text.indexOf(old);
    if (at < 0 || text.indexOf(old, at + 1) >= 0) {
      return Optional.empty();
    }
    String whole = text.substring(0, at) + changed + text.substring(at + old.length());
    int start = text.lastIndexOf('\n', at - 1) + 1;
    int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    int last = old.endsWith("\n") ? at + old.length() - 1 : at + old.length();
    int end = text.indexOf('\n', last) < 0 ? text.length() : text.indexOf('\n', last);
    String mended = whole.substring(start, whole.length() - (text.length() - end));
    String patch = UnifiedDiff.render(UnifiedDiff.between(name, text, whole));
    return Optional.of(new ReviewFinding.Fix(text.substring(start, end), mended, line, patch));
  }
}
