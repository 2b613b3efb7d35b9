package dev.vibe.context.compaction;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.provider.Capabilities;
import dev.vibe.text.Truncation;
import dev.vibe.text.Truncation.Keep;
import java.util.ArrayList;
import java.util.List;

/**
 * Policy that shortens a conversation by cutting old tool results, which are most of any
 * conversation and can be had again, and old images. What the user and the model said is never
 * touched, nor is what is newest.
 */
public final class ResultTrimming {

  /** Characters a token on average in code; low, so that the estimate errs on the safe side. */
  public static final double CHARS_PER_TOKEN = 3.2;

  /** Share of the window that the conversation may fill; the rest is for the reply. */
  private static final double FULL = 0.8;

  /** Share that is aimed at when cutting, so that the next cut is many turns away. */
  private static final double AIM = 0.4;

  /**
   * Characters that an image takes the place of, at most. Models of Mistral's family scale an image
   * to 1,540 pixels a side and make a token of each 28 by 28 of them and one of each row's end: 55
   * * 56 tokens. A large screenshot comes near that; a smaller image takes less.
   */
  private static final long IMAGE_CHARS = Math.round(55 * 56 * CHARS_PER_TOKEN);

  /** What stays of an old result. */
  private static final int KEPT_CHARS = 400;

  /** So many messages at the end are never cut. */
  private static final int NEWEST = 4;

  private static final String READERS = ToolNames.READ_FILE + " or " + ToolNames.GREP;

  private final int fixedChars;
  private double windowChars;
  private long imageChars = IMAGE_CHARS;
  private double share = 1;

  public ResultTrimming(int fixedChars) {
    this.fixedChars = fixedChars;
  }

  /** What the model takes, whose window is known. An image that it is not shown weighs nothing. */
  public void fit(Capabilities model) {
    windowChars = model.contextTokens() * CHARS_PER_TOKEN * share;
    imageChars = model.vision().sees() ? IMAGE_CHARS : 0;
  }

  /** The server has shown that the window is smaller than it was thought to be. */
  public void halve() {
    share /= 2;
    windowChars /= 2;
  }

  public boolean exceeds(List<Message> messages, int border) {
    return size(apply(messages, border)) > FULL * windowChars;
  }

  /**
   * The index up to which results have to be cut to come down to the aim; never before {@code
   * border}.
   */
  public int nextBorder(List<Message> messages, int border) {
    int next = border;
    int last = Math.max(border, messages.size() - NEWEST);
    long size = size(apply(messages, border));
    while (next < last && size > AIM * windowChars) {
      size -= chars(messages.get(next)) - chars(cut(messages.get(next)));
      next++;
    }
    return next;
  }

  /** The conversation with the results before {@code border} cut, and the images left out. */
  public List<Message> apply(List<Message> messages, int border) {
    if (border == 0) {
      return messages;
    }
    List<Message> out = new ArrayList<>(messages.size());
    for (int i = 0; i < messages.size(); i++) {
      out.add(i < border ? cut(messages.get(i)) : messages.get(i));
    }
    return out;
  }

  private static Message cut(Message message) {
    return switch (message) {
      case Message.User user -> withoutImages(user);
      case Message.Assistant assistant -> assistant;
      case Message.ToolResults(List<ToolResult> results) ->
          new Message.ToolResults(results.stream().map(ResultTrimming::cut).toList());
    };
  }

  private static Message.User withoutImages(Message.User user) {
    return images(user) == 0
        ? user
        : new Message.User(
            user.parts().stream()
                .map(part -> part instanceof Part.Image image ? image.unseen() : part)
                .toList());
  }

  private static long images(Message.User user) {
    return user.parts().stream().filter(part -> part instanceof Part.Image).count();
  }

  private static ToolResult cut(ToolResult result) {
    if (result.text().length() <= KEPT_CHARS) {
      return result;
    }
    String kept = Truncation.chars(result.text(), new Keep(KEPT_CHARS, 0)).text();
    return new ToolResult(
        result.callId(),
        result.toolName(),
        result.outcome(),
        kept + "\n(cut to save context" + where(result) + ")",
        result.facts());
  }

  /** Where the rest of a result is, for whoever is shown a part of it; empty when nowhere. */
  static String where(ToolResult result) {
    return result.facts().stream()
        .filter(fact -> fact instanceof ToolFact.OutputFile)
        .map(fact -> ((ToolFact.OutputFile) fact).file())
        .map(file -> "; the whole is in " + file + ", for " + READERS)
        .findFirst()
        .orElse("");
  }

  private long size(List<Message> messages) {
    return fixedChars + messages.stream().mapToLong(this::chars).sum();
  }

  private long chars(Message message) {
    return chars(message, imageChars);
  }

  /** With images as large as they can be. */
  static long mostChars(Message message) {
    return chars(message, IMAGE_CHARS);
  }

  private static long chars(Message message, long imageChars) {
    return switch (message) {
      case Message.User user -> Message.textOf(user).length() + images(user) * imageChars;
      case Message.Assistant(String text, var reasoning, List<ToolCall> calls) ->
          text.length()
              + calls.stream()
                  .mapToLong(c -> c.name().length() + c.arguments().text().length())
                  .sum();
      case Message.ToolResults(List<ToolResult> results) ->
          results.stream().mapToLong(r -> r.forModel().length()).sum();
    };
  }
}
