package dev.vibe.provider.openai;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Usage;
import dev.vibe.model.ServerKind;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelRequest;

/**
 * Detector of a chat template that has no place for the results of tools: the tokens of the prompt
 * then do not grow by what was sent, as each word of it is at least one. One thread.
 */
final class ToolWatch {

  /** Shorter results say nothing for sure. */
  private static final long LEAST_WORDS = 60;

  private long lastTokens;

  /**
   * Words of a request that are at least a token each wherever they are shown.
   *
   * @param asked by the system prompt and the user
   * @param replied by the model, last
   * @param results of the calls of that reply; 0 where the tokens would not tell
   */
  record Words(long asked, long replied, long results) {

    private static final Words NONE = new Words(0, 0, 0);

    /** Nothing of reasoning and images can be told, which templates treat as they like. */
    static Words of(ModelRequest request) {
      int last = request.messages().size() - 1;
      if (last < 1
          || !(request.messages().get(last) instanceof Message.ToolResults results)
          || !(request.messages().get(last - 1) instanceof Message.Assistant reply)) {
        return NONE;
      }
      long asked = words(request.systemPrompt());
      for (Message message : request.messages()) {
        switch (message) {
          case Message.User user
              when user.parts().stream().anyMatch(Part.Image.class::isInstance) -> {
            return NONE;
          }
          case Message.User user -> asked += words(Message.textOf(user));
          case Message.Assistant assistant when !assistant.reasoning().isEmpty() -> {
            return NONE;
          }
          case Message.Assistant assistant -> {}
          case Message.ToolResults other -> {}
        }
      }
      long told = results.results().stream().mapToLong(result -> words(result.text())).sum();
      return new Words(asked, words(reply.text()), told);
    }

    private static long words(String text) {
      long words = 0;
      boolean inside = false;
      for (int i = 0; i < text.length(); i++) {
        boolean now = Character.isLetterOrDigit(text.charAt(i));
        words += now && !inside ? 1 : 0;
        inside = now;
      }
      return words;
    }
  }

  /** A request, and what the server read of it. */
  record Exchange(Words words, ContextWatch.Course course, Usage usage) {}

  /** Whether the results that a request brought are missing in what the server read. */
  boolean missesResults(Exchange exchange) {
    long before = lastTokens;
    lastTokens = exchange.usage().inputTokens();
    long grown = lastTokens - before;
    Words words = exchange.words();
    return exchange.course() == ContextWatch.Course.CONTINUES
        && words.results() >= LEAST_WORDS
        // A server that counts otherwise, or cuts the conversation, tells nothing by it.
        && before >= words.asked()
        && grown > 0
        && grown < words.replied() + words.results() / 2;
  }

  static Problem problem(ServerKind kind) {
    return new Problem(
        ProblemCode.TOOLS_NOT_SHOWN,
        "the chat template of " + kind.label() + " leaves out what tools answer",
        "it has no place for tools; they are now told as plain text, which models follow less well",
        "use a model, or a template (llama.cpp: --chat-template-file), that is made for tools");
  }
}
