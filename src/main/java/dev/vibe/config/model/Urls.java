package dev.vibe.config.model;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Comparison of two base URLs; they have passed {@link dev.vibe.config.SettingType#BASE_URL}. */
final class Urls {

  private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");

  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");

  private Urls() {}

  /** Same scheme, host and port: what a key may be sent to. */
  static boolean sameServer(String a, String b) {
    return server(URI.create(a)).equals(server(URI.create(b)));
  }

  static boolean sameHost(String a, String b) {
    return host(URI.create(a)).equals(host(URI.create(b)));
  }

  /** By its name alone; a name that merely begins like a loopback address is none. */
  static boolean isLoopback(String url) {
    String host = host(URI.create(url));
    return LOOPBACK.contains(host) || LOOPBACK_ADDRESS.matcher(host).matches();
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
