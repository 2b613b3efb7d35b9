package dev.vibe.session;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * History of a session, a run after the other.
 *
 * @param mode that it began with
 */
public record SessionHistory(Instant began, String mode, List<Run> runs) {

  /**
   * Run of a session.
   *
   * @param prompt what the user wrote, without what came along
   * @param result empty for one that goes on, or was cut off
   */
  public record Run(Instant at, String prompt, Optional<RunResult> result) {}

  public SessionHistory {
    runs = List.copyOf(runs);
  }

  /** The fold of the events of a log. */
  static SessionHistory of(List<Envelope> events) {
    List<Run> runs = new ArrayList<>();
    Instant began = events.isEmpty() ? Instant.EPOCH : events.getFirst().at();
    String mode = "";
    for (Envelope each : events) {
      switch (each.event()) {
        case Event.SessionStarted started -> mode = mode.isEmpty() ? started.mode() : mode;
        case Event.UserSaid(Message.User message) when !isSteering(runs) ->
            runs.add(new Run(each.at(), text(message), Optional.empty()));
        case Event.RunEnded(RunResult result) -> {
          if (isSteering(runs)) {
            Run open = runs.removeLast();
            runs.add(new Run(open.at(), open.prompt(), Optional.of(result)));
          }
        }
        case Event other -> {}
      }
    }
    return new SessionHistory(began, mode, runs);
  }

  /** What is said while a run goes on belongs to it. */
  private static boolean isSteering(List<Run> runs) {
    return !runs.isEmpty() && runs.getLast().result().isEmpty();
  }

  static String text(Message.User message) {
    return message.parts().stream()
        .filter(Part.Text.class::isInstance)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining("\n"))
        .strip();
  }
}
