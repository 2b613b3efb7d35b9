package dev.vibe.context.compaction;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolResult;
import dev.vibe.text.Truncation;
import dev.vibe.text.Truncation.Keep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Policy that shortens the long output of a command a few replies later, when the model has made of
 * it what it could, and has a file with all of it. Servers then have to read anew what was said
 * since: it is done where that is less than what goes, so that it pays with the next request. Pure:
 * what becomes of a result follows from what was said up to the reply that decides, so each breaks
 * the prefix once, and a session that is taken up again goes on with the same bytes.
 */
public final class OldOutput {

  /** Characters of an output that is worth it. */
  private static final int LONG = 8_000;

  /** Replies after it that still see the whole. */
  private static final int REPLIES = 3;

  private static final Keep KEPT = new Keep(1_000, 2_000);

  private OldOutput() {}

  /** The conversation with them shortened; the very list when there are none. */
  public static List<Message> shortened(List<Message> messages) {
    Map<Integer, Message> shortened = new HashMap<>();
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i) instanceof Message.ToolResults(List<ToolResult> results)
          && results.stream().anyMatch(OldOutput::isLong)
          && pays(messages, i, results)) {
        shortened.put(i, new Message.ToolResults(results.stream().map(OldOutput::cut).toList()));
      }
    }
    if (shortened.isEmpty()) {
      return messages;
    }
    List<Message> out = new ArrayList<>(messages);
    shortened.forEach(out::set);
    return out;
  }

  private static boolean isLong(ToolResult result) {
    return result.text().length() > LONG && !Pruning.where(result).isEmpty();
  }

  private static boolean pays(List<Message> messages, int index, List<ToolResult> results) {
    long saved = results.stream().mapToLong(result -> saved(result)).sum();
    long since = 0;
    int replies = 0;
    for (int i = index + 1; i < messages.size() && replies < REPLIES; i++) {
      since += Weight.of(messages.get(i));
      replies += messages.get(i) instanceof Message.Assistant ? 1 : 0;
    }
    return replies == REPLIES && since < saved;
  }

  private static long saved(ToolResult result) {
    return isLong(result) ? result.text().length() - cut(result).text().length() : 0;
  }

  private static ToolResult cut(ToolResult result) {
    return isLong(result)
        ? new ToolResult(
            result.callId(),
            result.toolName(),
            result.outcome(),
            Truncation.chars(result.text(), KEPT).text()
                + "\n(cut to save context"
                + Pruning.where(result)
                + ")",
            result.facts())
        : result;
  }
}
