package dev.vibe.provider.openai.wire.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vibe.conversation.Reasoning;
import dev.vibe.provider.ModelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What llama-swap streams while it loads a model is nobody's thought. */
class LoadingRemarksTest {

  private static final String REMARKS =
      "\u2501\u2501\u2501\u2501\u2501\nllama-swap loading model: devstral\n....\nLoading weights"
          + " (they're heavy) ..\nDone! (12.34s)\n\u2501\u2501\u2501\u2501\u2501\n \n";

  private final List<ModelEvent> events = new ArrayList<>();

  /** Pieces as small as it sends them. */
  private Reasoning thought(String reasoning) {
    DeltaAssembler assembler = new DeltaAssembler(List.of(), Set.of());
    for (int at = 0; at < reasoning.length(); at += 5) {
      String piece = reasoning.substring(at, Math.min(at + 5, reasoning.length()));
      assembler.accept(
          "{\"choices\":[{\"delta\":{\"reasoning_content\":\""
              + piece.replace("\n", "\\n")
              + "\"}}]}",
          events::add);
    }
    assembler.accept(
        "{\"choices\":[{\"delta\":{\"content\":\"ok\"},\"finish_reason\":\"stop\"}]}", events::add);
    return assembler.end(DeltaAssembler.Marked.YES, events::add)
            instanceof DeltaAssembler.Ending.Whole(ModelEvent.Done done)
        ? done.reply().reasoning()
        : Reasoning.NONE;
  }

  @Test
  void they_are_told_as_loading_and_not_kept() {
    assertEquals("I look.", thought(REMARKS + "I look.").text());
    assertEquals(new ModelEvent.Loading(), events.getFirst());
    assertEquals(1, events.stream().filter(ModelEvent.Loading.class::isInstance).count());
    assertEquals(Reasoning.NONE, thought(REMARKS));
  }

  @Test
  void thoughts_that_begin_alike_stay() {
    String drawn = "\u2501\u2501\u2501\u2501\u2501\nllama-swap is what I look at.";

    assertEquals(drawn, thought(drawn).text());
    assertFalse(events.contains(new ModelEvent.Loading()));
  }
}
