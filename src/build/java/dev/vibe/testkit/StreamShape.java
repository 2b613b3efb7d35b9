package dev.vibe.testkit;

/** Servers of which the shape of a streamed reply is known. */
public enum StreamShape {
  MISTRAL,
  VLLM,
  LLAMA_CPP,
  OLLAMA,
  LM_STUDIO,
  OPENAI
}
