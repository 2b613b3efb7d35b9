package dev.vibe.app.command;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Address of a server of one's own, on this machine or the local network, where two models share
 * the memory of one graphics card. Pure: no name is looked up.
 */
final class LocalAddress {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9.]+|\\[::1\\]|\\[0:0:0:0:0:0:0:1\\]|0\\.0\\.0\\.0");

  private static final Pattern PRIVATE =
      Pattern.compile(
          "10\\.[0-9.]+|192\\.168\\.[0-9.]+|172\\.(1[6-9]|2[0-9]|3[01])\\.[0-9.]+|169\\.254\\.[0-9.]+"
              + "|\\[f[cde][0-9a-f]{2}:.*\\]|[^.\\[\\]]+|.+\\.(local|lan|internal|home\\.arpa)");

  private LocalAddress() {}

  /** Host and port, the same for all names of this machine; empty for a server elsewhere. */
  static String of(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
      int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
      if (LOOPBACK.matcher(host).matches()) {
        return "localhost:" + port;
      }
      return PRIVATE.matcher(host).matches() ? host + ":" + port : "";
    } catch (URISyntaxException e) {
      return "";
    }
  }
}
