package dev.vibe.conversation;

import dev.vibe.text.Framing;
import dev.vibe.text.QuotedName;
import java.util.List;
import java.util.stream.Collectors;

/** Entry of a conversation, in the order in which it was said. */
public sealed interface Message {

  /** What the user said. Never empty. */
  record User(List<Part> parts) implements Message {
    public User {
      parts = List.copyOf(parts);
    }

    public static User text(String text) {
      return new User(List.of(new Part.Text(text)));
    }
  }

  /**
   * What the model said: text, calls, or both. {@code reasoning} is kept apart from the answer.
   *
   * @param reasoning empty when the model showed none
   */
  record Assistant(String text, Reasoning reasoning, List<ToolCall> calls) implements Message {
    public Assistant {
      calls = List.copyOf(calls);
    }

    public boolean isEmpty() {
      return text.isBlank() && calls.isEmpty();
    }
  }

  /** The results of the calls of the assistant message before it, in call order, one each. */
  record ToolResults(List<ToolResult> results) implements Message {
    public ToolResults {
      results = List.copyOf(results);
    }
  }

  /** The text of a user message with its attachments, as it is sent where no image is shown. */
  static String textOf(User message) {
    return message.parts().stream().map(Message::text).collect(Collectors.joining("\n\n"));
  }

  private static String text(Part part) {
    return switch (part) {
      case Part.Text(String text) -> text;
      case Part.Attachment(String name, String text) ->
          Framing.of("attachment", " name=" + QuotedName.quoted(name), text);
      case Part.Image image -> text(image.unseen());
    };
  }
}
