package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedProxy;
import dev.vibe.testkit.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client connects to that may reach the open network alone. */
@Timeout(30)
class LimitedReachTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private static Http client(String... named) {
    return new Http(HttpSettings.DEFAULT, new NetReach.Open(new HostRules(List.of(named))));
  }

  private static int status(Http client, String url) throws IOException {
    try (HttpReply reply = client.call(HttpRequest.get(URI.create(url), Map.of())).send(LONG)) {
      return reply.status();
    }
  }

  private static HttpFailure.Kind refusal(Http client, String url) {
    return assertThrows(HttpFailure.class, () -> status(client, url)).kind();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"127.0.0.1", "localhost", "2130706433", "0", "[::1]", "[::ffff:127.0.0.1]"})
  void this_machine_is_not_connected_to_in_whatever_form_it_is_written(String host) {
    try (var server = ScriptedServer.start()) {
      server.page("/x", Reply.of(200, "text/plain", "secret"));
      WebUrl url = WebUrl.parse("http://" + host + ":" + server.port() + "/x").orElseThrow();

      assertEquals(HttpFailure.Kind.FORBIDDEN, refusal(client(), url.text()));
      assertEquals(List.of(), server.allRequests());
    }
  }

  @Test
  void what_is_named_itself_is_connected_to_at_that_port() throws IOException {
    try (var server = ScriptedServer.start();
        var other = ScriptedServer.start()) {
      server.page("/x", Reply.of(200, "text/plain", "open"));
      Http client = client("localhost:" + server.port());

      assertEquals(200, status(client, "http://localhost:" + server.port() + "/x"));
      assertEquals(
          HttpFailure.Kind.FORBIDDEN, refusal(client, "http://127.0.0.1:" + server.port() + "/x"));
      assertEquals(
          HttpFailure.Kind.FORBIDDEN, refusal(client, "http://localhost:" + other.port() + "/x"));
    }
  }

  @Test
  void no_redirect_is_followed() throws IOException {
    try (var server = ScriptedServer.start()) {
      server.page("/x", Reply.of(302, "text/plain", "").header("Location", "/y"));
      String named = "localhost:" + server.port();

      assertEquals(302, status(client(named), "http://" + named + "/x"));
      assertEquals(1, server.allRequests().size());
    }
  }

  /** Somebody who has a name lead to this machine does not get to what is named there. */
  @Test
  void another_name_for_a_named_address_is_refused() throws IOException {
    HostRules rules = new HostRules(List.of("localhost:80", "evil.example"));
    InetAddress here = InetAddress.getByAddress("evil.example", new byte[] {127, 0, 0, 1});

    assertFalse(rules.isOpen("evil.example", here, 80));
    assertTrue(rules.isOpen("localhost", here, 80));
    assertTrue(rules.isOpen("evil.example", InetAddress.getByName("192.0.9.1"), 80));
  }

  @Test
  void a_proxy_may_be_here_and_what_is_asked_of_it_may_not() throws IOException {
    try (var server = ScriptedServer.start();
        var proxy = ScriptedProxy.start(server.port(), "u:p")) {
      server.page("http://page.invalid/x", Reply.of(200, "text/plain", "page"));
      Proxies proxies = new Proxies("http://u:p@" + proxy.address(), "", List.of());
      Http client =
          new Http(
              new HttpSettings(LONG, proxies, List.of(), HttpSettings.Identity.NONE),
              new NetReach.Open(new HostRules(List.of())));

      assertEquals(200, status(client, "http://page.invalid/x"));
      assertEquals(HttpFailure.Kind.FORBIDDEN, refusal(client, "http://169.254.169.254/x"));
      assertEquals(1, proxy.heads().size());
    }
  }

  @Test
  void an_address_has_one_form() {
    WebUrl url =
        WebUrl.parse(" HTTPS://u:p@Ex\u00e4mple.COM.:443/a b/../c?q=1#frag ").orElseThrow();

    assertEquals("https://xn--exmple-cua.com/c?q=1", url.text());
    assertEquals("xn--exmple-cua.com", url.authority());
    assertEquals("/c?q=1", url.path());
    assertTrue(WebUrl.hasLogin("https://u:p@example.com/"));
    assertEquals("[::1]:8080", WebUrl.parse("http://[::1]:8080").orElseThrow().authority());
    assertEquals("https://example.com/b", url.resolve("//example.com/b").orElseThrow().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "example.com", "ftp://example.com", "file:///etc/passwd", "http://"})
  void what_is_no_address_of_the_web_is_none(String text) {
    assertTrue(WebUrl.parse(text).isEmpty());
  }
}
