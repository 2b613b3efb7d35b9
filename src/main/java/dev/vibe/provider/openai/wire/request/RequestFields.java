package dev.vibe.provider.openai.wire.request;

import java.util.List;

/** Names of fields that a request may hold, as servers name them when they refuse one. */
public final class RequestFields {

  public static final String TOOL_CHOICE = "tool_choice";

  /** The type of the pieces that hold images; they are left out once it is refused. */
  public static final String IMAGE = "image_url";

  /** Fields that a request can do without, longest first; the others are the request. */
  public static final List<String> OPTIONAL =
      List.of(
          "prompt_cache_key",
          "reasoning_content",
          "stream_options",
          TOOL_CHOICE,
          "temperature",
          "max_tokens",
          "reasoning",
          "thinking");

  private RequestFields() {}
}
