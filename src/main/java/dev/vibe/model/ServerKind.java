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
      new Signs("mistral.ai", 0, List.of()),
      new Remedies("choose a model with a larger context", "choose a model that can call tools")),
  VLLM(
      "vLLM",
      new Signs("", 8000, List.of("vllm")),
      new Remedies(
          "start it with --max-model-len %d, as far as the memory goes",
          "start it with --enable-auto-tool-choice --tool-call-parser mistral")),
  LLAMA_CPP(
      "llama.cpp",
      new Signs("", 8080, List.of("llamacpp")),
      new Remedies(
          "start llama-server with -c %d (with --parallel N, the context is shared by N)",
          "start llama-server with --jinja, and with a GGUF that has the model's own template")),
  OLLAMA(
      "Ollama",
      new Signs("", 11434, List.of("library")),
      new Remedies(
          "set OLLAMA_CONTEXT_LENGTH=%d for the server and restart it, or num_ctx in a Modelfile",
          "use a model whose page says that it has tools; ollama show NAME lists its"
              + " capabilities")),
  LM_STUDIO(
      "LM Studio",
      new Signs("", 1234, List.of("organization_owner", "organization-owner")),
      new Remedies(
          "raise the context length to %d in the model's settings and load it again",
          "use a model with the tool badge and the newest runtime")),
  SGLANG(
      "SGLang",
      new Signs("", 0, List.of("sglang")),
      new Remedies(
          "start it with --context-length %d, as far as the memory goes",
          "start it with --tool-call-parser mistral")),
  UNKNOWN(
      "this server",
      new Signs("", 0, List.of()),
      new Remedies(
          "give it a context of %d tokens; Ollama: OLLAMA_CONTEXT_LENGTH=%1$d and a restart;"
              + " LM Studio: load the model again with a larger context length",
          "switch its tool-call parser on; vLLM: --enable-auto-tool-choice --tool-call-parser"
              + " mistral; llama.cpp: --jinja"));

  /**
   * By what a kind is recognized.
   *
   * @param domain of the one company that runs it; empty when anybody may
   * @param port on which it listens unless told otherwise; 0 when it is not looked for there
   * @param owners that its list of models names as {@code owned_by}
   */
  private record Signs(String domain, int port, List<String> owners) {}

  /**
   * What its operator does.
   *
   * @param context so that the context holds so many tokens, a format
   * @param tools so that it calls tools
   */
  private record Remedies(String context, String tools) {}

  private final String label;
  private final Signs signs;
  private final Remedies remedies;

  ServerKind(String label, Signs signs, Remedies remedies) {
    this.label = label;
    this.signs = signs;
    this.remedies = remedies;
  }

  /** Known by the name of its host alone; {@link #UNKNOWN} when a host may run anything. */
  public static ServerKind ofHost(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    for (ServerKind each : values()) {
      String domain = each.signs.domain;
      if (!domain.isEmpty() && (name.equals(domain) || name.endsWith("." + domain))) {
        return each;
      }
    }
    return UNKNOWN;
  }

  /** Known by the owner that its list of models names. */
  public static ServerKind ofOwner(String owner) {
    for (ServerKind each : values()) {
      if (each.signs.owners.contains(owner)) {
        return each;
      }
    }
    return UNKNOWN;
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
    return signs.port;
  }

  /** What its operator does so that the context holds so many tokens. */
  public String contextRemedy(int tokens) {
    return String.format(Locale.ROOT, remedies.context, tokens);
  }

  /** What its operator does so that it calls tools. */
  public String toolRemedy() {
    return remedies.tools;
  }

  /** Whether it drops what does not fit instead of refusing it. */
  public boolean cutsInSilence() {
    return switch (this) {
      case OLLAMA, LM_STUDIO -> true;
      case MISTRAL, VLLM, LLAMA_CPP, SGLANG, UNKNOWN -> false;
    };
  }
}
