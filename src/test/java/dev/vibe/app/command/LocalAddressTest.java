package dev.vibe.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAddressTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          http://127.0.0.1:8080/v1, localhost:8080
          http://localhost:8080/v1, localhost:8080
          http://[::1]:8080/v1, localhost:8080
          http://192.168.1.7:11434/v1, 192.168.1.7:11434
          http://172.20.0.2/v1, 172.20.0.2:80
          https://gpu-box/v1, gpu-box:443
          http://llama.local:8080/v1, llama.local:8080
          https://api.mistral.ai/v1, ''
          http://172.32.0.2:8080/v1, ''
          http://8.8.8.8/v1, ''
          not a url, ''
          """)
  void a_server_of_ones_own_is_known_by_its_address(String endpoint, String server) {
    assertEquals(server, LocalAddress.of(endpoint));
  }
}
