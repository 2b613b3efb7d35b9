package dev.vibe.provider.openai.wire.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.provider.ServedModel;
import dev.vibe.provider.openai.wire.UnreadableChunk;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModelListTest {

  @Test
  void mistral_names_context_aliases_and_successor() {
    assertEquals(
        List.of(
            new ServedModel("devstral-2512", 262144, "mistral-medium-3-5"),
            new ServedModel("devstral-latest", 262144, "mistral-medium-3-5"),
            new ServedModel("codestral-2508", 128000, "")),
        ModelList.read(
            "{\"object\":\"list\",\"data\":[{\"id\":\"devstral-2512\",\"max_context_length\":262144,"
                + "\"aliases\":[\"devstral-latest\"],\"deprecation\":\"2026-07-31\","
                + "\"deprecation_replacement_model\":\"mistral-medium-3-5\"},"
                + "{\"id\":\"codestral-2508\",\"max_context_length\":128000,\"aliases\":[]}]}"));
  }

  @Test
  void other_servers_name_the_context_otherwise_or_not_at_all() {
    assertEquals(
        List.of(new ServedModel("m", 32768, "")),
        ModelList.read("{\"data\":[{\"id\":\"m\",\"max_model_len\":32768}]}"));
    assertEquals(
        List.of(new ServedModel("m", 0, "")),
        ModelList.read("{\"models\":[{\"name\":\"m\"}],\"object\":\"list\"}"));
    assertEquals(
        List.of(new ServedModel("m", 0, "")), ModelList.read("[{\"id\":\"m\"},{\"x\":1}]"));
    assertEquals(List.of(), ModelList.read("{\"data\":[]}"));
  }

  @Test
  void anything_else_is_told() {
    assertThrows(UnreadableChunk.class, () -> ModelList.read("<html>"));
    assertThrows(UnreadableChunk.class, () -> ModelList.read("{\"message\":\"x\"}"));
  }
}
