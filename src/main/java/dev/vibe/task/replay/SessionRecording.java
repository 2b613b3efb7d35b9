package dev.vibe.task.replay;

import dev.vibe.context.ContextBuilder;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
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
 * said then, behind the system prompt that was kept. What was said while a run went on is left out.
 * Pure.
 *
 * @param cassette the model's side
 * @param systemPrompt as it was told
 */
public record SessionRecording(List<Envelope> events, String cassette, String systemPrompt) {

  public SessionRecording {
    events = List.copyOf(events);
  }

  /**
   * The recording.
   *
   * @param places puts names in the place of folders
   * @param files what a file held at the start; empty for one that was not there
   */
  public Recording of(
      Recording.Terms terms,
      Recording.Start start,
      UnaryOperator<String> places,
      Function<String, Optional<String>> files) {
    return new Recording(
        terms,
        start,
        prompts(),
        decisions(),
        places.apply(cassette),
        "",
        requests(places),
        RecordedEnd.of(events, files));
  }

  private List<List<Part>> prompts() {
    List<List<Part>> prompts = new ArrayList<>();
    boolean isRunning = false;
    for (Envelope each : events) {
      switch (each.event()) {
        case Event.UserSaid(Message.User said) -> {
          if (!isRunning) {
            prompts.add(
                said.parts().stream().filter(part -> !RequestText.isOfThePlace(part)).toList());
          }
          isRunning = true;
        }
        case Event.RunEnded e -> isRunning = false;
        case Event.SessionStarted e -> isRunning = false;
        case Event other -> {}
      }
    }
    return prompts;
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

  private List<String> requests(UnaryOperator<String> places) {
    ContextBuilder context =
        new ContextBuilder(
            systemPrompt,
            List.of(),
            () -> Capabilities.UNKNOWN,
            ContextBuilder.Compactions.WHEN_ASKED);
    Transcript transcript = new Transcript();
    List<String> requests = new ArrayList<>();
    for (Envelope each : events) {
      if (each.event() instanceof Event.AssistantSaid) {
        requests.add(RequestText.of(context.request(transcript.messages()), places));
      }
      transcript.add(each.event());
    }
    return requests;
  }
}
