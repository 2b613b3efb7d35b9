package dev.vibe.provider.openai.wire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.json.JsonTree;
import dev.vibe.provider.openai.wire.TemplateLoss;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTrialTest {

  private static final String BASE = "<s>vibe-base-7f31";
  private static final String TOLD = "[AVAILABLE_TOOLS]look: vibe-told-7f31[/AVAILABLE_TOOLS]";
  private static final String ASKED = "[INST]vibe-asked-7f31[/INST]";
  private static final String CALLED = "[TOOL_CALLS]look[ARGS]{\"at\": \"vibe-called-7f31\"}";
  private static final String RESULT = "[TOOL_RESULTS]vibe-result-7f31";

  private static Optional<Set<TemplateLoss>> of(String prompt) {
    return TemplateTrial.outcome(JsonTree.write(Map.of("prompt", prompt)));
  }

  private static Optional<Set<TemplateLoss>> lost(TemplateLoss... losses) {
    return Optional.of(Set.of(losses));
  }

  @Test
  void prompt_tells_what_the_template_leaves_out() {
    assertEquals(lost(), of(BASE + TOLD + ASKED + CALLED + RESULT));
    assertEquals(lost(TemplateLoss.TOOLS), of(BASE + TOLD + ASKED + CALLED));
    assertEquals(lost(TemplateLoss.TOOLS), of(BASE + ASKED + CALLED + RESULT));
    assertEquals(lost(TemplateLoss.CALLS), of(BASE + TOLD + ASKED + RESULT));
    assertEquals(lost(TemplateLoss.SYSTEM_PROMPT), of(TOLD + ASKED + CALLED + RESULT));
    assertEquals(
        lost(TemplateLoss.values()), of("<|user|>\nvibe-asked-7f31<|end|>\n<|assistant|>\n"));
  }

  @Test
  void template_that_takes_no_calls_tells_by_a_question_alone_whether_it_shows_tools() {
    String asked = "<start_of_turn>user\nvibe-asked-7f31<end_of_turn>";
    assertEquals(lost(TemplateLoss.TOOLS), withoutCall(asked));
    assertEquals(Optional.empty(), withoutCall("look: vibe-told-7f31\n" + asked));
    assertEquals(Optional.empty(), TemplateTrial.outcomeWithoutCall("{\"error\":{\"code\":500}}"));
  }

  private static Optional<Set<TemplateLoss>> withoutCall(String prompt) {
    return TemplateTrial.outcomeWithoutCall(JsonTree.write(Map.of("prompt", prompt)));
  }

  @Test
  void anything_else_tells_nothing() {
    for (String other :
        new String[] {
          "", "<html>", "[]", "{}", "{\"error\":{\"code\":500}}", "{\"prompt\":\"something\"}"
        }) {
      assertEquals(Optional.empty(), TemplateTrial.outcome(other), other);
    }
  }
}
