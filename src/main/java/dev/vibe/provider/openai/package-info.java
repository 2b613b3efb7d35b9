/**
 * Any OpenAI-compatible endpoint: Mistral's API, vLLM, llama.cpp, Ollama, LM Studio, gateways.
 *
 * <p>What may heal is tried again inside the stream and told as an event; what cannot is told at
 * once. No text that leaves here holds a key or markup.
 */
@NullMarked
package dev.vibe.provider.openai;

import org.jspecify.annotations.NullMarked;
