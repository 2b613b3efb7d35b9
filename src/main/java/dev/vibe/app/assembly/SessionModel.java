package dev.vibe.app.assembly;

import dev.vibe.provider.Capabilities;
import dev.vibe.provider.ChatModel;
import dev.vibe.tool.Tool;
import java.util.ArrayList;
import java.util.List;

/**
 * Model that answers in a session, with what belongs to it alone.
 *
 * @param usualContext the window to plan for when the server does not tell its own, in tokens; 0
 *     when that is not known either
 * @param tools that belong to this model alone
 */
public record SessionModel(ChatModel chat, int usualContext, List<Tool<?>> tools) {

  public SessionModel {
    tools = List.copyOf(tools);
  }

  public SessionModel(ChatModel chat, int usualContext) {
    this(chat, usualContext, List.of());
  }

  /** The same with one tool more, behind the others. */
  public SessionModel with(Tool<?> tool) {
    return with(List.of(tool));
  }

  /** The same with more tools, behind the others. */
  SessionModel with(List<Tool<?>> added) {
    List<Tool<?>> more = new ArrayList<>(tools);
    more.addAll(added);
    return new SessionModel(chat, usualContext, more);
  }

  /** The window as it is known by now, in tokens; 0 when it is not. */
  public int window() {
    return capabilities().contextTokens();
  }

  /** What is known of it by now; a window of 0 tokens is not known. */
  Capabilities capabilities() {
    Capabilities known = chat.capabilities();
    return known.contextTokens() > 0 ? known : known.withContext(usualContext);
  }
}
