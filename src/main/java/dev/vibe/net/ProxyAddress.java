package dev.vibe.net;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Address of a proxy: where it listens and who logs in there.
 *
 * @param user empty when nobody logs in
 */
record ProxyAddress(Proxy.Type type, String host, int port, String user, String password) {

  private static final int USUAL_PORT = 3128;
  private static final int USUAL_SOCKS_PORT = 1080;

  /**
   * Reads {@code [scheme://][user:password@]host[:port]}; empty when it is none. Percent escapes in
   * the login are resolved; what cannot be one stands for itself.
   */
  static Optional<ProxyAddress> parse(String text) {
    int colon = text.indexOf("://");
    String scheme = colon < 0 ? "http" : text.substring(0, colon).toLowerCase(Locale.ROOT);
    String rest = colon < 0 ? text : text.substring(colon + 3);
    int at = rest.lastIndexOf('@');
    String login = at < 0 ? "" : rest.substring(0, at);
    boolean socks = scheme.startsWith("socks");
    if (!socks && !scheme.equals("http")) {
      return Optional.empty();
    }
    try {
      URI uri = new URI("http://" + rest.substring(at + 1));
      if (uri.getHost() == null) {
        return Optional.empty();
      }
      int usual = socks ? USUAL_SOCKS_PORT : USUAL_PORT;
      int split = login.indexOf(':');
      return Optional.of(
          new ProxyAddress(
              socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
              uri.getHost(),
              uri.getPort() < 0 ? usual : uri.getPort(),
              decoded(split < 0 ? login : login.substring(0, split)),
              decoded(split < 0 ? "" : login.substring(split + 1))));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  Proxy proxy() {
    return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
  }

  /** For people: without the login. */
  String authority() {
    return host + ":" + port;
  }
}
