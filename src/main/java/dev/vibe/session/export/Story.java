package dev.vibe.session.export;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.problem.Problem;
import dev.vibe.text.FileDiff;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Story of a session as it is told: each call with its result and with what it changed.
 *
 * @param start of its first run; empty for a log that was cut off before
 */
record Story(String id, Optional<Event.SessionStarted> start, List<Chapter> chapters) {

  /** Something that happened. */
  sealed interface Chapter {

    Instant at();

    /**
     * The user spoke, or vibe did in their place.
     *
     * @param isPrompt whether a run began with it; else it was said while one went on
     */
    record Asked(Instant at, Message.User message, boolean isPrompt) implements Chapter {}

    /**
     * The model spoke.
     *
     * @param calls that it made, in order
     * @param usage of the reply
     */
    record Replied(Instant at, Message.Assistant message, List<Call> calls, Usage usage)
        implements Chapter {}

    /** A file changed that belongs to no call. */
    record Changed(Instant at, FileDiff diff) implements Chapter {}

    record Committed(Instant at, String id, String message, List<String> files)
        implements Chapter {}

    record Noticed(Instant at, Problem problem) implements Chapter {}

    /** What was said since counts no longer. */
    record WentBack(Instant at) implements Chapter {}

    /**
     * The older part of the conversation gave way to a text.
     *
     * @param usage what the summary took, if the model was asked for one
     */
    record Compacted(Instant at, Event.Compacted event, Usage usage) implements Chapter {}

    record Ended(Instant at, RunResult result) implements Chapter {}
  }

  /**
   * A call.
   *
   * @param result empty where none is known
   */
  record Call(
      ToolCall call,
      String title,
      Optional<ToolResult> result,
      Duration took,
      List<FileDiff> diffs) {
    Call {
      diffs = List.copyOf(diffs);
    }
  }

  Story {
    chapters = List.copyOf(chapters);
  }

  static Story of(String id, List<Envelope> events) {
    Teller teller = new Teller();
    events.forEach(teller::hear);
    return new Story(id, teller.start, teller.told());
  }

  /** Fold over the events. */
  private static final class Teller {

    private Optional<Event.SessionStarted> start = Optional.empty();
    private final List<Chapter> chapters = new ArrayList<>();
    private final Map<CallId, Call> calls = new HashMap<>();
    private Usage usage = Usage.NONE;
    private boolean isRunning;

    void hear(Envelope envelope) {
      Instant at = envelope.at();
      switch (envelope.event()) {
        case Event.SessionStarted started -> start = start.or(() -> Optional.of(started));
        case Event.UserSaid(Message.User message, var by) -> {
          chapters.add(new Chapter.Asked(at, message, !isRunning));
          isRunning = true;
        }
        case Event.AssistantSaid(Message.Assistant message) -> {
          message
              .calls()
              .forEach(
                  call ->
                      put(new Call(call, call.name(), Optional.empty(), Duration.ZERO, List.of())));
          chapters.add(new Chapter.Replied(at, message, List.of(), usage));
          usage = Usage.NONE;
        }
        case Event.ToolCalled(ToolCall call, String title) ->
            put(new Call(call, title, Optional.empty(), Duration.ZERO, List.of()));
        case Event.ToolFinished(ToolResult result, Duration took) -> finished(result, took);
        case Event.FileChanged(List<CallId> by, FileDiff diff, boolean dry) ->
            changed(at, by, diff);
        case Event.Committed(String id, String message, List<String> files) ->
            chapters.add(new Chapter.Committed(at, id, message, files));
        case Event.UsageReported reported -> usage = reported.reply();
        case Event.Compacted compacted -> chapters.add(new Chapter.Compacted(at, compacted, usage));
        case Event.NoticeRaised(var notice) ->
            chapters.add(new Chapter.Noticed(at, notice.problem()));
        case Event.Rewound(int messages) -> chapters.add(new Chapter.WentBack(at));
        case Event.RunEnded(RunResult result) -> {
          chapters.add(new Chapter.Ended(at, result));
          isRunning = false;
        }
        case Event other -> {}
      }
    }

    private void put(Call call) {
      calls.put(call.call().id(), call);
    }

    private void finished(ToolResult result, Duration took) {
      Optional.ofNullable(calls.get(result.callId()))
          .ifPresent(
              call ->
                  put(
                      new Call(
                          call.call(), call.title(), Optional.of(result), took, call.diffs())));
    }

    private void changed(Instant at, List<CallId> by, FileDiff diff) {
      Optional<Call> changer =
          by.stream().flatMap(id -> Optional.ofNullable(calls.get(id)).stream()).findFirst();
      if (changer.isEmpty()) {
        chapters.add(new Chapter.Changed(at, diff));
        return;
      }
      Call call = changer.get();
      List<FileDiff> diffs = new ArrayList<>(call.diffs());
      diffs.add(diff);
      put(new Call(call.call(), call.title(), call.result(), call.took(), diffs));
    }

    /**
     * A call of an earlier reply may have the same id where a server counts anew: the last wins.
     */
    List<Chapter> told() {
      return chapters.stream().map(this::withCalls).toList();
    }

    private Chapter withCalls(Chapter chapter) {
      return chapter instanceof Chapter.Replied replied
          ? new Chapter.Replied(
              replied.at(),
              replied.message(),
              replied.message().calls().stream()
                  .flatMap(call -> Optional.ofNullable(calls.get(call.id())).stream())
                  .toList(),
              replied.usage())
          : chapter;
    }
  }
}
