package dev.vibe.config.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigFixture;
import dev.vibe.config.ConfigListing;
import dev.vibe.config.KeySource;
import dev.vibe.config.Network;
import dev.vibe.model.Price;
import dev.vibe.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

  private static ModelChoice fallback(ConfigFixture fixture, String name) {
    Config config = fixture.config();
    ModelChoice first = new ModelResolver(config, fixture.environment, NOBODY).resolve();
    ModelChoice.Endpoint chosen =
        first instanceof ModelChoice.Endpoint endpoint
            ? endpoint
            : new ModelChoice.Endpoint(
                "",
                "http://127.0.0.1:1/v1",
                new WantedModel.AnyServed(),
                new FactFinder(config).facts("", "", "http://127.0.0.1:1/v1"),
                new KeySource.None(""),
                "",
                Map.of(),
                Map.of());
    return new ModelResolver(config, fixture.environment, NOBODY)
        .fallback(new ModelChoice.Fallback(name, chosen));
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
    ModelChoice.Endpoint small = endpoint(fallback(fixture, "small"));
    assertEquals("http://gpu.example.org/v1", small.baseUrl());
    assertEquals(new WantedModel.Exactly("devstral-small"), small.model());
    assertEquals(new ModelFacts.Context.Configured(1000), small.facts().context());
    assertEquals("7", Objects.requireNonNull(small.query().get("api-version")).reveal());
    ModelChoice.Endpoint other = endpoint(fallback(fixture, "lab/other"));
    assertEquals(new WantedModel.Exactly("other"), other.model());
    ModelChoice.Endpoint third = endpoint(fallback(fixture, "third"));
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
    assertEquals("http://gpu.example.org/v1", endpoint(fallback(fixture, "small")).baseUrl());
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
            new ModelResolver(fixture.config(), fixture.environment, NOBODY).resolve());
    assertEquals(ProblemCode.LOCAL_ONLY, first.problem().code());
    ModelChoice.NoModel fallback =
        assertInstanceOf(ModelChoice.NoModel.class, fallback(fixture, "mistral/x"));
    assertEquals(ProblemCode.LOCAL_ONLY, fallback.problem().code());
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
        endpoint(new ModelResolver(fixture.config(), fixture.environment, NOBODY).resolve())
            .baseUrl());
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
        endpoint(new ModelResolver(fixture.config(), fixture.environment, ollama).resolve())
            .baseUrl());
    ModelChoice none = new ModelResolver(fixture.config(), fixture.environment, NOBODY).resolve();
    assertEquals(
        ProblemCode.NO_MODEL, assertInstanceOf(ModelChoice.NoModel.class, none).problem().code());
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
    Network network = new Network(config);
    assertEquals("http://proxy.example.org:3128", network.proxy());
    assertEquals(List.of("example.org"), network.direct());
    assertEquals(List.of(folder.resolve("user").resolve("ca.pem")), network.authorities(home));
    assertEquals(
        List.of(home.resolve("client.pem"), home.resolve("client.pem")), network.identity(home));
  }

  @Test
  void a_login_for_a_proxy_may_be_in_its_url_or_beside_it_and_is_never_shown() {
    ConfigFixture fixture =
        fixture()
            .user(
                """
                [net]
                proxy = "http://ann:p@ss#1@proxy.example.org:3128"
                proxy_user = "bob"
                proxy_password_env = "PROXY_PASSWORD"
                """)
            .variable("PROXY_PASSWORD", "top secret");
    Config config = fixture.config();
    Network network = new Network(config);
    assertEquals("bob", network.proxyUser());
    KeySource password = network.proxyPassword(fixture.environment);
    assertEquals("top secret", new KeyReader(KeyReader.COMMAND_LIMIT).password(password).reveal());
    assertTrue(config.secretVariables().contains("PROXY_PASSWORD"));
    String shown =
        String.join("\n", ConfigListing.linesWithOrigins(config)) + ConfigListing.json(config);
    assertTrue(shown.contains("http://ann:***@proxy.example.org:3128"), shown);
    assertFalse(shown.contains("ss#1"), shown);
  }

  @Test
  void half_a_setting_of_the_network_is_a_mistake() {
    assertTrue(
        fixture().user("net.client_key = \"k.pem\"\n").problem().what().contains("client_cert"));
    assertTrue(
        fixture().user("net.proxy_user = \"ann\"\n").problem().what().contains("net.proxy "));
    assertEquals(
        ProblemCode.CONFIG_VALUE,
        fixture().user("net.proxy = \"https://proxy:1\"\n").problem().code());
  }

  @Test
  void offline_no_fallback_leaves_the_chosen_host_and_this_machine() {
    ConfigFixture fixture =
        fixture()
            .user(
                """
                base_url = "https://gpu.example.org/v1"
                model = "m"
                [providers.other]
                base_url = "https://other.example.org/v1"
                [providers.same]
                base_url = "https://gpu.example.org:8443/v1"
                [providers.here]
                base_url = "http://127.0.0.1:8000/v1"
                """)
            .flag("offline", "true");
    assertEquals(
        "https://gpu.example.org/v1",
        endpoint(new ModelResolver(fixture.config(), fixture.environment, NOBODY).resolve())
            .baseUrl());
    assertEquals(
        "https://gpu.example.org:8443/v1", endpoint(fallback(fixture, "same/x")).baseUrl());
    assertEquals("http://127.0.0.1:8000/v1", endpoint(fallback(fixture, "here/x")).baseUrl());
    ModelChoice.NoModel refused =
        assertInstanceOf(ModelChoice.NoModel.class, fallback(fixture, "other/x"));
    assertEquals(ProblemCode.OFFLINE, refused.problem().code());
    assertTrue(refused.problem().cause().contains("(flag "), refused.problem().cause());
  }

  @Test
  void every_configured_endpoint_is_named_once_the_one_in_effect_first() {
    ConfigFixture fixture =
        fixture()
            .user(
                """
                model = "b/x"
                [providers.a]
                base_url = "http://a.example.org/v1"
                [providers.b]
                base_url = "http://b.example.org/v1"
                """)
            .variable("MISTRAL_API_KEY", "k123456789");
    assertEquals(
        List.of("http://b.example.org/v1", "http://a.example.org/v1", "https://api.mistral.ai/v1"),
        new ModelResolver(fixture.config(), fixture.environment, NOBODY)
            .all().stream().map(choice -> endpoint(choice).baseUrl()).toList());
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
