package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.vibe.testkit.Golden;
import java.nio.file.Path;
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
