package dev.vibe.task.replay;

import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Part of a session's log that can be played again: all of it, or what came before the conversation
 * was compacted because the server refused it, for the log does not hold refusals. Pure.
 *
 * @param events of it, in order
 * @param leftOut what is not played, for people, a line each
 */
public record PlayablePart(List<Envelope> events, List<String> leftOut) {

  /** As the system prompt has told it; see {@code context.Fragment}. */
  private static final Pattern NOT_COMMITTED =
      Pattern.compile("(?m)^(staged by the user|changed by the user|untracked|in conflict)\\b");

  public PlayablePart {
    events = List.copyOf(events);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * What of a whole log can be played.
   *
   * @param systemPrompt as it was told
   */
  public static PlayablePart of(List<Envelope> all, String systemPrompt) {
    int end = 0;
    while (end < all.size() && !isRefusal(all.get(end).event())) {
      end++;
    }
    List<Envelope> played = all.subList(0, end);
    List<String> leftOut = new ArrayList<>();
    if (end < all.size()) {
      leftOut.add(
          "what came after the server refused a request as too large: %d of %d replies"
              .formatted(replies(all) - replies(played), replies(all)));
    }
    if (NOT_COMMITTED.matcher(systemPrompt).find()) {
      leftOut.add("what was not committed when it began");
    }
    return new PlayablePart(played, leftOut);
  }

  private static boolean isRefusal(Event event) {
    return event instanceof Event.Compacted compacted
        && compacted.reason() == Event.Compacted.Reason.REFUSED;
  }

  /** Whether the log goes on behind it. */
  public boolean isCut(List<Envelope> all) {
    return events.size() < all.size();
  }

  /** Whether there is anything to play. */
  public boolean isEmpty() {
    return replies(events) == 0;
  }

  private static int replies(List<Envelope> events) {
    return (int)
        events.stream().filter(each -> each.event() instanceof Event.AssistantSaid).count();
  }
}
