package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.host.RunOptions;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.RequestRules;
import dev.vibe.testkit.ScriptedProxy;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import dev.vibe.testkit.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Through a proxy that demands a login, to a server that demands a certificate. */
@Timeout(60)
class GatewayTest {

  private static final Reply DONE = StreamScript.of(StreamShape.VLLM).text("done").reply();
  private static final String LOGIN = "ann:p@ss word";

  @TempDir private static Path certificates;
  @TempDir private Path folder;
  private static TestCertificate certificate;

  @BeforeAll
  static void makeCertificate() {
    certificate = TestCertificate.make(certificates, "dns:model.test");
  }

  private String run(String net, SSLServerSocket socket, int expected) {
    try (ScriptedServer server = ScriptedServer.on(socket, RequestRules.Schema.COMMON, DONE);
        ScriptedProxy proxy = ScriptedProxy.start(socket.getLocalPort(), LOGIN)) {
      Harness vibe =
          new Harness(folder)
              .config(
                  """
                  base_url = "https://model.test/v1"
                  model = "m"
                  [net]
                  ca_file = "%s"
                  %s
                  """
                      .formatted(certificate.pem(), net.replace("{proxy}", proxy.address())));
      vibe.environment.put("PROXY_PASSWORD", "p@ss word");
      vibe.environment.put("CLIENT_PASSWORD", TestCertificate.PASSWORD);
      assertEquals(expected, vibe.run(RunOptions.Format.TEXT), vibe::err);
      assertFalse((vibe.out() + vibe.err()).contains("ss word"), vibe::err);
      assertFalse((vibe.out() + vibe.err()).contains(TestCertificate.PASSWORD), vibe::err);
      if (expected == 0) {
        assertEquals("done\n", vibe.out());
        assertTrue(proxy.heads().contains("CONNECT model.test:443 HTTP/1.1"));
        assertEquals(1, server.requests().size());
      }
      return vibe.err();
    }
  }

  @Test
  void a_login_in_the_proxys_url_and_a_pem_pair_open_the_way()
      throws IOException, GeneralSecurityException {
    run(
        """
        proxy = "http://ann:p%%40ss%%20word@{proxy}"
        client_cert = "%s"
        client_key = "%s"
        """
            .formatted(certificate.pem(), certificate.plainKey()),
        certificate.demandingServer(),
        0);
  }

  @Test
  void a_login_of_its_own_and_a_pkcs12_file_open_the_way()
      throws IOException, GeneralSecurityException {
    run(
        """
        proxy = "http://{proxy}"
        proxy_user = "ann"
        proxy_password_env = "PROXY_PASSWORD"
        client_cert = "%s"
        client_password_env = "CLIENT_PASSWORD"
        """
            .formatted(certificate.pkcs12()),
        certificate.demandingServer(),
        0);
  }

  @Test
  void an_encrypted_key_opens_with_a_password_from_a_file()
      throws IOException, GeneralSecurityException {
    Path password = Files.writeString(folder.resolve("password"), TestCertificate.PASSWORD + "\n");
    run(
        """
        proxy = "http://ann:p@ss word@{proxy}"
        client_cert = "%s"
        client_key = "%s"
        client_password_file = "%s"
        """
            .formatted(certificate.pem(), certificate.encryptedKey(), password),
        certificate.demandingServer(),
        0);
  }

  @Test
  void a_wrong_login_and_a_missing_password_are_told_as_what_they_are()
      throws IOException, GeneralSecurityException {
    String wrong =
        run(
            """
            proxy = "http://ann:wrong@{proxy}"
            client_cert = "%s"
            client_key = "%s"
            """
                .formatted(certificate.pem(), certificate.plainKey()),
            certificate.demandingServer(),
            6);
    assertTrue(wrong.contains("it wants a login, or another one"), wrong);
    String locked =
        run(
            """
            proxy = "http://ann:p%%40ss%%20word@{proxy}"
            client_cert = "%s"
            client_key = "%s"
            """
                .formatted(certificate.pem(), certificate.encryptedKey()),
            certificate.demandingServer(),
            6);
    assertTrue(locked.contains("set net.client_password_env"), locked);
  }

  @Test
  void a_plain_url_goes_through_with_a_login_and_not_without() {
    try (ScriptedServer server = ScriptedServer.start(DONE);
        ScriptedProxy proxy = ScriptedProxy.start(server.port(), LOGIN)) {
      Harness vibe =
          new Harness(folder).config("base_url = \"http://model.test/v1\"\nmodel = \"m\"\n");
      vibe.environment.put("http_proxy", "http://" + proxy.address());
      assertEquals(6, vibe.run(RunOptions.Format.TEXT), vibe::err);
      assertTrue(vibe.err().contains("407"), vibe::err);
      vibe.environment.put("http_proxy", "ann:p%40ss%20word@" + proxy.address());
      assertEquals(0, vibe.run(RunOptions.Format.TEXT), vibe::err);
      // The proxy sees the first request of each connection; that name leads nowhere else.
      assertTrue(
          proxy.heads().stream().allMatch(head -> head.contains(" http://model.test/v1/")),
          () -> proxy.heads().toString());
      assertEquals(1, server.requests().size());
      assertEquals(List.of(), server.refusals());
    }
  }
}
