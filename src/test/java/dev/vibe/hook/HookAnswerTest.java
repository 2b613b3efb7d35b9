package dev.vibe.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.hook.HookAnswer.Ruling;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookAnswerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "2 | no rm here | BLOCK | no rm here",
        "2 | '' | BLOCK | it gave no reason",
        "1 | it broke | NONE | ''",
        "0 | all well | NONE | ''",
        "0 | {\"decision\":\"block\",\"reason\":\"r\"} | BLOCK | r",
        "0 | {\"decision\":\"approve\"} | ALLOW | ''",
        "0 | {\"decision\":\"ask\",\"reason\":\"r\"} | ASK | r",
        "0 | {\"continue\":false,\"stopReason\":\"s\"} | BLOCK | s",
        "0 | {\"hookSpecificOutput\":{\"permissionDecision\":\"deny\",\"permissionDecisionReason\":\"p\"}}"
            + " | BLOCK | p",
        "0 | { no json | NONE | ''",
      })
  void an_answer_is_read_in_either_form(int code, String output, Ruling ruling, String reason) {
    HookAnswer answer = HookAnswer.of(HookEvent.PRE_TOOL, code, output);

    assertEquals(ruling, answer.ruling());
    assertEquals(reason, answer.reason());
    assertEquals("", answer.context());
  }

  @Test
  void text_of_a_hook_on_a_prompt_is_context() {
    assertEquals("on call: me", HookAnswer.of(HookEvent.USER_PROMPT, 0, "on call: me").context());
  }

  @Test
  void object_behind_other_text_counts() {
    HookAnswer answer =
        HookAnswer.of(HookEvent.PRE_TOOL, 0, "warning: x\n{\"input\":{\"a\":1},\"context\":\"c\"}");

    assertEquals(Optional.of(Map.of("a", 1)), answer.input());
    assertEquals("c", answer.context());
  }

  @Test
  void of_two_answers_the_stricter_counts() {
    HookAnswer allow = new HookAnswer(Ruling.ALLOW, "a", Optional.empty(), "one");
    HookAnswer block = new HookAnswer(Ruling.BLOCK, "b", Optional.empty(), "two");

    assertEquals(new HookAnswer(Ruling.BLOCK, "b", Optional.empty(), "one\ntwo"), allow.and(block));
    assertEquals(new HookAnswer(Ruling.BLOCK, "b", Optional.empty(), "two\none"), block.and(allow));
  }
}
