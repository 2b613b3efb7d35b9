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
   * @param commits that were made in it, full object names; some may be gone
   * @param result empty for one that goes on, or was cut off
   */
  public record Run(Instant at, String prompt, List<String> commits, Optional<RunResult> result) {
    public Run {
      commits = List.copyOf(commits);
    }

    private Run with(String commit) {
      List<String> all = new ArrayList<>(commits);
      all.add(commit);
      return new Run(at, prompt, all, result);
    }

    private Run with(RunResult end) {
      return new Run(at, prompt, commits, Optional.of(end));
    }
  }

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
        case Event.UserSaid(Message.User message, var by) when !isSteering(runs) ->
            runs.add(new Run(each.at(), text(message), List.of(), Optional.empty()));
        // Also between two runs: the person who commits there commits what the last one did.
        case Event.Committed(String id, String message, List<String> files)
            when !runs.isEmpty() && !id.isEmpty() ->
            runs.add(runs.removeLast().with(id));
        case Event.RunEnded(RunResult result) -> {
          if (isSteering(runs)) {
            runs.add(runs.removeLast().with(result));
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
