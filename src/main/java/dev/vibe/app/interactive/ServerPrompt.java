package dev.vibe.app.interactive;

import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.repl.state.Input;
import java.util.regex.Pattern;

/** Prompt of an MCP server: somebody else's words, which a person has asked for by a command. */
final class ServerPrompt {

  /** Where a word may name a file; a server is not to say which files go along. */
  private static final Pattern MENTION = Pattern.compile("(?<!\\S)(?=[@/\"'])");

  private ServerPrompt() {}

  /**
   * What goes on with it. Blocks on the server.
   *
   * @throws dev.vibe.problem.VibeException when the server does not word it
   */
  static Input worded(ActiveConversation conversation, String command, String arguments)
      throws InterruptedException {
    String text = conversation.serverPrompt(command, arguments);
    return new Input.GoneOn(withoutMentions(text));
  }

  static String withoutMentions(String text) {
    return MENTION.matcher(text).replaceAll("\\\\");
  }
}
