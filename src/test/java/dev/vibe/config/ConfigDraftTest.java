package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.config.ConfigDraft.KeyPlace;
import dev.vibe.config.model.ModelCatalog;
import dev.vibe.config.model.ModelChoice;
import dev.vibe.config.model.ModelResolver;
import dev.vibe.config.model.WantedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDraftTest {

  @TempDir Path folder;

  /** Where a configuration made of the draft leads to. */
  private ModelChoice.Endpoint chosen(ConfigDraft draft, Map<String, String> environment)
      throws IOException {
    Files.writeString(folder.resolve("config.toml"), draft.toml());
    VibePaths paths = new VibePaths(folder.resolve("none"), folder, folder);
    ConfigResult result =
        ConfigLoader.load(new LoadRequest(paths, new Project.None(), environment, List.of()));
    Config config = assertInstanceOf(ConfigResult.Valid.class, result).config();
    return assertInstanceOf(
        ModelChoice.Endpoint.class,
        new ModelResolver(config, environment, (server, limit) -> false).resolve());
  }

  @Test
  void mistral_with_a_key_in_the_keychain() throws IOException {
    List<String> words = List.of("/usr/bin/secret-tool", "lookup", "account", "mistral");
    ModelChoice.Endpoint endpoint =
        chosen(new ConfigDraft("mistral", "", "", "ask", new KeyPlace.Command(words)), Map.of());

    assertEquals(ModelCatalog.MISTRAL_URL, endpoint.baseUrl());
    assertEquals(new KeySource.Command(words), endpoint.key());
    assertEquals(new WantedModel.Preferably(ModelCatalog.NEWEST_DEVSTRAL), endpoint.model());
  }

  @Test
  void mistral_with_a_model_and_a_variable() throws IOException {
    ModelChoice.Endpoint endpoint =
        chosen(
            new ConfigDraft(
                "mistral", "", "devstral-2512", "auto", new KeyPlace.Variable("MISTRAL_API_KEY")),
            Map.of("MISTRAL_API_KEY", "k"));

    assertEquals(new WantedModel.Exactly("devstral-2512"), endpoint.model());
  }

  @Test
  void a_server_with_a_key_file() throws IOException {
    String file = folder.resolve("a \"quoted\" key").toString();
    ModelChoice.Endpoint endpoint =
        chosen(
            new ConfigDraft("", "https://models.example/v1", "x", "ask", new KeyPlace.File(file)),
            Map.of());

    assertEquals("https://models.example/v1", endpoint.baseUrl());
    assertEquals(new KeySource.File(Path.of(file)), endpoint.key());
  }

  @Test
  void a_server_without_a_key() throws IOException {
    ModelChoice.Endpoint endpoint =
        chosen(
            new ConfigDraft("", "http://127.0.0.1:8000/v1", "", "plan", new KeyPlace.Nowhere()),
            Map.of());

    assertInstanceOf(KeySource.None.class, endpoint.key());
    assertEquals(new WantedModel.AnyServed(), endpoint.model());
  }
}
