package dev.vibe.context;

import dev.vibe.context.compaction.OldOutput;
import dev.vibe.context.compaction.ResultTrimming;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ModelRequest;
import java.util.List;
import java.util.function.Supplier;

/**
 * Builder of each request from the transcript. As long as the conversation fits, a request appends
 * to the one before, but where a long output of a command has grown old and little was said since.
 * When it no longer fits, old tool results are cut in one large step, so that the prefix breaks
 * seldom. Owned by the session's thread.
 */
public final class ContextBuilder {

  /**
   * Assumed when neither the configuration nor the server tells the window: what a local 24B model
   * is commonly started with.
   */
  private static final int ASSUMED_WINDOW = 32_768;

  private final String systemPrompt;
  private final List<ToolSpec> tools;
  private final ResultTrimming trimming;
  private final Supplier<Capabilities> model;
  private int trimmedUpTo;

  /**
   * Starts with an untouched conversation.
   *
   * @param model what is known of it by now. Asked before each request, because servers tell it
   *     late
   */
  public ContextBuilder(String systemPrompt, List<ToolSpec> tools, Supplier<Capabilities> model) {
    this.systemPrompt = systemPrompt;
    this.tools = List.copyOf(tools);
    this.model = model;
    int fixed = systemPrompt.length() + tools.stream().mapToInt(ContextBuilder::size).sum();
    this.trimming = new ResultTrimming(fixed);
  }

  /** Characters that one result may have: a quarter of the window, whatever else is in it. */
  public int resultRoom() {
    int window = withWindow().contextTokens();
    return (int) Math.min(Integer.MAX_VALUE, window * ResultTrimming.CHARS_PER_TOKEN / 4);
  }

  private Capabilities withWindow() {
    Capabilities known = model.get();
    return known.contextTokens() > 0 ? known : known.withContext(ASSUMED_WINDOW);
  }

  /** The next request for this conversation. */
  public ModelRequest request(List<Message> said) {
    List<Message> messages = OldOutput.shortened(said);
    trimming.fit(withWindow());
    if (trimming.exceeds(messages, trimmedUpTo)) {
      trimmedUpTo = trimming.nextBorder(messages, trimmedUpTo);
    }
    return new ModelRequest(systemPrompt, trimming.apply(messages, trimmedUpTo), tools);
  }

  /**
   * The server found the last request too large: plans with a smaller window from now on.
   *
   * @return false when nothing is left that could be cut
   */
  public boolean shrink(List<Message> said) {
    List<Message> messages = OldOutput.shortened(said);
    trimming.halve();
    int border = trimming.nextBorder(messages, trimmedUpTo);
    boolean smaller = border > trimmedUpTo;
    trimmedUpTo = border;
    return smaller;
  }

  private static int size(ToolSpec tool) {
    return tool.name().length() + tool.description().length() + tool.parameters().text().length();
  }
}
