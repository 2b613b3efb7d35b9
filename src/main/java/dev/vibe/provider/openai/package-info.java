/**
 * Any OpenAI-compatible endpoint: Mistral's API, vLLM, llama.cpp, Ollama, LM Studio, gateways.
 *
 * <p>A failure that may heal is tried again inside the stream and reported as an event; any other
 * is reported at once. No text that leaves here holds a key or markup.
 */
@NullMarked
package dev.vibe.provider.openai;

import org.jspecify.annotations.NullMarked;
