package dev.vibe.config.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.model.ServerKind;
import dev.vibe.testkit.DeafPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class LoopbackProbeTest {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final Duration PATIENT = Duration.ofSeconds(10);

  @Test
  void a_list_of_models_is_recognised() throws Exception {
    assertTrue(
        answers("HTTP/1.1 200 OK\r\nX: y\r\n\r\n{\"object\":\"list\",\"data\":[]}", PATIENT));
    assertTrue(answers("HTTP/1.0 200 OK\r\n\r\n1f\r\n{ \"data\": [", PATIENT));
  }

  @Test
  void anything_else_is_not_a_model_server() throws Exception {
    assertFalse(answers("HTTP/1.1 404 Not Found\r\n\r\n{\"data\":1}", PATIENT));
    assertFalse(answers("HTTP/1.1 200 OK\r\nX: \"data\"\r\n\r\n<html>hello", PATIENT));
    assertFalse(answers("SSH-2.0-OpenSSH \"data\"\r\n", PATIENT));
    assertFalse(answers("", PATIENT));
    assertFalse(answers("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(100_000), PATIENT));
  }

  @Test
  void a_port_where_nobody_listens_answers_at_once() throws IOException {
    try (DeafPort port = DeafPort.open()) {
      assertFalse(
          new LoopbackProbe().serves(new LocalServer(ServerKind.UNKNOWN, port.number()), PATIENT));
    }
  }

  @Test
  void a_server_that_says_nothing_is_given_up() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      LocalServer server = new LocalServer(ServerKind.UNKNOWN, silent.getLocalPort());
      assertFalse(new LoopbackProbe().serves(server, Duration.ofMillis(50)));
    }
  }

  private static boolean answers(String response, Duration limit)
      throws IOException, InterruptedException, ExecutionException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      FutureTask<String> request =
          new FutureTask<>(
              () -> {
                try (Socket socket = listener.accept()) {
                  BufferedReader in =
                      new BufferedReader(
                          new InputStreamReader(
                              socket.getInputStream(), StandardCharsets.US_ASCII));
                  String first = in.readLine();
                  for (String line = first; !line.isEmpty(); line = in.readLine()) {}
                  socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
                  return first;
                } catch (IOException e) {
                  return "GET /v1/models HTTP/1.1"; // the probe hung up early, as it may
                }
              });
      Thread.ofVirtual().start(request);
      boolean served =
          new LoopbackProbe()
              .serves(new LocalServer(ServerKind.UNKNOWN, listener.getLocalPort()), limit);
      assertEquals("GET /v1/models HTTP/1.1", request.get());
      return served;
    }
  }
}
