package dev.vibe.context.compaction;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolSpec;
import java.util.List;

/**
 * Measure of how much texts take of a window, in characters of code: what is not ASCII weighs more,
 * because vocabularies have fewer long tokens for it.
 */
public final class Weight {

  /**
   * Of an image, at most. Models of Mistral's family scale an image to 1,540 pixels a side and make
   * a token of each 28 by 28 of them and one of each row's end: 55 * 56 tokens. A large screenshot
   * comes near that; a smaller image takes less.
   */
  static final long IMAGE = Math.round(55 * 56 * TokenGauge.USUAL);

  /** Of the names and marks that a template puts around a message or a call. */
  private static final int AROUND = 12;

  private static final int FIRST_NOT_ASCII = 0x80;
  private static final int FIRST_OF_THREE_BYTES = 0x800;

  private Weight() {}

  static long of(String text) {
    long weight = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_NOT_ASCII) {
        weight += c < FIRST_OF_THREE_BYTES ? 1 : 2;
      }
    }
    return weight;
  }

  /** Of what stands before every conversation. */
  public static long of(String systemPrompt, List<ToolSpec> tools) {
    long weight = of(systemPrompt);
    for (ToolSpec tool : tools) {
      weight += of(tool.description()) + tool.name().length() + of(tool.parameters().text());
    }
    return weight;
  }

  /** Of messages whose images, if there are any, are shown and as large as they can be. */
  public static long of(List<Message> messages) {
    return of(messages, IMAGE);
  }

  /** Of messages whose images are not shown. */
  public static long withoutImages(List<Message> messages) {
    return of(messages, 0);
  }

  private static long of(List<Message> messages, long image) {
    long weight = 0;
    for (Message message : messages) {
      weight += of(message, image);
    }
    return weight;
  }

  static long of(Message message) {
    return of(message, IMAGE);
  }

  private static long of(Message message, long image) {
    long weight = AROUND;
    switch (message) {
      case Message.User user -> {
        for (Part part : user.parts()) {
          weight +=
              switch (part) {
                case Part.Text(String text) -> of(text);
                case Part.Attachment(String name, String text) -> AROUND + name.length() + of(text);
                case Part.Image shown -> Math.max(image, AROUND);
              };
        }
      }
      case Message.Assistant(String text, var reasoning, List<ToolCall> calls) -> {
        weight += of(text) + of(reasoning.text());
        for (ToolCall call : calls) {
          weight += AROUND + call.name().length() + of(call.arguments().text());
        }
      }
      case Message.ToolResults(List<ToolResult> results) -> {
        for (ToolResult result : results) {
          weight += AROUND + of(result.forModel());
        }
      }
    }
    return weight;
  }
}
