package dev.vibe.task.replay;

import dev.vibe.context.ContextBuilder;
import dev.vibe.context.compaction.CompactionPlan;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Decider;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.provider.Capabilities;
import dev.vibe.session.Transcript;
import dev.vibe.task.replay.Recording.Decision;
import dev.vibe.task.replay.Recording.Decision.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Recording out of the log of a session: its requests as today's code would build them of what was
 * said then, behind the system prompt that was kept. Pure.
 *
 * @param cassette the model's side
 * @param systemPrompt as it was told
 * @param places puts names in the place of folders
 */
public record SessionRecording(
    List<Envelope> events, String cassette, String systemPrompt, UnaryOperator<String> places) {

  public SessionRecording {
    events = List.copyOf(events);
  }

  /**
   * The recording, without requests.
   *
   * @param files what a file held at the start; empty for one that was not there
   */
  public Recording of(
      Recording.Terms terms, Recording.Start start, Function<String, Optional<String>> files) {
    return new Recording(
        terms,
        start,
        said(),
        decisions(),
        places.apply(cassette),
        "",
        List.of(),
        RecordedEnd.of(events, files));
  }

  /** The window of the model as it was known first, in tokens; 0 when it never was. */
  public int window() {
    return events.stream()
        .map(each -> each.event() instanceof Event.UsageReported usage ? usage.window() : 0)
        .filter(window -> window > 0)
        .findFirst()
        .orElse(0);
  }

  private Recording.Said said() {
    List<List<Part>> prompts = new ArrayList<>();
    List<Recording.Steering> steering = new ArrayList<>();
    List<Integer> compactions = new ArrayList<>();
    boolean isRunning = false;
    int requests = 0;
    for (Envelope each : events) {
      switch (each.event()) {
        case Event.UserSaid(Message.User said, var by) -> {
          List<Part> parts =
              said.parts().stream().filter(part -> !RequestText.isOfThePlace(part)).toList();
          if (!isRunning) {
            prompts.add(parts);
          } else if (by == Event.UserSaid.Author.USER) {
            steering.add(new Recording.Steering(requests, parts));
          }
          isRunning = true;
        }
        case Event.AssistantSaid e -> requests++;
        case Event.Compacted compacted -> {
          requests++;
          if (compacted.reason() == Event.Compacted.Reason.ASKED) {
            compactions.add(prompts.size());
          }
        }
        case Event.RunEnded e -> isRunning = false;
        case Event.SessionStarted e -> isRunning = false;
        case Event other -> {}
      }
    }
    return new Recording.Said(prompts, steering, compactions);
  }

  private List<Decision> decisions() {
    List<Decision> decisions = new ArrayList<>();
    for (Envelope each : events) {
      if (each.event()
          instanceof
          Event.ApprovalDecided(var id, String subject, boolean granted, var by, var r)) {
        Verdict verdict =
            granted ? Verdict.YES : by instanceof Decider.Nobody ? Verdict.NOBODY : Verdict.NO;
        decisions.add(new Decision(subject, verdict));
      }
    }
    return decisions;
  }

  /**
   * The requests as texts, also those for summaries, as the window made them.
   *
   * @param tools that went along; they take a part of the window
   */
  public List<String> requests(List<ToolSpec> tools) {
    int window = window();
    ContextBuilder context =
        new ContextBuilder(
            systemPrompt,
            tools,
            () -> Capabilities.UNKNOWN.withContext(window),
            ContextBuilder.Compactions.WHEN_ASKED);
    Transcript transcript = new Transcript();
    List<String> requests = new ArrayList<>();
    Usage usage = Usage.NONE;
    for (Envelope each : events) {
      switch (each.event()) {
        case Event.UsageReported reported -> usage = reported.reply();
        case Event.AssistantSaid e -> {
          context.isFull(transcript.messages());
          requests.add(RequestText.of(context.request(transcript.messages()), places));
          context.counted("recorded", usage);
        }
        case Event.Compacted e -> {
          summary(context, transcript).ifPresent(requests::add);
          context.compacted();
        }
        case Event other -> {}
      }
      transcript.add(each.event());
    }
    return requests;
  }

  private Optional<String> summary(ContextBuilder context, Transcript transcript) {
    context.isFull(transcript.messages());
    Optional<CompactionPlan> plan =
        context.compaction(transcript.messages(), transcript.whole(), transcript.compacted());
    return plan.map(there -> RequestText.of(there.request(context.like(List.of()), ""), places));
  }
}
