package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fallbacks, and what may not leave the machine. */
class RoutingTest {

  private static final Probe NOBODY = (server, limit) -> false;

  @TempDir private Path folder;

  private ConfigFixture fixture() {
    return new ConfigFixture(folder);
  }

  private static ModelChoice.Endpoint endpoint(ModelChoice choice) {
    return assertInstanceOf(ModelChoice.Endpoint.class, choice);
  }

  @Test
  void a_fallback_is_a_configured_name_a_provider_and_id_or_an_id_at_the_base_url() {
    ConfigFixture fixture =
        fixture()
            .user(
                """
                base_url = "http://127.0.0.1:8000/v1"
                fallback = ["small", "lab/other", "third"]
                switch_after = "20s"
                [providers.lab]
                base_url = "http://gpu.example.org/v1"
                [providers.lab.query]
                api-version = "7"
                [models.small]
                provider = "lab"
                id = "devstral-small"
                context = 1000
                """);
    Config config = fixture.config();
    assertEquals(List.of("small", "lab/other", "third"), config.fallback());
    assertEquals(Duration.ofSeconds(20), config.switchAfter());
    ModelChoice.Endpoint small =
        endpoint(ModelChoice.fallback(config, fixture.environment, NOBODY, "small"));
    assertEquals("http://gpu.example.org/v1", small.baseUrl());
    assertEquals(new WantedModel.Exactly("devstral-small"), small.model());
    assertEquals(new ModelFacts.Context.Configured(1000), small.facts().context());
    assertEquals("7", Objects.requireNonNull(small.query().get("api-version")).reveal());
    ModelChoice.Endpoint other =
        endpoint(ModelChoice.fallback(config, fixture.environment, NOBODY, "lab/other"));
    assertEquals(new WantedModel.Exactly("other"), other.model());
    ModelChoice.Endpoint third =
        endpoint(ModelChoice.fallback(config, fixture.environment, NOBODY, "third"));
    assertEquals("http://127.0.0.1:8000/v1", third.baseUrl());
  }

  @Test
  void a_flag_for_the_first_model_moves_no_fallback() {
    ConfigFixture fixture =
        fixture()
            .user(
                """
                fallback = ["small"]
                [providers.lab]
                base_url = "http://gpu.example.org/v1"
                [models.small]
                provider = "lab"
                """)
            .flag("base_url", "http://127.0.0.1:9/v1");
    assertEquals(
        "http://gpu.example.org/v1",
        endpoint(ModelChoice.fallback(fixture.config(), fixture.environment, NOBODY, "small"))
            .baseUrl());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://gpu.example.org/v1",
        "http://127.0.0.1.example.org/v1",
        "http://localhost.example.org/v1",
        "https://api.mistral.ai/v1",
        "http://10.0.0.1/v1",
        "http://0.0.0.0/v1"
      })
  void local_only_refuses_every_endpoint_elsewhere_fallbacks_too(String url) {
    ConfigFixture fixture =
        fixture()
            .user("fallback = [\"x\"]\n")
            .variable("MISTRAL_API_KEY", "k123456789")
            .flag("base_url", url)
            .flag("local_only", "true");
    ModelChoice.NoModel first =
        assertInstanceOf(
            ModelChoice.NoModel.class,
            ModelChoice.resolve(fixture.config(), fixture.environment, NOBODY));
    assertEquals("local-only", first.problem().code());
    ModelChoice.NoModel fallback =
        assertInstanceOf(
            ModelChoice.NoModel.class,
            ModelChoice.fallback(fixture.config(), fixture.environment, NOBODY, "mistral/x"));
    assertEquals("local-only", fallback.problem().code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/v1",
        "http://127.9.9.9/v1",
        "http://localhost/v1",
        "http://[::1]:8080/v1"
      })
  void local_only_lets_this_machine_be(String url) {
    ConfigFixture fixture = fixture().flag("base_url", url).flag("local_only", "true");
    assertEquals(
        url,
        endpoint(ModelChoice.resolve(fixture.config(), fixture.environment, NOBODY)).baseUrl());
  }

  @Test
  void local_only_looks_for_a_local_server_instead_of_taking_a_key() {
    ConfigFixture fixture =
        fixture()
            .variable("MISTRAL_API_KEY", "k123456789")
            .variable("OPENAI_BASE_URL", "https://gateway.example.org/v1")
            .variable("VIBE_LOCAL_ONLY", "true");
    Probe ollama = (server, limit) -> server.port() == 11434;
    assertEquals(
        "http://127.0.0.1:11434/v1",
        endpoint(ModelChoice.resolve(fixture.config(), fixture.environment, ollama)).baseUrl());
    ModelChoice none = ModelChoice.resolve(fixture.config(), fixture.environment, NOBODY);
    assertEquals("no-model", assertInstanceOf(ModelChoice.NoModel.class, none).problem().code());
  }

  @Test
  void the_administrators_local_only_stands() {
    Config config = fixture().user("local_only = false\n").managed("local_only = true\n").config();
    assertTrue(config.isLocalOnly());
    assertFalse(fixture().user("local_only = false\n").managed("").config().isLocalOnly());
  }

  @Test
  void network_files_are_beside_the_file_that_names_them_or_below_home() {
    Config config =
        fixture()
            .user(
                """
                [net]
                proxy = "http://proxy.example.org:3128"
                no_proxy = ["example.org"]
                ca_file = "ca.pem"
                client_cert = "~/client.pem"
                """)
            .config();
    Path home = Path.of("/home/me");
    assertEquals(
        new Config.Network(
            "http://proxy.example.org:3128",
            List.of("example.org"),
            List.of(folder.resolve("user").resolve("ca.pem")),
            List.of(home.resolve("client.pem"), home.resolve("client.pem"))),
        config.network(home));
  }

  @Test
  void a_proxy_with_a_login_and_a_key_without_a_certificate_are_mistakes() {
    assertEquals(
        "config-value",
        fixture().user("net.proxy = \"http://u:secret@proxy:1\"\n").problem().code());
    assertTrue(
        fixture().user("net.client_key = \"k.pem\"\n").problem().what().contains("client_cert"));
  }

  @Test
  void the_table_of_models_can_be_extended_and_overruled() {
    Config config =
        fixture()
            .user(
                """
                [models.mine]
                id = "devstral-2512"
                price_in = 1.0
                price_out = 2.0
                price_cached = 0.25
                successor = "next"
                [models.own]
                licence = "MIT"
                """)
            .config();
    List<ModelDirectory.Entry> entries = new ModelDirectory(config).entries();
    ModelDirectory.Entry mine = entries.getFirst();
    assertEquals("mine", mine.name());
    assertEquals(new Price(1, 2, 0.25), mine.price());
    assertEquals(262_144, mine.context());
    assertEquals("next", mine.successor());
    assertTrue(mine.warning().contains("20 million USD a month"));
    assertEquals("MIT", entries.get(1).licence());
    assertEquals("", entries.get(1).warning());
    ModelDirectory.Entry small2 =
        entries.stream().filter(e -> e.name().equals("Devstral Small 2")).findFirst().orElseThrow();
    assertEquals("Apache-2.0", small2.licence());
    assertEquals("", small2.warning());
  }
}
