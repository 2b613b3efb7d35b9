package dev.vibe.config.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigFixture;
import dev.vibe.config.KeySource;
import dev.vibe.config.Secret;
import dev.vibe.config.model.ModelChoice.Endpoint;
import dev.vibe.config.model.ModelFacts.Context;
import dev.vibe.config.model.ModelFacts.Temperature;
import dev.vibe.config.model.WantedModel.AnyServed;
import dev.vibe.config.model.WantedModel.Exactly;
import dev.vibe.config.model.WantedModel.Preferably;
import dev.vibe.json.JsonTree;
import dev.vibe.model.Price;
import dev.vibe.model.Vision;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelChoiceTest {

  private static final String LOCAL = "http://127.0.0.1:8080/v1";
  private static final String SMALL = "mistralai/Devstral-Small-2-24B-Instruct-2512";

  private static final String LAB =
      """
      [providers.lab]
      base_url = "https://lab.example.org/v1"
      api_key_env = "LAB_KEY"
      headers = { X-Team = "blue" }

      [models.small]
      provider = "lab"
      id = "mistralai/Devstral-Small-2-24B-Instruct-2512"
      """;

  @TempDir Path folder;
  ConfigFixture files;
  Probe probe = (server, limit) -> false;

  @BeforeEach
  void setUp() {
    files = new ConfigFixture(folder);
  }

  @Test
  void nothing_at_all_names_the_shortest_ways() {
    Problem problem = noModel();
    assertEquals(ProblemCode.NO_MODEL, problem.code());
    assertTrue(problem.cause().contains("8000, 8080, 11434, 1234"), problem.cause());
    for (String way : List.of("MISTRAL_API_KEY", "--base-url", "ollama", "vibe demo")) {
      assertTrue(problem.remedy().contains(way), way);
    }
  }

  @Test
  void a_local_server_answers_before_giving_up() {
    probe = (server, limit) -> Set.of(8080, 1234).contains(server.port());
    Endpoint endpoint = endpoint();
    assertEquals(LOCAL, endpoint.baseUrl());
    assertEquals(new AnyServed(), endpoint.model());
    assertEquals("llama.cpp on port 8080", endpoint.chosenBy());
    assertInstanceOf(KeySource.None.class, endpoint.key());
  }

  @Test
  void openai_variables_go_before_a_local_server() {
    probe = (server, limit) -> true;
    files
        .variable("OPENAI_BASE_URL", "https://gateway.example.org/v1/")
        .variable("OPENAI_API_KEY", "sk-o")
        .variable("OPENAI_MODEL", "devstral");
    Endpoint endpoint = endpoint();
    assertEquals("https://gateway.example.org/v1", endpoint.baseUrl());
    assertEquals(new Exactly("devstral"), endpoint.model());
    assertEquals("OPENAI_API_KEY=sk-o", key(endpoint));
    files.environment.remove("OPENAI_MODEL");
    assertEquals(new AnyServed(), endpoint().model());
    files.variable("OPENAI_BASE_URL", "gateway");
    assertTrue(noModel().what().contains("OPENAI_BASE_URL needs"));
  }

  @Test
  void an_openai_key_alone_is_nothing() {
    files.variable("OPENAI_API_KEY", "sk-o");
    assertEquals(ProblemCode.NO_MODEL, noModel().code());
  }

  @Test
  void a_mistral_key_goes_before_openai_variables() {
    files.variable("OPENAI_BASE_URL", LOCAL).variable("MISTRAL_API_KEY", "sk-m");
    Endpoint endpoint = endpoint();
    assertEquals("mistral", endpoint.provider());
    assertEquals("https://api.mistral.ai/v1", endpoint.baseUrl());
    assertEquals(new Preferably("devstral-latest"), endpoint.model());
    assertEquals("MISTRAL_API_KEY=sk-m", key(endpoint));
    assertEquals("env MISTRAL_API_KEY", endpoint.chosenBy());
    assertEquals(new Price(0.4, 2.0, 0.04), endpoint.facts().price());
    assertEquals(new Context.Usual(262_144), endpoint.facts().context());
    assertEquals(new Temperature.Fixed(0.2), endpoint.facts().temperature());
  }

  @Test
  void a_configured_model_goes_before_a_mistral_key() {
    files.user("model = 'small'\n" + LAB).variable("LAB_KEY", "sk-l");
    files.variable("MISTRAL_API_KEY", "sk-m");
    Endpoint endpoint = endpoint();
    assertEquals("lab", endpoint.provider());
    assertEquals(new Exactly(SMALL), endpoint.model());
    assertEquals("LAB_KEY=sk-l", key(endpoint));
    assertEquals(Set.of("X-Team"), endpoint.headers().keySet());
    assertEquals(files.paths.userConfig() + ":1", endpoint.chosenBy());
    assertFalse(endpoint.toString().contains("sk-l"), "a key must not be printed");
    assertFalse(endpoint.toString().contains("blue"), "a header must not be printed");
  }

  @Test
  void variables_go_before_files_and_flags_before_variables() {
    files.user("model = 'in-file'\nbase_url = 'http://file/v1'\n");
    assertEquals("http://file/v1 in-file", shown(endpoint()));
    files.variable("VIBE_MODEL", "in-env");
    assertEquals("http://file/v1 in-env", shown(endpoint()));
    files.variable("VIBE_BASE_URL", "http://env/v1");
    assertEquals("http://env/v1 in-env", shown(endpoint()));
    files.flag("model", "flag");
    assertEquals("http://env/v1 flag", shown(endpoint()));
    files.flag("base_url", "http://flag/v1");
    assertEquals("http://flag/v1 flag", shown(endpoint()));
  }

  @Test
  void a_url_of_a_higher_rung_than_the_model_asks_the_server() {
    files.user("model = 'small'\n" + LAB).variable("LAB_KEY", "x");
    files.flag("base_url", LOCAL);
    assertEquals(LOCAL + " " + SMALL + "~", shown(endpoint()));
    files.variable("VIBE_MODEL", "in-env");
    assertEquals(LOCAL + " in-env~", shown(endpoint()));
    files.variable("VIBE_MODEL", "lab/some/id");
    assertEquals(LOCAL + " some/id~", shown(endpoint()));
  }

  @Test
  void an_administrators_url_takes_every_model() {
    files.managed("base_url = 'https://gateway.corp/v1'\napi_key_env = 'CORP'\n" + LAB);
    files.variable("CORP", "sk-c").variable("LAB_KEY", "sk-l").variable("MISTRAL_API_KEY", "sk-m");
    assertEquals("https://gateway.corp/v1 ?", shown(endpoint()));
    files.flag("model", "small").flag("base_url", LOCAL);
    assertEquals("https://gateway.corp/v1 " + SMALL, shown(endpoint()));
    assertEquals("CORP=sk-c", key(endpoint()));
  }

  @Test
  void only_a_provider_before_the_first_slash_splits_a_name() {
    files.user(LAB).variable("LAB_KEY", "x").variable("MISTRAL_API_KEY", "y");
    files.flag("model", "lab/" + SMALL);
    assertEquals("https://lab.example.org/v1 " + SMALL, shown(endpoint()));
    files.flags.clear();
    files.flag("model", "mistral/codestral-latest");
    assertEquals("https://api.mistral.ai/v1 codestral-latest", shown(endpoint()));
    files.flags.clear();
    files.flag("model", SMALL);
    assertEquals("https://api.mistral.ai/v1 " + SMALL, shown(endpoint()));
    files.flag("base_url", LOCAL);
    assertEquals(LOCAL + " " + SMALL, shown(endpoint()));
  }

  @Test
  void a_configured_name_at_a_url_for_this_run_is_its_id_there() {
    files.user(LAB).flag("model", "small").flag("base_url", LOCAL);
    assertEquals(LOCAL + " " + SMALL, shown(endpoint()));
    assertInstanceOf(KeySource.None.class, endpoint().key());
    assertEquals(Map.of(), endpoint().headers());
  }

  @Test
  void a_model_without_a_provider_is_an_id_with_facts() {
    files.user(
        """
        temperature = 0.9
        max_output_tokens = 100
        [models.m]
        id = "some/model"
        context = 1000
        price_in = 2
        price_out = 3
        temperature = 0.5
        """);
    files.flag("model", "m").flag("base_url", LOCAL);
    assertEquals(LOCAL + " some/model", shown(endpoint()));
    ModelFacts expected =
        new ModelFacts(
            new Context.Configured(1000),
            new Price(2, 3, 2),
            new Temperature.Fixed(0.5),
            Vision.UNKNOWN,
            100,
            ModelFacts.Further.NONE);
    assertEquals(expected, endpoint().facts());
    files.flags.removeFirst();
    files.flag("model", "some/model");
    assertEquals(expected, endpoint().facts());
    files.variable("VIBE_TEMPERATURE", "0.7").variable("VIBE_CONTEXT_TOKENS", "500");
    assertEquals(new Temperature.Fixed(0.7), endpoint().facts().temperature());
    assertEquals(new Context.Configured(500), endpoint().facts().context());
  }

  @Test
  void further_fields_and_headers_of_a_model_are_taken_as_they_are() {
    files.user(
        """
        [models.m]
        id = "some/model"
        [models.m.request]
        top_p = 0.9
        reasoning_effort = "low"
        stop = ["a", "b"]
        chat_template_kwargs = { enable_thinking = false }
        [models.m.request.headers]
        X-Title = "vibe"
        """);
    files.flag("model", "m").flag("base_url", LOCAL);
    ModelFacts.Further further = endpoint().facts().further();
    assertEquals(
        "{\"chat_template_kwargs\":{\"enable_thinking\":false},\"reasoning_effort\":\"low\","
            + "\"stop\":[\"a\",\"b\"],\"top_p\":0.9}",
        JsonTree.write(new TreeMap<>(further.fields())));
    assertEquals("vibe", Objects.requireNonNull(further.headers().get("X-Title")).reveal());
  }

  @Test
  void the_users_word_on_images_goes_before_what_a_model_was_made_for() {
    files.flag("model", "devstral-small-latest").flag("base_url", "https://h.example.org/v1");
    assertEquals(Vision.MADE_TO_SEE, endpoint().facts().vision());
    files.user(
        "[models.\"devstral-small-latest\"]\nimages = false\n[models.qwen]\nimages = true\n");
    assertEquals(Vision.BLIND, endpoint().facts().vision());
    files.flags.removeFirst();
    files.flag("model", "qwen");
    assertEquals(Vision.SEES, endpoint().facts().vision());
  }

  @Test
  void an_unknown_id_works_and_costs_nothing_known() {
    files.flag("model", "devstral-9-2811").flag("base_url", "https://h.example.org/v1");
    ModelFacts facts = endpoint().facts();
    assertEquals(new Context.AskServer(), facts.context());
    assertEquals(Price.UNKNOWN, facts.price());
    assertEquals(new Temperature.Fixed(0.2), facts.temperature());
    files.flags.removeFirst();
    files.flag("model", "qwen");
    assertEquals(new Temperature.ServerDefault(), endpoint().facts().temperature());
  }

  @Test
  void a_local_server_is_not_credited_with_the_whole_window() {
    files.flag("model", SMALL).flag("base_url", "http://localhost:8000/v1");
    assertEquals(new Context.AskServer(), endpoint().facts().context());
    files.flags.removeLast();
    files.flag("base_url", "https://gpu.example.org/v1");
    assertEquals(new Context.Usual(262_144), endpoint().facts().context());
    assertEquals(Price.UNKNOWN, endpoint().facts().price());
  }

  @Test
  void mistral_without_a_key_says_so() {
    files.flag("model", "mistral/devstral-latest");
    Problem problem = noModel();
    assertEquals(ProblemCode.NO_API_KEY, problem.code());
    assertEquals(
        """
        vibe: cannot start: no API key for provider "mistral"  [no-api-key]
          cause: MISTRAL_API_KEY is unset
          try:   export MISTRAL_API_KEY=…   or   vibe --base-url http://127.0.0.1:8080/v1   or   vibe demo\
        """,
        problem.render());
    files.variable("VIBE_API_KEY", "sk-v").variable("OPENAI_API_KEY", "sk-o");
    assertTrue(noModel().cause().contains("VIBE_API_KEY goes only"), noModel().cause());
  }

  @Test
  void a_key_never_goes_to_an_endpoint_it_does_not_belong_to() {
    files.user("base_url = 'https://a.example.org/v1'\napi_key_env = 'A_KEY'\n" + LAB);
    for (String name : List.of("A_KEY", "LAB_KEY", "MISTRAL_API_KEY", "OPENAI_API_KEY")) {
      files.variable(name, "sk-" + name);
    }
    files.variable("OPENAI_BASE_URL", "https://o.example.org/v1");
    files.variable("VIBE_API_KEY", "sk-v");
    files.flag("base_url", "https://evil.example.org/v1");
    KeySource.None none = assertInstanceOf(KeySource.None.class, endpoint().key());
    assertTrue(none.why().contains("MISTRAL_API_KEY"), none.why());
    for (Map.Entry<String, String> near :
        Map.of(
                "https://a.example.org:444/v1", "",
                "http://a.example.org/v1", "",
                "http://api.mistral.ai/v1", "",
                "https://api.mistral.ai.evil.org/v1", "",
                "https://A.example.org:443/other", "VIBE_API_KEY=sk-v",
                "https://api.mistral.ai/v1", "MISTRAL_API_KEY=sk-MISTRAL_API_KEY",
                "https://lab.example.org/v1", "LAB_KEY=sk-LAB_KEY",
                "https://o.example.org/v1", "OPENAI_API_KEY=sk-OPENAI_API_KEY")
            .entrySet()) {
      files.flags.clear();
      files.flag("base_url", near.getKey());
      assertEquals(near.getValue(), key(endpoint()), near.getKey());
    }
  }

  @Test
  void whoever_overrides_a_url_does_not_inherit_its_key() {
    files.system(
        """
        base_url = 'https://corp/v1'
        api_key_file = '/corp.key'
        [providers.p]
        base_url = 'https://corp/v1'
        api_key_file = '/p.key'
        """);
    files.user("base_url = 'https://mine/v1'\n[providers.p]\nbase_url = 'https://mine/v1'\n");
    assertInstanceOf(KeySource.None.class, endpoint().key());
    files.flag("model", "p/x");
    assertInstanceOf(KeySource.None.class, endpoint().key());
  }

  @Test
  void a_key_without_a_url_belongs_to_the_url_in_effect() {
    files.variable("VIBE_API_KEY", "sk-v").flag("base_url", LOCAL);
    assertEquals("VIBE_API_KEY=sk-v", key(endpoint()));
    files.environment.clear();
    files.user("api_key_command = ['pass', 'show', 'x']\n");
    assertEquals(new KeySource.Command(List.of("pass", "show", "x")), endpoint().key());
    files.variable("VIBE_BASE_URL", "http://elsewhere/v1");
    assertEquals(new KeySource.Command(List.of("pass", "show", "x")), endpoint().key());
  }

  @Test
  void a_variable_pair_stays_a_pair() {
    files.variable("VIBE_BASE_URL", "https://v/v1").variable("VIBE_API_KEY", "sk-v");
    assertEquals("VIBE_API_KEY=sk-v", key(endpoint()));
    files.flag("base_url", LOCAL);
    assertInstanceOf(KeySource.None.class, endpoint().key());
  }

  @Test
  void mistrals_key_may_come_from_anywhere() {
    files.user("[providers.mistral]\napi_key_file = 'mistral.key'\n");
    assertEquals(
        new KeySource.File(files.paths.configDir().resolve("mistral.key")), endpoint().key());
    files.variable("HOME", "/home/ada");
    files.user("[providers.mistral]\napi_key_file = '~/mistral.key'\n");
    assertEquals(new KeySource.File(Path.of("/home/ada/mistral.key")), endpoint().key());
    files.user("[providers.mistral]\napi_key_env = 'OTHER'\n");
    assertTrue(noModel().cause().startsWith("OTHER is unset ("), noModel().cause());
    files.variable("OTHER", "sk-x");
    assertEquals("OTHER=sk-x", key(endpoint()));
  }

  @Test
  void the_server_has_the_last_word() {
    files.flag("base_url", LOCAL);
    Config config = files.config();
    Endpoint settled =
        assertInstanceOf(
            Endpoint.class,
            ModelResolver.settle(endpoint(), List.of("nomic-embed", "qwen", SMALL), config));
    assertEquals(LOCAL + " " + SMALL, shown(settled));
    assertEquals(new Temperature.Fixed(0.2), settled.facts().temperature());
    assertInstanceOf(
        ModelChoice.NoModel.class, ModelResolver.settle(endpoint(), List.of("x-embed"), config));
    assertInstanceOf(
        ModelChoice.NoModel.class, ModelResolver.settle(endpoint(), List.of(), config));
  }

  @Test
  void a_server_that_hangs_is_left_behind() {
    CountDownLatch never = new CountDownLatch(1);
    probe =
        (server, limit) -> {
          assertEquals(Duration.ofMillis(200), limit);
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return true;
        };
    assertEquals(ProblemCode.NO_MODEL, noModel().code());
  }

  @Test
  void servers_are_asked_side_by_side() {
    CountDownLatch all = new CountDownLatch(4);
    probe =
        (server, limit) -> {
          all.countDown();
          try {
            all.await();
          } catch (InterruptedException e) {
            return false;
          }
          return server.port() == 1234;
        };
    assertEquals("LM Studio on port 1234", endpoint().chosenBy());
  }

  private ModelChoice choice() {
    return new ModelResolver(files.config(), files.environment, probe).resolve();
  }

  private Endpoint endpoint() {
    return assertInstanceOf(Endpoint.class, choice());
  }

  private Problem noModel() {
    return assertInstanceOf(ModelChoice.NoModel.class, choice()).problem();
  }

  private static String shown(Endpoint endpoint) {
    return endpoint.baseUrl()
        + " "
        + switch (endpoint.model()) {
          case Exactly(String id) -> id;
          case Preferably(String id) -> id + "~";
          case AnyServed() -> "?";
        };
  }

  private static String key(Endpoint endpoint) {
    return endpoint.key() instanceof KeySource.Variable(String name, Secret key)
        ? name + "=" + key.reveal()
        : "";
  }
}
