package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
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
    char[] password = PASSWORD.toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("loopback.p12"))) {
      store.load(in, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
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
    Thread.ofVirtual().start(() -> answerOnce(server));
    Http http = new Http(new HttpSettings(LIMIT, Proxies.NONE, authorities, List.of()));
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

  @Test
  void a_file_that_holds_no_certificate_is_told() throws Exception {
    try (SSLServerSocket server = server()) {
      Path none = Path.of("pom.xml");
      HttpFailure failure = assertThrows(HttpFailure.class, () -> get(server, List.of(none)));
      assertEquals(HttpFailure.Kind.TLS, failure.kind());
    }
  }
}
