package dev.vibe.provider.openai.wire.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.provider.ModelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A server that tells how much of the request it has read. */
class ReadingProgressTest {

  private final DeltaAssembler assembler = new DeltaAssembler(List.of(), Set.of());
  private final List<ModelEvent> events = new ArrayList<>();

  private void accept(String json) {
    assembler.accept(json, events::add);
  }

  @Test
  void row_37_progress_is_given_and_is_no_beginning_of_the_reply() {
    accept(
        """
        {"choices":[{"index":0,"finish_reason":null,"delta":{"role":"assistant","content":null}}],\
        "prompt_progress":{"total":57000,"cache":1000,"processed":41000,"time_ms":90000}}\
        """);

    assertEquals(List.of(new ModelEvent.Reading(41_000, 57_000)), events);
    assertFalse(assembler.isStarted());
    accept("{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}");
    assertTrue(assembler.isStarted());
  }

  @Test
  void row_16_progress_beside_a_piece_of_the_reply_and_of_another_type_is_read_over() {
    accept("{\"choices\":[{\"delta\":{\"content\":\"Hi\"}}],\"prompt_progress\":{\"total\":5}}");
    accept("{\"choices\":[{\"delta\":{\"content\":\"!\"}}],\"prompt_progress\":7}");

    assertEquals(List.of(new ModelEvent.TextDelta("Hi"), new ModelEvent.TextDelta("!")), events);
  }
}
