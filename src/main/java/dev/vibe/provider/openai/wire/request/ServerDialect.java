package dev.vibe.provider.openai.wire.request;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server takes, as far as it is known.
 *
 * @param family whose rules it follows
 * @param refusedFields optional fields it has refused in this session, and {@code
 *     tool_choice=VALUE} for each value it refused; they are not sent again
 */
public record ServerDialect(Family family, Set<String> refusedFields) {

  /** Whose rules a server follows. */
  public enum Family {
    /** Mistral's own API: refuses every field that its schema does not name. */
    MISTRAL,
    /** vLLM, llama.cpp, Ollama, LM Studio, gateways: fields of the OpenAI API. */
    OPENAI_COMPATIBLE
  }

  public ServerDialect {
    refusedFields = Set.copyOf(refusedFields);
  }

  public static ServerDialect of(URI baseUrl) {
    String host = baseUrl.getHost() == null ? "" : baseUrl.getHost().toLowerCase(Locale.ROOT);
    boolean mistral = host.equals("mistral.ai") || host.endsWith(".mistral.ai");
    return new ServerDialect(mistral ? Family.MISTRAL : Family.OPENAI_COMPATIBLE, Set.of());
  }

  public ServerDialect without(String field) {
    Set<String> refused = new TreeSet<>(refusedFields);
    refused.add(field);
    return new ServerDialect(family, refused);
  }

  public boolean takes(String field) {
    return !refusedFields.contains(field);
  }

  /**
   * How this server is told that a tool has to be called, as far as is known; empty when it takes
   * no word for it. OpenAI and vLLM know no {@code any}; Mistral's older models know nothing else.
   */
  public String toolChoice() {
    List<String> words =
        switch (family) {
          case MISTRAL -> List.of("any", "required");
          case OPENAI_COMPATIBLE -> List.of("required", "any");
        };
    return words.stream().filter(word -> takes(toolChoiceField(word))).findFirst().orElse("");
  }

  /** The name under which a refused value of {@code tool_choice} is kept. */
  static String toolChoiceField(String word) {
    return RequestCodec.TOOL_CHOICE + "=" + word;
  }
}
