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
  void prompt_tells_whether_the_template_shows_tools_and_results() {
    String told = "[AVAILABLE_TOOLS]look: vibe-told-7f31[/AVAILABLE_TOOLS]";
    String asked = "[INST]vibe-asked-7f31[/INST]";
    String result = "[TOOL_RESULTS]vibe-result-7f31";
    assertEquals(Results.SHOWN, of(told + asked + result));
    assertEquals(Results.DROPPED, of(told + asked));
    assertEquals(Results.DROPPED, of(asked + result));
    assertEquals(Results.DROPPED, of("<|user|>\nvibe-asked-7f31<|end|>\n<|assistant|>\n"));
  }

  @Test
  void template_that_takes_no_calls_tells_by_a_question_alone_whether_it_shows_tools() {
    String asked = "<start_of_turn>user\nvibe-asked-7f31<end_of_turn>";
    assertEquals(Results.DROPPED, withoutCall(asked));
    assertEquals(Results.UNKNOWN, withoutCall("look: vibe-told-7f31\n" + asked));
    assertEquals(Results.UNKNOWN, TemplateTrial.outcomeWithoutCall("{\"error\":{\"code\":500}}"));
  }

  private static Results withoutCall(String prompt) {
    return TemplateTrial.outcomeWithoutCall(JsonTree.write(Map.of("prompt", prompt)));
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
