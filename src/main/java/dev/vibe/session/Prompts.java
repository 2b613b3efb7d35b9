package dev.vibe.session;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.EventSink;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Prompts of the user, one a run, as a fold of the events. Has to see each event right after the
 * transcript did. Written by the thread that owns the session.
 */
public final class Prompts implements EventSink {

  private final Transcript transcript;
  private final List<Prompt> standing = new ArrayList<>();
  private int runs;
  private boolean isRunning;

  public Prompts(Transcript transcript) {
    this.transcript = transcript;
  }

  /**
   * A prompt.
   *
   * @param run counts all prompts of the session, from 1, also those that were taken back
   * @param messagesBefore what the transcript held before it
   * @param text as typed, without attachments
   */
  public record Prompt(int run, int messagesBefore, String text) {}

  @Override
  public void accept(Envelope envelope) {
    switch (envelope.event()) {
      case Event.UserSaid(Message.User message, var by) when !isRunning -> {
        isRunning = true;
        standing.add(new Prompt(++runs, transcript.size() - 1, text(message)));
      }
      case Event.Rewound(int messages) ->
          standing.removeIf(prompt -> prompt.messagesBefore() >= messages);
      case Event.RunEnded e -> isRunning = false;
      case Event.SessionStarted e -> isRunning = false; // the run before was cut off
      case Event other -> {}
    }
  }

  /** The events of a log without what was taken back; what it cost stays. */
  public static List<Envelope> standing(List<Envelope> events) {
    Transcript transcript = new Transcript();
    List<Placed> kept = new ArrayList<>();
    for (Envelope each : events) {
      if (each.event() instanceof Event.Rewound(int messages)) {
        kept.removeIf(placed -> placed.messagesBefore() >= messages && !placed.isSpent());
      } else {
        kept.add(new Placed(each, transcript.size()));
      }
      transcript.add(each.event());
    }
    return kept.stream().map(Placed::envelope).toList();
  }

  /** An event, and what the transcript held before it. */
  private record Placed(Envelope envelope, int messagesBefore) {
    boolean isSpent() {
      return envelope.event() instanceof Event.UsageReported
          || envelope.event() instanceof Event.RunEnded;
    }
  }

  private static String text(Message.User message) {
    return message.parts().stream()
        .filter(part -> part instanceof Part.Text)
        .map(part -> ((Part.Text) part).text())
        .collect(Collectors.joining("\n"));
  }

  /** Those that still count, oldest first. */
  public List<Prompt> standing() {
    return List.copyOf(standing);
  }

  /** How many there ever were. */
  public int runs() {
    return runs;
  }
}
