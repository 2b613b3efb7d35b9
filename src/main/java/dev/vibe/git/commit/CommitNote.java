package dev.vibe.git.commit;

import dev.vibe.conversation.Usage;

/**
 * Note of where a commit comes from: kept beside it under {@code refs/notes/vibe}, because nothing
 * is added to its message.
 *
 * @param usage of the session so far
 */
public record CommitNote(String sessionId, String model, Usage usage) {

  /** One line of JSON. */
  String json() {
    return "{\"session_id\":"
        + quoted(sessionId)
        + ",\"model\":"
        + quoted(model)
        + ",\"input_tokens\":"
        + usage.inputTokens()
        + ",\"output_tokens\":"
        + usage.outputTokens()
        + ",\"cached_tokens\":"
        + usage.cachedTokens()
        + "}";
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20 || c >= 0x7f) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
