package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a certificate that no runtime knows, made for loopback. */
@Timeout(60)
final class HttpTlsTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir private static Path folder;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.make(folder, "ip:127.0.0.1");
  }

  private static void answerOnce(SSLServerSocket server) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      int last = 0;
      // The head ends with the second of two line ends.
      for (int b = in.read(); b >= 0 && !(b == '\n' && last == '\n'); b = in.read()) {
        last = b == '\r' ? last : b;
      }
      socket
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The client did not like the certificate.
    }
  }

  private static String get(SSLServerSocket server, List<Path> authorities) throws IOException {
    return get(server, authorities, List.of());
  }

  private static String get(SSLServerSocket server, List<Path> authorities, List<Path> identity)
      throws IOException {
    Thread.ofVirtual().start(() -> answerOnce(server));
    Http http =
        new Http(
            new HttpSettings(
                LIMIT, Proxies.NONE, authorities, new HttpSettings.Identity(identity, () -> "")));
    URI url = URI.create("https://127.0.0.1:" + server.getLocalPort() + "/v1/models");
    try (HttpReply reply = http.call(HttpRequest.get(url, Map.of())).send(LIMIT)) {
      return reply.text(100);
    }
  }

  @Test
  void an_unknown_certificate_is_refused() throws Exception {
    try (SSLServerSocket server = certificate.server()) {
      HttpFailure failure = assertThrows(HttpFailure.class, () -> get(server, List.of()));
      assertEquals(HttpFailure.Kind.TLS, failure.kind());
    }
  }

  @Test
  void an_added_authority_is_trusted() throws Exception {
    try (SSLServerSocket server = certificate.server()) {
      assertEquals("ok", get(server, List.of(certificate.pem())));
    }
  }

  /** The certificate and its key in one file, as gateways hand them out. */
  private static Path identity() throws IOException, GeneralSecurityException {
    return Files.writeString(
        folder.resolve("identity.pem"),
        Files.readString(certificate.pem()) + Files.readString(certificate.plainKey()));
  }

  @Test
  void a_client_certificate_is_shown_to_a_server_that_asks() throws Exception {
    Path pem = identity();
    try (SSLServerSocket server = certificate.demandingServer()) {
      assertEquals("ok", get(server, List.of(certificate.pem()), List.of(pem, pem)));
      assertThrows(HttpFailure.class, () -> get(server, List.of(certificate.pem())));
    }
  }

  @Test
  void a_key_that_cannot_be_used_is_told_with_what_to_do() throws Exception {
    Path old = folder.resolve("old.pem");
    Files.writeString(
        old, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    try (SSLServerSocket server = certificate.server()) {
      List<Path> identity = List.of(certificate.pem(), old);
      HttpFailure failure = assertThrows(HttpFailure.class, () -> get(server, List.of(), identity));
      assertEquals(HttpFailure.Kind.TLS, failure.kind());
      assertTrue(String.valueOf(failure.getMessage()).contains("openssl pkcs8 -topk8"));
      List<Path> missing = List.of(certificate.pem(), folder.resolve("none.pem"));
      HttpFailure none = assertThrows(HttpFailure.class, () -> get(server, List.of(), missing));
      assertTrue(String.valueOf(none.getMessage()).contains("none.pem"));
    }
  }

  @Test
  void a_file_that_holds_no_certificate_is_told() throws Exception {
    try (SSLServerSocket server = certificate.server()) {
      Path none = Path.of("pom.xml");
      HttpFailure failure = assertThrows(HttpFailure.class, () -> get(server, List.of(none)));
      assertEquals(HttpFailure.Kind.TLS, failure.kind());
    }
  }
}
