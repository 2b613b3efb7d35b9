package dev.vibe.provider.openai.wire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.json.JsonTree;
import dev.vibe.provider.openai.wire.server.TemplateTrial.Results;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTrialTest {

  private static Results of(String prompt) {
    return TemplateTrial.outcome(JsonTree.write(Map.of("prompt", prompt)));
  }

  @Test
  void prompt_tells_whether_the_template_shows_results() {
    assertEquals(Results.SHOWN, of("[INST]vibe-asked-7f31[/INST][TOOL_RESULTS]vibe-result-7f31"));
    assertEquals(Results.DROPPED, of("<|user|>\nvibe-asked-7f31<|end|>\n<|assistant|>\n"));
  }

  @Test
  void anything_else_tells_nothing() {
    for (String other :
        new String[] {
          "", "<html>", "[]", "{}", "{\"error\":{\"code\":500}}", "{\"prompt\":\"something\"}"
        }) {
      assertEquals(Results.UNKNOWN, TemplateTrial.outcome(other), other);
    }
  }
}
