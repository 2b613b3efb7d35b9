package dev.vibe.agent;

import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Predicate;

/**
 * Guard against a model that goes round in circles. A reply brings progress when one of its calls
 * has a result that the run has not seen while the files were as they are: another call, the same
 * one with another result, or any once a file was changed in a way that is new. Owned by the
 * session's thread.
 */
final class ProgressGuard {

  /** Replies in a row without progress after which the model is told, first and strongly. */
  private static final int FIRST_HINT = 1;

  private static final int STRONG_HINT = 4;

  /** So many end the run. */
  private static final int MOST = 8;

  private final Predicate<String> edits;
  private final IntSupplier files;
  private final Set<Seen> seen = new HashSet<>();
  private int idle;

  /**
   * A call and what came of it; hashes, because both may be long.
   *
   * @param files the state of the files
   */
  private record Seen(String tool, long call, long result, int files) {}

  /** What is to be done after a reply. */
  sealed interface Advice {

    record GoOn() implements Advice {}

    /** The model is told. */
    record Hint(String text) implements Advice {}

    record End(Stop stop) implements Advice {}
  }

  /**
   * Of a session.
   *
   * @param edits whether a tool of that name edits
   * @param files a number for the state that the run's changes have brought the files to
   */
  ProgressGuard(Predicate<String> edits, IntSupplier files) {
    this.edits = edits;
    this.files = files;
  }

  /** A prompt of the user begins. */
  void newRun() {
    seen.clear();
    idle = 0;
  }

  Advice after(List<ToolCall> calls, List<ToolResult> results) {
    boolean isNew = false;
    boolean isDone = true;
    boolean isEditRepeated = false;
    for (int i = 0; i < results.size(); i++) {
      ToolResult result = results.get(i);
      boolean isFirst = seen.add(seen(calls.get(i), result));
      isNew |= isFirst && !result.isAlreadyDone();
      isDone &= isFirst && result.isAlreadyDone();
      isEditRepeated |= !isFirst && result.isError() && edits.test(result.toolName());
    }
    if (isDone) {
      return new Advice.GoOn(); // no progress, and no going round either
    }
    idle = isNew ? 0 : idle + 1;
    if (idle >= MOST) {
      return new Advice.End(stuck(calls.getFirst()));
    }
    Optional<String> hint = isNew && isEditRepeated ? Optional.of(ANOTHER_EDIT) : hint(results);
    return hint.<Advice>map(Advice.Hint::new).orElseGet(Advice.GoOn::new);
  }

  private Seen seen(ToolCall call, ToolResult result) {
    return new Seen(
        call.name(), hash(call.arguments().text()), hash(result.text()), files.getAsInt());
  }

  private Optional<String> hint(List<ToolResult> results) {
    if (idle == FIRST_HINT) {
      return Optional.of(
          results.stream().allMatch(ToolResult::isError) ? anotherWay(results) : KNOWN);
    }
    return idle == STRONG_HINT ? Optional.of(STRONG) : Optional.empty();
  }

  private String anotherWay(List<ToolResult> results) {
    return results.stream().anyMatch(result -> edits.test(result.toolName()))
        ? ANOTHER_EDIT
        : ANOTHER_CALL;
  }

  private static final String KNOWN =
      "You have seen this result before, and no file has changed since. Use what you know, and go"
          + " on with the next step.";

  private static final String ANOTHER_EDIT =
      "An edit with the same text as before failed in the same way. Do it another way: read just"
          + " those lines again ("
          + ToolNames.READ_FILE
          + " with offset and limit) and copy `old` from there, or write the whole function anew.";

  private static final String ANOTHER_CALL =
      "The same call failed in the same way. Do it another way, or go on without it and say at the"
          + " end what is missing.";

  private static final String STRONG =
      "Your last replies brought nothing new: the same calls with the same results. Stop repeating"
          + " them. Either do something that you have not tried, or finish now and say plainly what"
          + " is done and what is not.";

  /** 64 bits of FNV-1a: for a set of some thousand texts of one run. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static Stop stuck(ToolCall call) {
    return new Stop(
        ExitCode.FAILED,
        new Problem(
            ProblemCode.STUCK,
            "the model makes no progress",
            MOST
                + " replies in a row brought nothing new, the last of them a call of "
                + call.name(),
            "say in the prompt how to do that step, or use another model"));
  }
}
