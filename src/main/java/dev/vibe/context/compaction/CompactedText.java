package dev.vibe.context.compaction;

import dev.vibe.text.Truncation;
import dev.vibe.text.Truncation.Keep;
import java.util.ArrayList;
import java.util.List;

/**
 * Text that takes the place of the older part of a conversation: what the record holds, word for
 * word as far as there is room, and what the model made of the rest.
 */
final class CompactedText {

  private static final String HEAD =
      "[The conversation before this was compacted to save context. This stands for it; what"
          + " follows is whole. Go on with the task.]";

  /** A message is never cut to less, so that it stays known what it was about. */
  private static final int SHORTEST = 80;

  /** So much of the last words of the model stays, which a summary may be older than. */
  private static final int LAST_ANSWER = 600;

  private CompactedText() {}

  /**
   * The whole text.
   *
   * @param summary in the words of the model; empty when it wrote none that is of use
   * @param saidRoom characters for what the user said
   */
  static String of(Ledger ledger, String summary, long saidRoom) {
    StringBuilder text = new StringBuilder(HEAD);
    section(text, "The user said, in this order", said(ledger.said(), saidRoom));
    ledger.rules().forEach((name, rules) -> section(text, "Rules of " + name, List.of(rules)));
    section(text, "The plan that the user accepted", nonBlank(ledger.plan()));
    section(text, "The todo list", ledger.todo());
    section(text, "Files changed so far", nonBlank(String.join(", ", ledger.files())));
    section(text, "Commits so far", ledger.commits());
    section(text, "Last commands", ledger.commands());
    section(text, "Your summary of the rest", nonBlank(summary.strip()));
    section(text, "You said last", nonBlank(tail(ledger.answer())));
    return text.toString();
  }

  private static void section(StringBuilder text, String head, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append("\n\n# ").append(head).append('\n').append(String.join("\n", lines));
    }
  }

  private static List<String> nonBlank(String text) {
    return text.isBlank() ? List.of() : List.of(text);
  }

  private static String tail(String answer) {
    return Truncation.chars(answer, new Keep(0, LAST_ANSWER)).text();
  }

  /** Where there is no room for all of it, long messages lose their middle first. */
  private static List<String> said(List<String> messages, long room) {
    List<Integer> lengths = messages.stream().map(String::length).toList();
    int level = Math.max(SHORTEST, Shares.level(lengths, room));
    List<String> lines = new ArrayList<>();
    for (String message : messages) {
      String kept =
          message.length() <= level
              ? message
              : Truncation.chars(message, new Keep(level * 2 / 3, level / 3)).text();
      lines.add("- " + kept.replace("\n", "\n  "));
    }
    return lines;
  }
}
