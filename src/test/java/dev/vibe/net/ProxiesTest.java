package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    assertEquals(
        new Proxies(
            "http://b:2",
            "http://a:1",
            List.of("x.y", "*.z"),
            new Proxies.Origins("all_proxy", "HTTPS_PROXY")),
        proxies);
    assertEquals(Proxies.NONE, Proxies.fromEnvironment(Map.of()));
  }

  private static boolean isDirect(String entry, String url) {
    return new Proxies("http://p:1", "http://p:1", List.of(entry))
        .proxyFor(URI.create(url))
        .isEmpty();
  }

  @Test
  void entries_may_be_blocks_addresses_names_with_ports_or_all() {
    assertTrue(isDirect("*", "https://anything.example/"));
    assertTrue(isDirect("10.0.0.0/8", "http://10.1.2.3:8000/v1"));
    assertFalse(isDirect("10.0.0.0/8", "http://11.1.2.3:8000/v1"));
    assertTrue(isDirect("192.168.1.128/25", "http://192.168.1.200/v1"));
    assertFalse(isDirect("192.168.1.128/25", "http://192.168.1.100/v1"));
    assertFalse(isDirect("10.0.0.0/8", "http://ten.example/v1"));
    assertTrue(isDirect("fd00::/8", "http://[fd12::1]:8000/v1"));
    assertFalse(isDirect("fd00::/8", "http://[fe80::1]:8000/v1"));
    assertTrue(isDirect("[fd12::1]:8000", "http://[fd12::1]:8000/v1"));
    assertFalse(isDirect("[fd12::1]:8000", "http://[fd12::1]:9000/v1"));
    assertTrue(isDirect("gpu.lan:8000", "http://gpu.lan:8000/v1"));
    assertFalse(isDirect("gpu.lan:8000", "http://gpu.lan:9000/v1"));
    assertTrue(isDirect("gpu.lan:443", "https://gpu.lan/v1"));
    assertTrue(isDirect("GPU.Lan", "http://gpu.lan/v1"));
    assertFalse(isDirect("", "http://gpu.lan/v1"));
    assertFalse(isDirect("10.0.0.0/x", "http://11.0.0.1/v1"));
  }

  @Test
  void a_login_goes_to_proxies_that_have_none_and_is_not_shown() {
    Proxies proxies =
        new Proxies("http://a:1", "http://u:p@b:2", List.of())
            .withLogin(new Proxies.Login("ann", "p@ss: +%"));
    URI plain = URI.create("http://x.example/");
    ProxyAddress address = ProxyAddress.parse(proxies.proxyFor(plain)).orElseThrow();
    assertEquals("ann", address.user());
    assertEquals("p@ss: +%", address.password());
    assertEquals("http://u:p@b:2", proxies.proxyFor(URI.create("https://x.example/")));
    assertEquals("a:1", proxies.shownFor(plain));
    assertEquals(Proxies.UNREADABLE, new Proxies("https://p:1", "", List.of()).shownFor(plain));
  }
}
