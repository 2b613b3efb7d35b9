package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.testkit.LoadedClasses;
import dev.vibe.text.ColorChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigLoaderTest {

  @TempDir Path folder;
  ConfigFixture files;

  @BeforeEach
  void setUp() {
    files = new ConfigFixture(folder);
  }

  @Test
  void without_files_there_are_defaults() {
    Config config = files.config();
    assertEquals("ask", config.mode());
    assertEquals(ColorChoice.AUTO, config.color());
    assertEquals(new LimitSettings(0, 0, 0, Duration.ZERO), config.limits());
  }

  @Test
  void each_layer_overrides_the_ones_below_key_by_key() {
    files.system("model = \"system\"\nmax_turns = 1\ntemperature = 0.1\ntimeout = 90\n");
    assertEquals("system", model());
    files.user("model = \"user\"\nmax_cost = 2\n");
    assertEquals("user", model());
    files.project("model = \"project\"\n");
    assertEquals("project", model());
    files.variable("VIBE_MODEL", "variable");
    assertEquals("variable", model());
    files.flag("model", "flag");
    assertEquals("flag", model());
    files.managed("model = \"managed\"\n");
    assertEquals("managed", model());
    assertEquals(new LimitSettings(1, 0, 2.0, Duration.ofSeconds(90)), files.config().limits());
  }

  @Test
  void every_value_knows_where_it_was_set() {
    files
        .system("# first\n\nmax_turns = 7\n")
        .user("[models.\"a.b\"]\nid = 'x'\nprice_in = 1 # [models.c]\n\n[ui]\ncolor='never'\n")
        .variable("VIBE_MAX_TOKENS", "5")
        .flag("mode", "plan");
    assertEquals(files.paths.systemConfig() + ":3", origin(ConfigKey.of("max_turns")));
    assertEquals(
        files.paths.userConfig() + ":3", origin(ConfigKey.of("models", "a.b", "price_in")));
    assertEquals(files.paths.userConfig() + ":6", origin(ConfigKey.of("ui", "color")));
    assertEquals("env VIBE_MAX_TOKENS", origin(ConfigKey.of("max_tokens")));
    assertEquals("flag --mode", origin(ConfigKey.of("mode")));
  }

  @Test
  void an_untrusted_project_is_not_read_but_mentioned() {
    files.project("this is not even TOML");
    files.project = new Project.Untrusted(folder.resolve("work"));
    ConfigResult.Valid valid = files.valid();
    assertEquals(List.of("config-untrusted"), codes(valid.notices()));
    files.project = new Project.Untrusted(folder.resolve("elsewhere"));
    assertEquals(List.of(), files.valid().notices());
  }

  @Test
  void what_a_link_of_a_trusted_project_leads_to_is_not_read_but_mentioned() throws IOException {
    files.project("this is not even TOML");
    Path project = folder.resolve("work/.vibe");
    Files.move(project, folder.resolve("outside"));
    Files.createSymbolicLink(project, folder.resolve("outside"));
    assertEquals(List.of("config-untrusted"), codes(files.valid().notices()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode = 'auto'",
        "base_url = 'http://evil.example/v1'",
        "api_key_env = 'HOME'",
        "api_key_file = '/etc/passwd'",
        "api_key_command = ['id']",
        "max_cost = 1000",
        "max_turns = 1000",
        "max_tokens = 1000",
        "timeout = '9h'",
        "[providers.mistral]\nbase_url = 'http://evil.example/v1'",
        "[providers.mistral.headers]\nx = 'y'",
        "[models.a]\nprice_in = 0"
      })
  void a_project_never_widens_adds_endpoints_or_reads_keys(String toml) {
    Problem problem = files.project(toml).problem();
    assertEquals(ProblemCode.CONFIG_NOT_HERE, problem.code());
  }

  @Test
  void a_project_may_choose_and_tune() {
    files.project("model = 'm'\ntemperature = 0\nmax_output_tokens = 9\ncontext_tokens = 9\n");
    assertEquals("m", model());
  }

  @ParameterizedTest
  @ValueSource(strings = {"messages = []", "tools = []", "stream = false"})
  void what_a_request_consists_of_cannot_be_overridden(String field) {
    Problem problem = files.user("[models.m.request]\ntop_k = 3\n" + field).problem();
    assertEquals(ProblemCode.CONFIG_VALUE, problem.code());
    assertTrue(problem.what().startsWith("the configuration may not set models.m.request."));
    assertTrue(problem.cause().contains("line 3"), problem.cause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a = nan", "headers = 1", "headers.\"a b\" = 'x'"})
  void field_of_a_request_that_json_cannot_hold_is_refused(String field) {
    Problem problem = files.user("[models.m.request]\n" + field).problem();
    assertTrue(problem.what().contains("models.m.request."), problem.what());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "modle = 'x' | unknown configuration key modle | model",
        "[ui]\\ncolour = 'auto' | unknown configuration key ui.colour | ui.color",
        "[provider.x]\\nbase_url = 'y' | unknown configuration key provider | providers",
        "[models.a]\\n"
            + "price_im = 1 | unknown configuration key models.a.price_im | models.a.price_in",
        "\"a b\".c = 1 | unknown configuration key \"a b\" | one of ",
        "api_key = 'sk-1' | a configuration file holds the key itself, as api_key"
            + " | take it out and set api_key_env",
        "[providers.x]\\nbase_url = 'http://h/v1'\\napi_key = 's' | a configuration file holds the"
            + " key itself, as providers.x.api_key | take it out",
      })
  void an_unknown_key_is_refused_with_the_nearest_name(String toml, String what, String remedy) {
    Problem problem = files.user(toml.replace("\\n", "\n")).problem();
    assertEquals(what, problem.what());
    assertTrue(problem.remedy().startsWith(remedy), problem.remedy());
    assertTrue(problem.cause().contains(files.paths.userConfig() + ", line "), problem.cause());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model = 1",
        "model = ''",
        "model = ['a']",
        "model = { a = 1 }",
        "mode = 'yolo'",
        "mode = true",
        "temperature = '0.2'",
        "temperature = 3",
        "temperature = nan",
        "max_turns = 0",
        "max_turns = 1.5",
        "max_turns = '5'",
        "max_turns = 99999999999999999999",
        "max_cost = 0",
        "max_cost = inf",
        "timeout = 'soon'",
        "timeout = 1.5",
        "timeout = -1",
        "api_key_command = 'pass show x'",
        "api_key_command = []",
        "api_key_command = ['a', 1]",
        "api_key_command = ['']",
        "base_url = 'ftp://host/v1'",
        "base_url = 'host:8080'",
        "base_url = 'http://user:pass@host/v1'",
        "base_url = 'http://host/v1?x=y'",
        "ui = 'plain'",
        "providers = []",
        "[models]\na = 1",
        "[providers.a]\nbase_url = 'http://h/v1'\nheaders = { x = \"a\\nb\" }",
        "[providers.a]\nbase_url = 'http://h/v1'\nheaders = { \"x y\" = \"a\" }"
      })
  void a_value_of_the_wrong_kind_is_refused(String toml) {
    Problem problem = files.user(toml).problem();
    assertEquals(ProblemCode.CONFIG_VALUE, problem.code());
    assertTrue(problem.what().contains(" needs "), problem.what());
  }

  @Test
  void broken_toml_names_line_and_column() {
    Problem problem = files.user("model = 'x'\nmode = \n").problem();
    assertEquals(ProblemCode.CONFIG_SYNTAX, problem.code());
    assertTrue(problem.cause().contains("line 2, column 8"), problem.cause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1\na=2", "[", "a = \"half", "\u0000", "<<<<<<< HEAD", "a = 1 b = 2"})
  void anything_that_is_not_toml_is_refused_and_left_alone(String text) throws IOException {
    assertEquals(ProblemCode.CONFIG_SYNTAX, files.user(text).problem().code());
    assertEquals(text, Files.readString(files.paths.userConfig()));
  }

  @Test
  void endless_nesting_is_refused() {
    Problem problem = files.user("a = " + "[".repeat(100_000)).problem();
    assertEquals(ProblemCode.CONFIG_SYNTAX, problem.code());
    assertFalse(problem.cause().contains("Constraints"), problem.cause());
  }

  @Test
  void a_file_that_cannot_be_read_stops_the_start() throws IOException {
    Path file = files.paths.userConfig();
    Files.createDirectories(file.getParent());
    Files.createDirectory(file);
    assertUnreadable("it is not a regular file");
    Files.delete(file);

    Files.createSymbolicLink(file, Path.of("nowhere"));
    assertUnreadable("it is a link to nothing");
    Files.delete(file);

    Files.createSymbolicLink(file, file);
    assertTrue(files.problem().cause().contains("symbolic links"), files.problem().cause());
    Files.delete(file);

    Files.write(file, new byte[ConfigFile.LARGEST_FILE + 1]);
    assertUnreadable("it is larger than 1048576 bytes");

    Files.write(file, new byte[] {'#', '\n', (byte) 0xff});
    assertUnreadable("it is not UTF-8 (line 2)");
  }

  @Test
  void a_byte_order_mark_and_windows_line_ends_are_fine() {
    files.user("\uFEFF# hello\r\nmodel = 'x'\r\n[ui]\r\ncolor = 'always'\r\n");
    assertEquals("x", model());
    assertEquals(files.paths.userConfig() + ":4", origin(ConfigKey.of("ui", "color")));
  }

  @Test
  void all_problems_are_told_at_once() {
    files.system("modle = 1\nmode = 1").managed("x = ").variable("VIBE_MAX_TURNS", "many");
    assertEquals(
        List.of("config-unknown-key", "config-value", "config-value", "config-syntax"),
        codes(files.problems()));
  }

  @Test
  void variables_are_read_as_text_and_empty_ones_are_unset() {
    files.variable("VIBE_MAX_COST", "1.5").variable("VIBE_MODE", "").variable("VIBE_TIMEOUT", "2m");
    assertEquals(new LimitSettings(0, 0, 1.5, Duration.ofMinutes(2)), files.config().limits());
    assertEquals("ask", files.config().mode());
  }

  @Test
  void a_misspelt_variable_is_mentioned_and_a_strange_one_ignored() {
    files
        .variable("VIBE_MODLE", "x")
        .variable("VIBE_HOME", "/x")
        .variable("VIBE_SOMETHING_ELSE", "x");
    List<Problem> notices = files.valid().notices();
    assertEquals(List.of("unknown-variable"), codes(notices));
    assertEquals("VIBE_MODEL", notices.getFirst().remedy());
  }

  @Test
  void a_flag_that_an_administrator_overrules_is_mentioned() {
    files.managed("mode = \"ask\"").flag("mode", "auto");
    assertEquals(List.of("managed"), codes(files.valid().notices()));
    assertEquals("ask", files.config().mode());
    assertTrue(files.config().isManaged(ConfigKey.of("mode")));
  }

  @Test
  void providers_need_an_endpoint_and_models_a_provider_that_exists() {
    files.user("[providers.local]\napi_key_env = 'K'\n[models.a]\nprovider = 'locl'\n");
    List<Problem> problems = files.problems();
    assertEquals(2, problems.size());
    assertTrue(problems.getFirst().what().contains("has no base_url"));
    assertEquals("local", problems.getLast().remedy());
    files.user("[providers.\"a/b\"]\nbase_url = 'http://h/v1'");
    assertTrue(files.problem().what().contains("cannot be named"));
    files.user("[providers.mistral]\napi_key_env = 'K'\n[models.a]\nprovider = 'mistral'\n");
    assertInstanceOf(ConfigResult.Valid.class, files.load());
  }

  @Test
  void without_a_file_no_parser_is_loaded() throws Exception {
    LoadedClasses loader = new LoadedClasses();
    Runnable load =
        (Runnable) loader.loadClass(LoadNothing.class.getName()).getConstructor().newInstance();
    load.run();
    assertTrue(loader.names().contains(Config.class.getName()));
    assertFalse(loader.names().stream().anyMatch(name -> name.startsWith("tools.jackson.")));
  }

  /** Runs in a class loader of its own. */
  public static final class LoadNothing implements Runnable {
    @Override
    public void run() {
      Path nowhere = Path.of("does-not-exist");
      ConfigResult result =
          ConfigLoader.load(
              new LoadRequest(
                  new VibePaths(nowhere, nowhere, nowhere),
                  new Project.Trusted(nowhere),
                  Map.of("VIBE_MODEL", "x"),
                  List.of()));
      if (!(result instanceof ConfigResult.Valid)) {
        throw new AssertionError(result);
      }
    }
  }

  private void assertUnreadable(String cause) {
    Problem problem = files.problem();
    assertEquals(ProblemCode.CONFIG_UNREADABLE, problem.code());
    assertEquals(cause, problem.cause());
  }

  private String model() {
    return files.config().find(Settings.MODEL).map(ConfigValue::text).orElse("none");
  }

  private String origin(ConfigKey key) {
    return files.config().find(key).map(value -> value.origin().describe()).orElse("none");
  }

  private static List<String> codes(List<Problem> problems) {
    return problems.stream().map(problem -> problem.code().id()).toList();
  }
}
