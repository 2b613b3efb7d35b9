/**
 * Tests of the built product with real servers: llama.cpp's own HTTP server with a model of 135M
 * parameters that knows nothing, the chat templates of many models, LiteLLM's proxy in front, and
 * the validators and tokenizer of Mistral's models. They show what a scripted server cannot:
 * templates that refuse or drop a history, streams as a real parser cuts them, reuse of prompts,
 * real windows.
 *
 * <p>Tagged {@code servers}, so that only {@code scripts/check --servers} runs them, which sets up
 * the pinned environment that the system property {@code vibe.servers} names. The templates are
 * other people's text and stay in it.
 */
@NullMarked
package dev.vibe.servers;

import org.jspecify.annotations.NullMarked;
