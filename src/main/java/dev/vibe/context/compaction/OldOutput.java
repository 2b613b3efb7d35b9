package dev.vibe.context.compaction;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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

  /** Characters of whole lines that stay of its head and its end, and of failures between them. */
  private static final int HEAD = 1_000;

  private static final int TAIL = 2_000;
  private static final int FAILURES = 1_000;

  private static final int LONGEST_FAILURE = 200;

  /** What a test runner, a compiler or a program says of a failure, and how many there were. */
  private static final Pattern FAILURE =
      Pattern.compile(
          "\\bFAIL(?:ED|URES?|S)?\\b|\\b(?:ERROR|Error|error|fatal|panicked|Traceback|not ok)\\b"
              + "|(?:Error|Exception):|\\b\\d+ (?:failed|failing|passed|passing|failures?)\\b"
              + "|\\bTests run:|\\btest result:|[✗✘✕✖]");

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
            ends(result.text()) + "\n(cut to save context" + Pruning.where(result) + ")",
            result.facts())
        : result;
  }

  /** Its first and last lines, and those between them that tell a failure, with their numbers. */
  private static String ends(String text) {
    List<String> lines = List.of(text.split("\n", -1));
    int head = 0;
    for (int left = HEAD; head < lines.size(); head++) {
      left -= lines.get(head).length() + 1;
      if (left < 0) {
        break;
      }
    }
    int tail = lines.size();
    for (int left = TAIL; tail > head; tail--) {
      left -= lines.get(tail - 1).length() + 1;
      if (left < 0) {
        break;
      }
    }
    List<String> out = new ArrayList<>(lines.subList(0, head));
    List<String> failures = failures(lines, head, tail);
    if (tail > head) {
      out.add(
          "[lines "
              + (head + 1)
              + "-"
              + tail
              + " of this result left out"
              + (failures.isEmpty() ? "]" : ", but for:]"));
    }
    out.addAll(failures);
    out.addAll(lines.subList(tail, lines.size()));
    return String.join("\n", out);
  }

  private static List<String> failures(List<String> lines, int from, int to) {
    List<String> failures = new ArrayList<>();
    int left = FAILURES;
    for (int i = from; i < to && left > 0; i++) {
      String line = lines.get(i);
      if (line.length() <= LONGEST_FAILURE && FAILURE.matcher(line).find()) {
        failures.add((i + 1) + ":" + line);
        left -= line.length() + 1;
      }
    }
    return failures;
  }
}
