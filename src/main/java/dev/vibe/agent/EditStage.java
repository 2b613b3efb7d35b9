package dev.vibe.agent;

import dev.vibe.agent.Formatters.Formatted;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.HunkText;
import dev.vibe.text.QuotedName;
import dev.vibe.text.Truncation;
import dev.vibe.tool.EditPlacement;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.edit.MatchStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Stage of a reply for edits that passed the gate: staged in call order, written as one change set.
 * Where somebody else changed one of the files meanwhile, they are computed once more, on what is
 * there now; those that fit are written.
 */
final class EditStage {

  /** Of a diff, what the model gets back: it knows the text it sent, and pays for every byte. */
  static final Truncation.Keep DIFF_FOR_MODEL = new Truncation.Keep(3_000, 1_000);

  /** Whoever changes a file each time that it is read is not waited for. */
  private static final int MOST_TIMES = 3;

  private final EditRecorder recorder;
  private final CallResults results;
  private final List<Staged> staged = new ArrayList<>();

  EditStage(EditRecorder recorder, CallResults results) {
    this.recorder = recorder;
    this.results = results;
  }

  /** An edit, and how it is computed on what is there by then. */
  private record Staged(int index, Invocation.Editing edit, Supplier<Prepared> again) {}

  boolean isEmpty() {
    return staged.isEmpty();
  }

  /**
   * Adds an edit that passed.
   *
   * @param again prepares the same call once more
   */
  void add(int index, Invocation.Editing edit, Supplier<Prepared> again) {
    recorder.stage(edit);
    staged.add(new Staged(index, edit, again));
  }

  /** Writes what is staged, all or nothing, and answers its calls; in a dry run only shows it. */
  void write() {
    long start = System.nanoTime();
    for (int left = MOST_TIMES; !staged.isEmpty(); left--) {
      try {
        EditRecorder.Written written =
            recorder.write(staged.stream().flatMap(this::edits).toList());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Staged last = staged.getLast();
        staged.forEach(
            s ->
                results.give(
                    s.index(),
                    applied(
                        s.edit(),
                        written.formatted(),
                        s.index() == last.index() ? written.broken() : List.of()),
                    took));
        staged.clear();
      } catch (VibeException e) {
        if (e.problem().code() == ProblemCode.STALE && left > 1) {
          computeAgain();
        } else {
          failed(e.problem());
        }
      }
    }
    recorder.nextBatch(); // also after edits that were refused: they have looked at files
  }

  private void failed(Problem problem) {
    String text =
        ControlChars.neutraliseLine(
            "%s: %s. To solve it: %s."
                .formatted(problem.what(), problem.cause(), problem.remedy()));
    staged.forEach(s -> results.give(s.index(), failed(s, text, problem), Duration.ZERO));
    staged.clear();
  }

  /** What was agreed to is the change, not the content around it. */
  private void computeAgain() {
    recorder.nextBatch();
    List<Staged> before = List.copyOf(staged);
    staged.clear();
    for (Staged one : before) {
      switch (one.again().get()) {
        case Invocation.Editing now when paths(now).equals(paths(one.edit())) -> {
          recorder.restage(now);
          staged.add(new Staged(one.index(), now, one.again()));
        }
        case Invocation other -> refused(one, "its path leads elsewhere now");
        case Refusal refusal -> results.give(one.index(), refusal.output(), Duration.ZERO);
        case GuardedPath guarded -> refused(one, guarded.message());
      }
    }
  }

  private void refused(Staged one, String why) {
    results.give(one.index(), Outcome.INVALID, why);
  }

  private static List<WorkspacePath> paths(Invocation.Editing edit) {
    return edit.all().stream().map(each -> each.change().path()).toList();
  }

  private Stream<EditRecorder.Edit> edits(Staged one) {
    return one.edit().all().stream()
        .map(each -> new EditRecorder.Edit(results.idOf(one.index()), each));
  }

  /** A file that somebody changed meanwhile is read and edited again; the rest hinders the run. */
  private static ToolOutput failed(Staged one, String text, Problem problem) {
    List<ToolFact> facts =
        problem.code() == ProblemCode.STALE
            ? List.of()
            : List.of(new ToolFact.Hindered(one.edit().change().path().relative(), problem));
    return new ToolOutput(Outcome.FAILED, text, List.of(), facts);
  }

  private ToolOutput applied(
      Invocation.Editing edit, List<Formatted> formatted, List<String> broken) {
    List<String> leftAlone = edit.rest().leftAlone();
    List<String> lines = new ArrayList<>();
    if (!leftAlone.isEmpty()) {
      lines.add(Figures.count(leftAlone.size(), "file") + " left alone, the rest is changed");
      lines.addAll(leftAlone);
    }
    edit.all().forEach(each -> lines.add(written(each)));
    edit.all().forEach(each -> formatted(each, formatted).forEach(lines::add));
    lines.addAll(broken);
    List<ToolFact> facts = recorder.isDryRun() ? List.of(new ToolFact.OnlyShown()) : List.of();
    return new ToolOutput(
        leftAlone.isEmpty() ? Outcome.OK : Outcome.FAILED,
        String.join("\n", lines),
        List.of(),
        facts);
  }

  /** What a formatter made of the file, which is not what the model sent. */
  private static Stream<String> formatted(Invocation.Editing edit, List<Formatted> all) {
    return all.stream()
        .filter(each -> each.change().path().equals(edit.change().path()))
        .flatMap(
            each -> {
              FileDiff diff = each.change().diff();
              if (!each.failure().isEmpty()) {
                return Stream.of(each.program() + " could not format it: " + each.failure());
              }
              return diff.hunks().isEmpty()
                  ? Stream.empty()
                  : Stream.of(
                      "then formatted by "
                          + each.program()
                          + ":\n"
                          + Truncation.chars(HunkText.of(diff), DIFF_FOR_MODEL)
                              .text()
                              .stripTrailing());
            });
  }

  private String written(Invocation.Editing edit) {
    FileDiff diff = edit.change().diff();
    StringBuilder text = new StringBuilder(recorder.isDryRun() ? "dry run, not written: " : "");
    text.append(QuotedName.of(diff.path()))
        .append(": +")
        .append(diff.added())
        .append(" -")
        .append(diff.removed());
    if (diff.kind() == FileDiff.Kind.DELETED) {
      return text.append(" (deleted)").toString();
    }
    if (!edit.note().isEmpty()) {
      text.append(" (").append(edit.note()).append(')');
    }
    return text.append(hunks(diff, edit.placement())).toString();
  }

  /** Nothing of what the model has just sent: a new file, and an edit that fitted as it was. */
  private static String hunks(FileDiff diff, EditPlacement placement) {
    boolean isKnown =
        diff.kind() == FileDiff.Kind.CREATED
            || (placement instanceof EditPlacement.Matched(MatchStep step)
                && step == MatchStep.EXACT);
    return isKnown || diff.hunks().isEmpty()
        ? ""
        : "\n" + Truncation.chars(HunkText.of(diff), DIFF_FOR_MODEL).text().stripTrailing();
  }
}
