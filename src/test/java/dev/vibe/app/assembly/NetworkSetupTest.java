package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.Harness;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.config.ConfigFixture;
import dev.vibe.net.RetryPolicy;
import dev.vibe.provider.openai.EndpointSettings.Transport;
import dev.vibe.provider.openai.EndpointTimeouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkSetupTest {

  private static final String URL = "https://api.mistral.ai/v1";

  @TempDir Path folder;

  private Transport transport(String toml) throws Exception {
    Files.createDirectories(folder.resolve("work"));
    return new NetworkSetup(
            new ConfigFixture(folder).user(toml).config(),
            new Harness(folder).host(new StopSwitch()))
        .transport(URL);
  }

  @Test
  void without_settings_times_are_the_usual_ones() throws Exception {
    Transport usual = transport("");
    assertEquals(EndpointTimeouts.usual(URL), usual.timeouts());
    assertEquals(RetryPolicy.DEFAULT, usual.retry());
  }

  @Test
  void each_time_can_be_set() throws Exception {
    Transport set =
        transport("[net]\nfirst_token_timeout = \"3h\"\nidle_timeout = 45\nretry_for = \"10m\"\n");
    assertEquals(Duration.ofHours(3), set.timeouts().firstByte());
    assertEquals(Duration.ofSeconds(45), set.timeouts().betweenBytes());
    assertEquals(Duration.ofMinutes(10), set.retry().total());
  }

  @Test
  void zero_is_no_limit() throws Exception {
    Transport set = transport("[net]\nfirst_token_timeout = 0\nidle_timeout = \"0\"\n");
    assertTrue(set.timeouts().firstByte().compareTo(Duration.ofDays(300)) > 0);
    assertTrue(set.timeouts().betweenBytes().compareTo(Duration.ofDays(300)) > 0);
  }
}
