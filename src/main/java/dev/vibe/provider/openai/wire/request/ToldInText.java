package dev.vibe.provider.openai.wire.request;

import dev.vibe.conversation.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Converter of turns for a chat template that leaves out some of what stands beside the text of
 * messages: it is told in their text, too, where every template shows it. Pure functions.
 */
final class ToldInText {

  private ToldInText() {}

  /** What the model called; the calls themselves stay, as results name them. */
  static List<Turn> calls(List<Turn> turns) {
    return turns.stream().map(ToldInText::call).toList();
  }

  private static Turn call(Turn turn) {
    return switch (turn) {
      case Turn.Assistant assistant ->
          new Turn.Assistant(
              PlainTextHistory.text(assistant), assistant.reasoning(), assistant.calls());
      case Turn.User other -> other;
      case Turn.Filler other -> other;
      case Turn.Result other -> other;
    };
  }

  /** The system prompt begins the first message, which is always the user's. */
  static List<Turn> systemPrompt(String prompt, List<Turn> turns) {
    if (prompt.isBlank()) {
      return turns;
    }
    List<Turn> all = new ArrayList<>(turns);
    List<Message.User> said = new ArrayList<>(List.of(Message.User.text(prompt)));
    switch (turns.getFirst()) {
      case Turn.User(List<Message.User> first) -> {
        said.addAll(first);
        all.removeFirst();
      }
      case Turn.Filler(Turn.Role role, String text) -> {
        said.add(Message.User.text(text));
        all.removeFirst();
      }
      case Turn.Assistant other -> {}
      case Turn.Result other -> {}
    }
    all.addFirst(new Turn.User(List.copyOf(said)));
    return List.copyOf(all);
  }
}
