package dev.vibe.model;

import java.util.List;
import java.util.Locale;

/**
 * Table of the kinds of servers that models run on: by what each is recognized, and what its
 * operator does about what matters to us. What a kind takes in a request is decided where requests
 * are written.
 */
@SuppressWarnings("ImmutableEnumChecker") // texts and a list that nobody can change
public enum ServerKind {
  MISTRAL(
      "Mistral's API",
      "choose a model with a larger context",
      "choose a model that can call tools"),
  VLLM(
      "vLLM",
      "start it with --max-model-len %d, as far as the memory goes",
      "start it with --enable-auto-tool-choice --tool-call-parser mistral"),
  LLAMA_CPP(
      "llama.cpp",
      "start llama-server with -c %d (with --parallel N, the context is shared by N)",
      "start llama-server with --jinja, and with a GGUF that has the model's own template"),
  OLLAMA(
      "Ollama",
      "set OLLAMA_CONTEXT_LENGTH=%d for the server and restart it, or num_ctx in a Modelfile",
      "use a model whose page says that it has tools; ollama show NAME lists its"
          + " capabilities"),
  LM_STUDIO(
      "LM Studio",
      "raise the context length to %d in the model's settings and load it again",
      "use a model with the tool badge and the newest runtime"),
  SGLANG(
      "SGLang",
      "start it with --context-length %d, as far as the memory goes",
      "start it with --tool-call-parser mistral"),
  UNKNOWN(
      "this server",
      "give it a context of %d tokens; Ollama: OLLAMA_CONTEXT_LENGTH=%1$d and a restart;"
          + " LM Studio: load the model again with a larger context length",
      "switch its tool-call parser on; vLLM: --enable-auto-tool-choice --tool-call-parser"
          + " mistral; llama.cpp: --jinja");

  private final String label;
  private final String context;
  private final String tools;

  /**
   * One row.
   *
   * @param context what its operator does so that the context holds so many tokens, a format
   * @param tools what its operator does so that it calls tools
   */
  ServerKind(String label, String context, String tools) {
    this.label = label;
    this.context = context;
    this.tools = tools;
  }

  /** Known by the name of its host alone; {@link #UNKNOWN} when a host may run anything. */
  public static ServerKind ofHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("mistral.ai") || name.endsWith(".mistral.ai") ? MISTRAL : UNKNOWN;
  }

  /** Known by the owner that its list of models names. */
  public static ServerKind ofOwner(String owner) {
    for (ServerKind each : values()) {
      if (each.owners().contains(owner)) {
        return each;
      }
    }
    return UNKNOWN;
  }

  /** What its list of models may name as {@code owned_by}. */
  private List<String> owners() {
    return switch (this) {
      case VLLM -> List.of("vllm");
      case LLAMA_CPP -> List.of("llamacpp");
      case OLLAMA -> List.of("library");
      case LM_STUDIO -> List.of("organization_owner", "organization-owner");
      case SGLANG -> List.of("sglang");
      case MISTRAL, UNKNOWN -> List.of();
    };
  }

  /** The kind of that {@link #name}; {@link #UNKNOWN} when there is none. */
  public static ServerKind named(String name) {
    for (ServerKind each : values()) {
      if (each.name().equals(name)) {
        return each;
      }
    }
    return UNKNOWN;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** The port on which it listens unless told otherwise; 0 when it is not looked for there. */
  public int usualPort() {
    return switch (this) {
      case VLLM -> 8000;
      case LLAMA_CPP -> 8080;
      case OLLAMA -> 11434;
      case LM_STUDIO -> 1234;
      case MISTRAL, SGLANG, UNKNOWN -> 0;
    };
  }

  /** What its operator does so that the context holds so many tokens. */
  public String contextRemedy(int tokens) {
    return String.format(Locale.ROOT, context, tokens);
  }

  /** What its operator does so that it calls tools. */
  public String toolRemedy() {
    return tools;
  }

  /** Whether it drops what does not fit instead of refusing it. */
  public boolean cutsInSilence() {
    return switch (this) {
      case OLLAMA, LM_STUDIO -> true;
      case MISTRAL, VLLM, LLAMA_CPP, SGLANG, UNKNOWN -> false;
    };
  }
}
