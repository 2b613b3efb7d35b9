package dev.vibe.provider.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTimeoutsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/v1",
        "http://127.0.0.1:11434/v1",
        "http://[::1]:8080/v1",
        "http://192.168.1.7:8000/v1",
        "http://10.0.0.3/v1",
        "http://[fd00::7]:8080/v1",
        "http://workstation:8080/v1",
        "http://box.local/v1",
        "https://llm.home.arpa/v1",
      })
  void a_server_that_is_near_may_read_a_long_prompt_on_a_cpu(String baseUrl) {
    Duration most = EndpointTimeouts.usual(baseUrl).firstByte();
    int tokensPerSecond = 12;
    assertEquals(Duration.ofMinutes(90), most);
    assertEquals(true, most.toSeconds() * tokensPerSecond > 60_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.mistral.ai/v1",
        "https://8.8.8.8/v1",
        "https://[2001:4860:4860::8888]/v1",
        "https://local.example.com/v1",
      })
  void a_service_elsewhere_is_given_up_sooner(String baseUrl) {
    assertEquals(EndpointTimeouts.DEFAULT, EndpointTimeouts.usual(baseUrl));
  }
}
