package dev.vibe.testkit;

/** Shape of a streamed reply, by the server that it is known of. */
public enum StreamShape {
  MISTRAL,
  VLLM,
  LLAMA_CPP,
  OLLAMA,
  LM_STUDIO,
  OPENAI
}
