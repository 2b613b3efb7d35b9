package dev.vibe.config.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelCatalogTest {

  @Test
  void a_model_is_known_by_its_ids_and_its_weights() {
    for (String id : List.of("devstral-2512", "mistralai/devstral-2-123b-instruct-2512")) {
      assertEquals(Optional.of("Devstral 2"), ModelCatalog.find(id).map(KnownModel::name));
    }
    assertEquals(Optional.empty(), ModelCatalog.find("devstral-2911"));
    assertEquals(Optional.empty(), ModelCatalog.find(""));
  }

  @Test
  void no_two_models_share_an_id_and_successors_are_known() {
    Set<String> seen = new HashSet<>();
    for (KnownModel model : ModelCatalog.all()) {
      model.ids().forEach(id -> assertTrue(seen.add(id), id));
      assertTrue(
          model.successor().isEmpty() || ModelCatalog.find(model.successor()).isPresent(),
          model.name());
    }
  }

  @Test
  void the_newest_devstral_is_the_best() {
    assertBest("devstral-latest", "devstral-2512", "devstral-latest", "devstral-2712");
    assertBest("devstral-2712", "devstral-small-2507", "devstral-2712", "mistral-medium-latest");
    assertBest("b/Devstral-Small-2512:q4", "a", "b/Devstral-Small-2512:q4", "devstral:24b");
    assertBest("devstral:24b", "devstral:24b", "devstral-small");
  }

  @Test
  void without_one_the_successor_or_the_first_that_can_talk() {
    assertBest("mistral-medium-3-5", "codestral-latest", "mistral-medium-3-5");
    assertBest("qwen", "text-embedding-nomic", "qwen", "llama");
    assertEquals(Optional.empty(), ModelCatalog.best(List.of("Embedder")));
    assertEquals(Optional.empty(), ModelCatalog.best(List.of()));
  }

  private static void assertBest(String best, String... served) {
    assertEquals(Optional.of(best), ModelCatalog.best(List.of(served)));
  }
}
