package dev.vibe.config.model;

import java.util.List;

/** A model server at the loopback port that it uses unless told otherwise. */
public record LocalServer(String name, int port) {

  /** In the order in which they are preferred. */
  public static final List<LocalServer> USUAL =
      List.of(
          new LocalServer("vLLM", 8000),
          new LocalServer("llama.cpp", 8080),
          new LocalServer("Ollama", 11434),
          new LocalServer("LM Studio", 1234));

  public String baseUrl() {
    return "http://127.0.0.1:" + port + "/v1";
  }
}
