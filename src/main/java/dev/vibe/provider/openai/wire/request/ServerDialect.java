package dev.vibe.provider.openai.wire.request;

import dev.vibe.model.ServerKind;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Policy of what a server takes in a request, as far as it is known.
 *
 * @param kind whose rules it follows
 * @param refusedFields optional fields it has refused in this session, and {@code
 *     tool_choice=VALUE} for each value it refused, and {@link RequestFields#USER_AFTER_RESULT};
 *     they are not sent again
 */
public record ServerDialect(ServerKind kind, Set<String> refusedFields) {

  public ServerDialect {
    refusedFields = Set.copyOf(refusedFields);
  }

  /** Of a server that has refused nothing yet. */
  public static ServerDialect of(URI baseUrl) {
    String host = baseUrl.getHost() == null ? "" : baseUrl.getHost();
    return new ServerDialect(ServerKind.ofHost(host), Set.of());
  }

  ServerDialect without(String field) {
    Set<String> refused = new TreeSet<>(refusedFields);
    refused.add(field);
    return new ServerDialect(kind, refused);
  }

  boolean takes(String field) {
    return !refusedFields.contains(field);
  }

  /** Mistral's own API has a schema of its own; all others follow that of OpenAI. */
  private boolean isMistral() {
    return switch (kind) {
      case MISTRAL -> true;
      case VLLM, LLAMA_CPP, OLLAMA, LM_STUDIO, SGLANG, UNKNOWN -> false;
    };
  }

  /**
   * How this server is told that a tool has to be called, as far as is known; empty when it takes
   * no word for it. OpenAI and vLLM know no {@code any}; Mistral's older models know nothing else.
   */
  public String toolChoice() {
    List<String> words = isMistral() ? List.of("any", "required") : List.of("required", "any");
    return words.stream().filter(word -> takes(toolChoiceField(word))).findFirst().orElse("");
  }

  /** The name of the field that limits the output. */
  String limitField() {
    return takes(RequestFields.LIMIT_NAME)
        ? RequestFields.MAX_TOKENS
        : RequestFields.MAX_COMPLETION_TOKENS;
  }

  /**
   * Whether it counts the tokens of a stream only when it is asked to. Mistral's counts come
   * unasked, and its schema refuses every field that it does not name.
   */
  boolean isAskedForUsage() {
    return !isMistral();
  }

  /** Whether a key raises the chance that it has kept what it read of a session. */
  boolean takesCacheKey() {
    return isMistral();
  }

  /**
   * Whether a user's message may follow a result. Chat templates of Mistral's models up to 2512,
   * its API and vLLM's reader of its format until April 2026 refuse that; the others take it.
   */
  boolean takesUserAfterResult() {
    return takes(RequestFields.USER_AFTER_RESULT);
  }

  /** Whether reasoning is a list of chunks within the content, and not a field beside it. */
  boolean thinksInChunks() {
    return isMistral();
  }

  /** The name under which a refused value of {@code tool_choice} is kept. */
  static String toolChoiceField(String word) {
    return RequestFields.TOOL_CHOICE + "=" + word;
  }
}
