package dev.vibe.provider.openai.wire.request;

import java.util.List;

/** Names of fields that a request may hold, as servers name them when they refuse one. */
public final class RequestFields {

  public static final String TOOL_CHOICE = "tool_choice";

  /** The form of the reply. */
  public static final String RESPONSE_FORMAT = "response_format";

  /** The type of the pieces that hold images; they are left out once it is refused. */
  public static final String IMAGE = "image_url";

  public static final String MAX_TOKENS = "max_tokens";

  /** The name that OpenAI's newer models have for the same. */
  public static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

  /** What is refused when the limit of the output is taken, but by the other name. */
  public static final String LIMIT_NAME = MAX_TOKENS + " as a name";

  /** What is refused when a user's message may not follow a tool's result. */
  public static final String USER_AFTER_RESULT = "user after result";

  /** Fields that a request can do without; the others are the request. */
  public static final List<String> OPTIONAL =
      List.of(
          "prompt_cache_key",
          "reasoning_content",
          "stream_options",
          TOOL_CHOICE,
          RESPONSE_FORMAT,
          "temperature",
          MAX_TOKENS,
          MAX_COMPLETION_TOKENS,
          "reasoning",
          "thinking");

  private RequestFields() {}
}
