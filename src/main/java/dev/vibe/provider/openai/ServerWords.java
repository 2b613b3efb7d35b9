package dev.vibe.provider.openai;

import dev.vibe.provider.openai.wire.request.RequestFields;
import java.util.List;

/** Vocabulary of servers' refusals, by what the words mean; in lower case. */
final class ServerWords {

  /** The conversation is larger than the context. */
  static final List<String> OVERFLOW =
      List.of(
          "maximum context length",
          "context_length_exceeded",
          "context length",
          "context size",
          "context window",
          "exceed_context_size",
          "model_context_exceeded",
          "prompt_too_long",
          "prompt too long",
          "prompt is too long",
          "input is too long",
          "too large for model with",
          "n_keep",
          "when context the overflows",
          "maximum input length",
          "input token count",
          "too many tokens",
          "reduce the length of",
          "max_new_tokens");

  /** Nothing is served under this path; LM Studio says so with status 200. */
  static final List<String> NO_SUCH_PATH =
      List.of("unexpected endpoint", "unknown endpoint", "no such endpoint", "no route matches");

  /**
   * The key is unknown. LiteLLM without a database looks for any key but its own in one, and so
   * answers 400 to a wrong key.
   */
  static final List<String> KEY =
      List.of("no connected db", "invalid api key", "incorrect api key", "invalid_api_key");

  /** There is no money left. */
  static final List<String> QUOTA =
      List.of(
          "insufficient_quota", "billing", "credit balance", "payment required", "out of credit");

  /** The model is not served. */
  static final List<String> UNKNOWN_MODEL =
      List.of("invalid_model", "invalid model", "model_not_found", "notfounderror");

  /** Of a chat template or a strict parser about who speaks after whom. */
  static final List<String> ORDER =
      List.of("must alternate", "unexpected role", "invalid_request_message_order");

  /** Of a chat template or a strict parser about the history: the same body fails again. */
  static final List<String> HISTORY =
      List.of(
          "roles must alternate",
          "roles are supported",
          "system role not supported",
          "jinja exception",
          "template",
          "raise_exception",
          "tool call arguments",
          "invalid message content",
          "delimiter:",
          "unterminated string",
          "unexpected role",
          "expected last role",
          "number of function calls and responses",
          "tool call id",
          "either content or tool_calls",
          "no user query found",
          "invalid_request_message_order",
          "invalid_request_assistant_message",
          "invalid_function_call");

  /** Of llama.cpp, which tries a chat template out before it reads an answer. */
  static final List<String> TEMPLATE = List.of("unable to generate parser for this template");

  /** A field is not taken. */
  static final List<String> UNWANTED =
      List.of(
          "unrecognized",
          "unsupported",
          "not supported",
          "not support",
          "unknown",
          "extra inputs",
          "extra_forbidden",
          "not permitted",
          "unexpected",
          "not allowed");

  /** Of a form of the reply that a server does not have, or not beside tools. */
  static final List<String> FORM =
      List.of(
          RequestFields.RESPONSE_FORMAT,
          RequestFields.TOOL_CHOICE,
          "response format",
          "json_schema",
          "json schema",
          "structured output",
          "grammar",
          "guided");

  /** Of images that cannot be shown to the model. */
  static final List<String> IMAGES =
      List.of("image", "vision", "multimodal", "multi-modal", "modalit", "mmproj");

  /** A model is spoken of, and it is not there. */
  static final List<String> MODEL = List.of("model");

  static final List<String> MISSING =
      List.of("not found", "not exist", "does not", "no such", "unknown");

  private ServerWords() {}
}
