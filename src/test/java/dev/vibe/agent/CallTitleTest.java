package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.problem.RefusalCode;
import org.junit.jupiter.api.Test;

class CallTitleTest {

  private static ToolCall call(String tool, String arguments) {
    return new ToolCall(new CallId("1"), tool, new RawJson(arguments));
  }

  @Test
  void a_call_that_cannot_run_is_told_in_words_for_people() {
    assertEquals(
        "edit src/app.py: not found",
        CallTitle.refused(call("str_replace", "{\"path\":\"src/app.py\"}"), RefusalCode.NOT_FOUND));
    assertEquals(
        "edit src/app.py: not found",
        CallTitle.refused(call("str_replace", "{\"file\":\"src/app.py\"}"), RefusalCode.NOT_FOUND));
    assertEquals(
        "commit: no repository",
        CallTitle.refused(call("git_commit", "{}"), RefusalCode.NO_REPOSITORY));
    assertEquals(
        "write: too large", CallTitle.refused(call("write_file", "["), RefusalCode.TOO_LARGE));
  }
}
