package dev.vibe.mcp.login;

import dev.vibe.text.QuotedName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * URLs of a login. What a server names has to be https, so that no secret is read on its way and
 * nothing but a web page is opened; a server of this machine may name others of this machine.
 *
 * @param server the MCP server
 */
record LoginUrls(URI server) {

  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * A URL that somebody else has named.
   *
   * @throws LoginFailure when it is none that may be used
   */
  URI safe(String url, String what) throws LoginFailure {
    try {
      URI uri = new URI(url);
      boolean isHere = uri.getHost() != null && HERE.contains(uri.getHost());
      boolean isSafe =
          "https".equals(uri.getScheme()) || (isHere && "http".equals(uri.getScheme()));
      if (uri.getHost() != null
          && isSafe
          && (!isHere || HERE.contains(String.valueOf(server.getHost())))
          && uri.getUserInfo() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new LoginFailure(what + " is no URL: " + QuotedName.of(url), e);
    }
    throw new LoginFailure(what + " is no URL that may be used: " + QuotedName.of(url));
  }

  /** The server without path, query and fragment. */
  String origin() {
    return server.getScheme() + "://" + server.getRawAuthority();
  }

  /** What the server is called in requests for tokens. */
  String canonical() {
    String path = server.getRawPath() == null ? "" : server.getRawPath();
    return server.getScheme().toLowerCase(Locale.ROOT)
        + "://"
        + server.getRawAuthority().toLowerCase(Locale.ROOT)
        + (path.equals("/") ? "" : path);
  }

  /** Where the server may say what it wants, if it does not tell where. */
  List<URI> resourceMetadata() {
    return wellKnown(server, List.of("oauth-protected-resource"));
  }

  /** Where an issuer may say what it has. */
  static List<URI> issuerMetadata(URI issuer) {
    String path = pathOf(issuer);
    if (path.isEmpty()) {
      return wellKnown(issuer, List.of("oauth-authorization-server", "openid-configuration"));
    }
    String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
    return List.of(
        URI.create(origin + "/.well-known/oauth-authorization-server" + path),
        URI.create(origin + "/.well-known/openid-configuration" + path),
        URI.create(origin + path + "/.well-known/openid-configuration"));
  }

  private static List<URI> wellKnown(URI of, List<String> names) {
    List<URI> all = new ArrayList<>();
    String origin = of.getScheme() + "://" + of.getRawAuthority() + "/.well-known/";
    String path = pathOf(of);
    for (String name : names) {
      if (!path.isEmpty()) {
        all.add(URI.create(origin + name + path));
      }
      all.add(URI.create(origin + name));
    }
    return all;
  }

  private static String pathOf(URI uri) {
    String path = uri.getRawPath() == null ? "" : uri.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** Whether something that is for that resource is for the server. */
  boolean isFor(String resource) {
    try {
      URI uri = new URI(resource);
      String path = pathOf(uri);
      String own = pathOf(server);
      return uri.getHost() != null
          && uri.getScheme().equalsIgnoreCase(server.getScheme())
          && uri.getHost().equalsIgnoreCase(server.getHost())
          && port(uri) == port(server)
          && (own.equals(path) || own.startsWith(path + "/"));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static int port(URI uri) {
    int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 ? usual : uri.getPort();
  }
}
