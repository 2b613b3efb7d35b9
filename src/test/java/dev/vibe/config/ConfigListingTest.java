package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Golden;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigListingTest {

  @TempDir Path folder;
  ConfigFixture files;

  @BeforeEach
  void setUp() {
    files =
        new ConfigFixture(folder)
            .system("timeout = '90m'\nmode = 'plan'\n")
            .user(
                """
                model = "small"
                api_key_command = ["pass", "show", "a \\"b\\""]
                temperature = 0.15

                [models.small]
                provider = "lab"
                context = 32768

                [providers.lab]
                base_url = "https://llm.example.org:8443/a/quite/long/path/to/v1/"
                headers = { X-Token = "canary-header" }
                """)
            .variable("VIBE_API_KEY", "canary-key")
            .flag("mode", "auto");
  }

  @Test
  void every_value_is_shown_with_its_origin_and_no_secret() {
    Config config = files.config();
    String plain = String.join("\n", ConfigListing.lines(config)) + "\n";
    String origins = shown(String.join("\n", ConfigListing.linesWithOrigins(config))) + "\n";
    String json = shown(ConfigListing.json(config)) + "\n";
    Golden.assertMatches("src/test/resources/golden/config/show.txt", plain);
    Golden.assertMatches("src/test/resources/golden/config/show-origin.txt", origins);
    Golden.assertMatches("src/test/resources/golden/config/show.json", json);
    assertFalse((plain + origins + json).contains("canary"));
  }

  @Test
  void lists_that_add_up_are_shown_as_one_with_all_their_origins() {
    files.user("permissions.allow = ['bash(ls)']\npermissions.deny = ['bash(rm*)']\n");
    files.system("permissions.deny = ['bash(dd*)']\n");
    files.project = new Project.Untrusted(Path.of("/w"));
    RulesFile.add(files.paths.rules(), Path.of("/w"), "edit(docs/**)");
    Config config = files.config();

    assertEquals(
        List.of(
            "permissions.allow = [\"bash(ls)\", \"edit(docs/**)\"]   # from"
                + " DIR/user/config.toml:1 and DIR/user/rules.toml:3",
            "permissions.deny = [\"bash(rm*)\", \"bash(dd*)\"]   # from"
                + " DIR/user/config.toml:2 and DIR/etc/config.toml:1"),
        ConfigListing.linesWithOrigins(config).stream()
            .filter(line -> line.startsWith("permissions"))
            .map(this::shown)
            .toList());
    String json = shown(ConfigListing.json(config));
    assertTrue(
        json.contains(
            "\"permissions.allow\":{\"value\":[\"bash(ls)\",\"edit(docs/**)\"],\"origin\":"
                + "{\"layer\":\"user\",\"file\":\"DIR/user/config.toml\",\"line\":1},\"origins\":["
                + "{\"layer\":\"user\",\"file\":\"DIR/user/config.toml\",\"line\":1},"
                + "{\"layer\":\"learned\",\"file\":\"DIR/user/rules.toml\",\"line\":3}]}"),
        json);
  }

  @Test
  void a_rule_is_shown_with_its_examples() {
    files.user("permissions.deny = ['bash(dd*)', { rule = 'bash(rm*)', matches = ['rm x'] }]\n");
    Config config = files.config();

    assertTrue(
        ConfigListing.lines(config)
            .contains(
                "permissions.deny = [\"bash(dd*)\","
                    + " {rule = \"bash(rm*)\", matches = [\"rm x\"]}]"));
    String json = ConfigListing.json(config);
    assertTrue(
        json.contains("[\"bash(dd*)\",{\"rule\":\"bash(rm*)\",\"matches\":[\"rm x\"]}]"), json);
  }

  @Test
  void a_terminal_never_sees_a_control_character() {
    files.user("[models.\"\\u001b[31m\"]\nid = \"x\"\n");
    assertEquals(
        "models.\"\\u001b[31m\".id = \"x\"",
        ConfigListing.lines(files.config()).stream()
            .filter(line -> line.startsWith("models"))
            .findFirst()
            .orElse("none"));
  }

  private String shown(String text) {
    return text.replace(folder.toString(), "DIR");
  }
}
