package dev.vibe.config;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** What two base URLs have in common; both have passed {@link Kind#BASE_URL}. */
final class Urls {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Urls() {}

  /** Same scheme, host and port: what a key may be sent to. */
  static boolean sameServer(String a, String b) {
    return server(URI.create(a)).equals(server(URI.create(b)));
  }

  static boolean isLoopback(String url) {
    return LOOPBACK.contains(host(URI.create(url)));
  }

  private static String server(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int usual = scheme.equals("https") ? 443 : 80;
    return scheme + "://" + host(uri) + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
  }

  private static String host(URI uri) {
    return uri.getHost().toLowerCase(Locale.ROOT);
  }
}
