package dev.vibe.context;

import dev.vibe.context.compaction.TokenGauge;
import dev.vibe.context.compaction.Weight;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * Use of a model's window by the next request.
 *
 * @param window tokens of all of it
 * @param isWindowKnown false where the window is assumed
 */
public record ContextUse(List<Part> parts, long window, boolean isWindowKnown) {

  /** Part of a request, and the tokens that it takes. */
  public record Part(String name, long tokens) {}

  /**
   * Means to count with.
   *
   * @param tokens of a weight
   */
  record Measure(LongUnaryOperator tokens, long window, boolean isWindowKnown) {}

  public ContextUse {
    parts = List.copyOf(parts);
  }

  public long used() {
    return parts.stream().mapToLong(Part::tokens).sum();
  }

  /** Of a conversation alone, without what stands before it, by a plain estimate. */
  public static ContextUse ofConversation(List<Message> messages) {
    return of(new Measure(new TokenGauge()::tokens, 0, false), "", List.of(), messages);
  }

  static ContextUse of(
      Measure measure, String systemPrompt, List<ToolSpec> tools, List<Message> messages) {
    List<Message> said = new ArrayList<>();
    List<Message> replies = new ArrayList<>();
    List<Message> results = new ArrayList<>();
    for (Message message : messages) {
      switch (message) {
        case Message.User user -> said.add(user);
        case Message.Assistant reply -> replies.add(reply);
        case Message.ToolResults result -> results.add(result);
      }
    }
    long all = Weight.of(systemPrompt, tools) + Weight.of(messages);
    long tokens = measure.tokens.applyAsLong(all);
    List<Part> parts =
        List.of(
            share("instructions", Weight.of(systemPrompt, List.of()), all, tokens),
            share("tools", Weight.of("", tools), all, tokens),
            share("you said", Weight.of(said), all, tokens),
            share("replies", Weight.of(replies), all, tokens),
            share("results", Weight.of(results), all, tokens));
    return new ContextUse(parts, measure.window, measure.isWindowKnown);
  }

  private static Part share(String name, long weight, long all, long tokens) {
    return new Part(name, all == 0 ? 0 : Math.round((double) weight / all * tokens));
  }
}
