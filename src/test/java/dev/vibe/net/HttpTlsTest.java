package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a certificate that no runtime knows, made for loopback. */
@Timeout(60)
final class HttpTlsTest {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String PASSWORD = "only-for-this-test";

  @TempDir private static Path folder;

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    String store = folder.resolve("loopback.p12").toString();
    keytool(
        List.of(
            "-genkeypair",
            "-alias",
            "loopback",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "san=ip:127.0.0.1",
            "-storetype",
            "PKCS12",
            "-keystore",
            store,
            "-storepass",
            PASSWORD));
    keytool(
        List.of(
            "-exportcert",
            "-rfc",
            "-alias",
            "loopback",
            "-keystore",
            store,
            "-storepass",
            PASSWORD,
            "-file",
            certificate().toString()));
  }

  private static void keytool(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertEquals(0, process.waitFor(), Files.readString(folder.resolve("keytool.log")));
  }

  private static Path certificate() {
    return folder.resolve("loopback.pem");
  }

  private static SSLServerSocket server() throws IOException, GeneralSecurityException {
    return server(new TrustManager[0]);
  }

  private static SSLServerSocket server(TrustManager[] trust)
      throws IOException, GeneralSecurityException {
    char[] password = PASSWORD.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("loopback.p12"))) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
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
    try (SSLServerSocket server = server()) {
      HttpFailure failure = assertThrows(HttpFailure.class, () -> get(server, List.of()));
      assertEquals(HttpFailure.Kind.TLS, failure.kind());
    }
  }

  @Test
  void an_added_authority_is_trusted() throws Exception {
    try (SSLServerSocket server = server()) {
      assertEquals("ok", get(server, List.of(certificate())));
    }
  }

  /** The certificate and its key in one file, as gateways hand them out. */
  private static Path identity() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("loopback.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    String key =
        Base64.getMimeEncoder()
            .encodeToString(store.getKey("loopback", PASSWORD.toCharArray()).getEncoded());
    Path file = folder.resolve("identity.pem");
    Files.writeString(
        file,
        Files.readString(certificate())
            + "-----BEGIN PRIVATE KEY-----\n"
            + key
            + "\n-----END PRIVATE KEY-----\n");
    return file;
  }

  /** Trusts the one certificate of these tests, and wants to see it. */
  private static SSLServerSocket demandingServer() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificate())) {
      trusted.setCertificateEntry(
          "client", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLServerSocket server = server(trust.getTrustManagers());
    server.setNeedClientAuth(true);
    return server;
  }

  @Test
  void a_client_certificate_is_shown_to_a_server_that_asks() throws Exception {
    Path pem = identity();
    try (SSLServerSocket server = demandingServer()) {
      assertEquals("ok", get(server, List.of(certificate()), List.of(pem, pem)));
      assertThrows(HttpFailure.class, () -> get(server, List.of(certificate())));
    }
  }

  @Test
  void a_key_that_cannot_be_used_is_told_with_what_to_do() throws Exception {
    Path old = folder.resolve("old.pem");
    Files.writeString(
        old, "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
    try (SSLServerSocket server = server()) {
      List<Path> identity = List.of(certificate(), old);
      HttpFailure failure = assertThrows(HttpFailure.class, () -> get(server, List.of(), identity));
      assertEquals(HttpFailure.Kind.TLS, failure.kind());
      assertTrue(String.valueOf(failure.getMessage()).contains("openssl pkcs8 -topk8"));
      List<Path> missing = List.of(certificate(), folder.resolve("none.pem"));
      HttpFailure none = assertThrows(HttpFailure.class, () -> get(server, List.of(), missing));
      assertTrue(String.valueOf(none.getMessage()).contains("none.pem"));
    }
  }

  @Test
  void a_file_that_holds_no_certificate_is_told() throws Exception {
    try (SSLServerSocket server = server()) {
      Path none = Path.of("pom.xml");
      HttpFailure failure = assertThrows(HttpFailure.class, () -> get(server, List.of(none)));
      assertEquals(HttpFailure.Kind.TLS, failure.kind());
    }
  }
}
