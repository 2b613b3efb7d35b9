package dev.vibe.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.audit.AuditEntry.Phase;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.Proxies;
import dev.vibe.net.StreamSockets;
import dev.vibe.testkit.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With listeners in this process, and a certificate that no runtime knows. */
@Timeout(60)
final class CollectorsTest {

  private static final SyslogMessage FORM = new SyslogMessage("build 7", 42);

  @TempDir private static Path folder;
  @TempDir private Path elsewhere;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.make(folder, "ip:127.0.0.1");
  }

  private static HttpSettings trusting(Path... authorities) {
    return new HttpSettings(
        Duration.ofSeconds(10), Proxies.NONE, List.of(authorities), HttpSettings.Identity.NONE);
  }

  private static ServerSocket plain() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static SyslogCollector syslog(String scheme, ServerSocket server, HttpSettings settings) {
    return new SyslogCollector(
        new StreamSockets(settings),
        URI.create(scheme + "://127.0.0.1:" + server.getLocalPort()),
        FORM);
  }

  /** All that one connection sends until it ends. */
  private static CompletableFuture<String> received(ServerSocket server) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket socket = server.accept()) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            return "failed: " + e.getMessage();
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  /** Takes frames apart by their lengths. */
  private static List<String> messages(String stream) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    List<String> messages = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int blank = at;
      while (bytes[blank] != ' ') {
        blank++;
      }
      int length = Integer.parseInt(new String(bytes, at, blank - at, StandardCharsets.UTF_8));
      messages.add(new String(bytes, blank + 1, length, StandardCharsets.UTF_8));
      at = blank + 1 + length;
    }
    return messages;
  }

  private static String line(String text) {
    return AuditLine.seal(ChainLink.START, AuditFixture.note(AuditFixture.NOON, text));
  }

  @Test
  void syslog_messages_have_the_form_of_the_standard() {
    String line =
        AuditLine.seal(
            new ChainLink(6, "0".repeat(64)),
            AuditFixture.entry(
                AuditFixture.NOON, "tool", Phase.AFTER, "tool", "a\"b]c\\", "outcome", "denied"));
    String message = FORM.message(line);
    String hash = AuditLine.read(line.getBytes(StandardCharsets.UTF_8)).orElseThrow().link().hash();
    assertEquals(
        "<108>1 2026-03-01T12:00:00.125Z build_7 vibe 42 tool [audit@32473 seq=\"7\""
            + " session=\"20260301-120000-abcd\" phase=\"after\" tool=\"a\\\"b\\]c\\\\\""
            + " outcome=\"denied\" hash=\""
            + hash
            + "\"][meta sequenceId=\"7\"] "
            + line,
        message);
  }

  @Test
  void syslog_over_tcp_frames_by_bytes() throws Exception {
    try (ServerSocket server = plain()) {
      CompletableFuture<String> received = received(server);
      SyslogCollector collector = syslog("tcp", server, HttpSettings.DEFAULT);
      collector.send(List.of(line("grün"), line("two\nlines")));
      collector.send(List.of(line("three")));
      collector.close();

      List<String> messages = messages(received.get(20, TimeUnit.SECONDS));
      assertEquals(3, messages.size());
      assertTrue(messages.getFirst().endsWith(line("grün")), messages.getFirst());
      assertTrue(messages.getLast().startsWith("<110>1 2026-"), messages.getLast());
    }
  }

  @Test
  void syslog_over_tls_wants_a_certificate_that_is_trusted() throws Exception {
    try (ServerSocket server = certificate.server()) {
      CompletableFuture<String> received = received(server);
      SyslogCollector collector = syslog("tls", server, trusting(certificate.pem()));
      collector.send(List.of(line("secret")));
      collector.close();
      assertEquals(1, messages(received.get(20, TimeUnit.SECONDS)).size());
    }
    try (ServerSocket server = certificate.server()) {
      CompletableFuture<String> received = received(server);
      SyslogCollector collector = syslog("tls", server, trusting());
      assertThrows(IOException.class, () -> collector.send(List.of(line("secret"))));
      assertFalse(received.get(20, TimeUnit.SECONDS).contains("secret"));
    }
  }

  @Test
  void syslog_over_tls_wants_a_certificate_of_that_host() throws Exception {
    TestCertificate other = TestCertificate.make(elsewhere, "dns:other");
    try (ServerSocket server = other.server()) {
      CompletableFuture<String> received = received(server);
      SyslogCollector collector = syslog("tls", server, trusting(other.pem()));
      assertThrows(IOException.class, () -> collector.send(List.of(line("secret"))));
      assertFalse(received.get(20, TimeUnit.SECONDS).contains("secret"));
    }
  }

  @Test
  void a_connection_that_the_collector_has_closed_is_made_anew() throws Exception {
    try (ServerSocket server = plain()) {
      SyslogCollector collector = syslog("tcp", server, HttpSettings.DEFAULT);
      CompletableFuture<Socket> first = accepted(server);
      collector.send(List.of(line("one")));
      first.get(20, TimeUnit.SECONDS).close();
      CompletableFuture<String> second = received(server);
      while (!second.isDone()) {
        try {
          collector.send(List.of(line("two")));
          collector.close();
          break;
        } catch (IOException e) {
          // Whether the close has come by now is for the system to say.
        }
      }
      assertTrue(messages(second.get(20, TimeUnit.SECONDS)).getFirst().contains("two"));
    }
  }

  private static CompletableFuture<Socket> accepted(ServerSocket server) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return server.accept();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }

  /** The request that one connection sends, which is then answered. */
  private static CompletableFuture<String> posted(ServerSocket server, String answer) {
    return CompletableFuture.supplyAsync(
        () -> {
          StringBuilder request = new StringBuilder();
          try (Socket socket = server.accept()) {
            InputStream in = socket.getInputStream();
            while (request.indexOf("\r\n\r\n") < 0) {
              request.append((char) in.read());
            }
            String length =
                request.toString().replaceAll("(?is).*content-length: ([0-9]+).*", "$1");
            request.append(
                new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
            socket
                .getOutputStream()
                .write(
                    ("HTTP/1.1 " + answer + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
                        .getBytes(StandardCharsets.US_ASCII));
          } catch (IOException e) {
            request.append("failed: ").append(e.getMessage());
          }
          return request.toString();
        },
        task -> Thread.ofVirtual().start(task));
  }

  private static HttpsCollector https(ServerSocket server, Path... authorities) {
    return new HttpsCollector(
        new Http(trusting(authorities)),
        URI.create("https://127.0.0.1:" + server.getLocalPort() + "/services/raw"),
        Map.of("Authorization", "Bearer key-of-the-collector"));
  }

  @Test
  void https_posts_a_batch_with_its_key() throws Exception {
    try (ServerSocket server = certificate.server()) {
      CompletableFuture<String> posted = posted(server, "200 OK");
      https(server, certificate.pem()).send(List.of(line("one"), line("two")));

      String request = posted.get(20, TimeUnit.SECONDS);
      assertTrue(request.startsWith("POST /services/raw HTTP/1.1\r\n"), request);
      assertTrue(request.contains("Content-Type: application/x-ndjson\r\n"), request);
      assertTrue(request.contains("Authorization: Bearer key-of-the-collector\r\n"), request);
      assertTrue(request.endsWith(line("one") + "\n" + line("two") + "\n"), request);
    }
  }

  @Test
  void https_counts_nothing_but_a_yes_as_sent() throws Exception {
    try (ServerSocket server = certificate.server()) {
      CompletableFuture<String> posted = posted(server, "503 Busy");
      IOException failure =
          assertThrows(
              IOException.class, () -> https(server, certificate.pem()).send(List.of(line("one"))));
      assertEquals("it answers with status 503: no", failure.getMessage());
      assertTrue(posted.get(20, TimeUnit.SECONDS).contains("POST"));
    }
    try (ServerSocket server = certificate.server()) {
      CompletableFuture<String> posted = posted(server, "200 OK");
      assertThrows(IOException.class, () -> https(server).send(List.of(line("one"))));
      assertFalse(posted.get(20, TimeUnit.SECONDS).contains("key-of-the-collector"));
    }
  }
}
