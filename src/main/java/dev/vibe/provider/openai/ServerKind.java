package dev.vibe.provider.openai;

import java.util.Locale;

/** What runs behind an endpoint, and how its operator changes what matters to us. */
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
      "use a model whose page says that it has tools; ollama show NAME lists its capabilities"),
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

  ServerKind(String label, String context, String tools) {
    this.label = label;
    this.context = context;
    this.tools = tools;
  }

  /** For people. */
  public String label() {
    return label;
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
