package dev.vibe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vibe.config.model.LocalServer;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServerKindTest {

  @Test
  void only_a_host_of_one_company_says_what_runs_there() {
    assertEquals(ServerKind.MISTRAL, ServerKind.ofHost("mistral.ai"));
    assertEquals(ServerKind.MISTRAL, ServerKind.ofHost("API.Mistral.AI"));
    for (String other : List.of("", "notmistral.ai", "mistral.ai.example", "127.0.0.1")) {
      assertEquals(ServerKind.UNKNOWN, ServerKind.ofHost(other), other);
    }
  }

  @Test
  void the_owner_of_a_list_of_models_says_what_runs_there() {
    assertEquals(ServerKind.OLLAMA, ServerKind.ofOwner("library"));
    assertEquals(ServerKind.LM_STUDIO, ServerKind.ofOwner("organization-owner"));
    assertEquals(ServerKind.UNKNOWN, ServerKind.ofOwner(""));
    assertEquals(ServerKind.UNKNOWN, ServerKind.ofOwner("somebody"));
  }

  @Test
  void a_name_that_was_kept_is_found_again_and_a_strange_one_is_unknown() {
    for (ServerKind each : ServerKind.values()) {
      assertEquals(each, ServerKind.named(each.name()));
    }
    assertEquals(ServerKind.UNKNOWN, ServerKind.named("a server of tomorrow"));
  }

  @Test
  void remedies_say_the_tokens_that_are_wanted() {
    for (ServerKind each : ServerKind.values()) {
      assertFalse(each.contextRemedy(65_536).contains("%"), each.name());
      assertEquals(
          each != ServerKind.MISTRAL, each.contextRemedy(65_536).contains("65536"), each.name());
    }
  }

  @Test
  void local_servers_are_looked_for_in_the_order_of_the_table() {
    assertEquals(
        List.of("vLLM 8000", "llama.cpp 8080", "Ollama 11434", "LM Studio 1234"),
        LocalServer.USUAL.stream().map(each -> each.name() + " " + each.port()).toList());
  }
}
