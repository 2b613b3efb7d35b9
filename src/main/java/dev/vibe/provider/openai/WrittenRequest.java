package dev.vibe.provider.openai;

import dev.vibe.net.HttpBody;
import dev.vibe.provider.openai.wire.request.RequestFields;
import java.util.Set;

/**
 * Request as it was written, and what its answer is judged by.
 *
 * @param textBytes without those of images, which say nothing of tokens
 * @param sentFields the optional fields that it holds
 * @param toolChoice how the server is told that a tool has to be called; empty when none has to
 */
record WrittenRequest(
    HttpBody body,
    long textBytes,
    Set<String> sentFields,
    String toolChoice,
    ContextWatch.Course course,
    ToolWatch.Words words) {

  /** Whether it says itself at how many tokens the reply is cut. */
  boolean isLimited() {
    return sentFields.contains(RequestFields.MAX_TOKENS)
        || sentFields.contains(RequestFields.MAX_COMPLETION_TOKENS);
  }
}
