package dev.vibe.task.replay;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.provider.ModelRequest;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Text of what a model is asked, the same to the byte for the same request, whatever server it
 * would go to. Without what differs from machine to machine and from run to run: folders, names of
 * commits, and how much of a text was cut. Pure.
 */
public final class RequestText {

  /** Told by what a folder holds besides the repository, which a scratch copy does not have. */
  private static final Set<String> OF_THE_PLACE =
      Set.of("changed since", "memory of this repository");

  private static final Pattern COMMIT = Pattern.compile("\\b(?=[a-f]*[0-9])[0-9a-f]{7,40}\\b");

  /** The number counts the letters of folders, too. */
  private static final Pattern CUT = Pattern.compile("(?<=\\[… )\\d+(?= characters left out …])");

  private RequestText() {}

  /**
   * Of a request.
   *
   * @param places puts names in the place of folders
   */
  public static String of(ModelRequest request, UnaryOperator<String> places) {
    StringBuilder text = new StringBuilder();
    text.append("[system]\n").append(request.systemPrompt()).append('\n');
    request.messages().forEach(message -> append(message, text));
    return plain(text.toString(), places);
  }

  /** Of the tools that come with each request of a session. */
  public static String of(List<ToolSpec> tools, UnaryOperator<String> places) {
    StringBuilder text = new StringBuilder();
    for (ToolSpec tool : tools) {
      text.append("[tool ").append(tool.name()).append("]\n").append(tool.description());
      text.append('\n').append(tool.parameters().text()).append('\n');
    }
    return plain(text.toString(), places);
  }

  private static String plain(String text, UnaryOperator<String> places) {
    String named = COMMIT.matcher(places.apply(text)).replaceAll("<commit>");
    return CUT.matcher(named).replaceAll("<number>");
  }

  private static void append(Message message, StringBuilder text) {
    switch (message) {
      case Message.User user -> text.append("[user]\n").append(said(user)).append('\n');
      case Message.Assistant said -> {
        text.append("[assistant]\n").append(said.text()).append('\n');
        for (ToolCall call : said.calls()) {
          text.append("[call ").append(call.name()).append("] ");
          text.append(call.arguments().text()).append('\n');
        }
      }
      case Message.ToolResults results -> {
        for (ToolResult result : results.results()) {
          text.append("[result ").append(result.toolName()).append("]\n");
          text.append(result.forModel()).append('\n');
        }
      }
    }
  }

  private static String said(Message.User user) {
    return Message.textOf(
        new Message.User(user.parts().stream().filter(part -> !isOfThePlace(part)).toList()));
  }

  /** Whether a part tells of the place where a session runs. */
  public static boolean isOfThePlace(Part part) {
    return part instanceof Part.Attachment(String name, String text) && OF_THE_PLACE.contains(name);
  }
}
