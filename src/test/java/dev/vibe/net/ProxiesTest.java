package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProxiesTest {

  private static final Proxies PROXIES =
      new Proxies(
          "http://proxy:3128", "http://secure:3129", List.of("corp.example", ".lan", "*.dev"));

  private static String proxyFor(String url) {
    return PROXIES.proxyFor(URI.create(url));
  }

  @Test
  void the_scheme_chooses_the_proxy() {
    assertEquals("http://proxy:3128", proxyFor("http://api.example/v1"));
    assertEquals("http://secure:3129", proxyFor("https://api.example/v1"));
  }

  @Test
  void named_hosts_and_those_below_them_are_reached_directly() {
    assertEquals("", proxyFor("https://corp.example/v1"));
    assertEquals("", proxyFor("https://gpu.corp.example/v1"));
    assertEquals("", proxyFor("http://box.lan/v1"));
    assertEquals("", proxyFor("http://a.b.dev/v1"));
    assertEquals("http://secure:3129", proxyFor("https://notcorp.example/v1"));
  }

  @Test
  void loopback_never_goes_through_a_proxy() {
    assertEquals("", proxyFor("http://127.0.0.1:8080/v1"));
    assertEquals("", proxyFor("http://localhost:8080/v1"));
    assertEquals("", proxyFor("http://[::1]:8080/v1"));
  }

  @Test
  void the_environment_is_read_as_other_tools_read_it() {
    Proxies proxies =
        Proxies.fromEnvironment(
            Map.of(
                "HTTPS_PROXY", "http://a:1", "all_proxy", "http://b:2", "no_proxy", " x.y , *.z "));
    assertEquals(new Proxies("http://b:2", "http://a:1", List.of("x.y", "*.z")), proxies);
    assertEquals(Proxies.NONE, Proxies.fromEnvironment(Map.of()));
  }
}
