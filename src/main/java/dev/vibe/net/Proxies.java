package dev.vibe.net;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Policy on which proxy a request goes through.
 *
 * @param http for {@code http} urls, as {@code http://[user:password@]host:port} or {@code
 *     socks5://host:port}; empty for none
 * @param https for {@code https} urls, same form
 * @param direct hosts that are reached without a proxy, as {@code no_proxy} writes them: names,
 *     which also stand for the names below them, addresses and blocks of addresses, each perhaps
 *     with a port, and {@code *} for all; loopback is always direct
 */
public record Proxies(String http, String https, List<String> direct) {

  public static final Proxies NONE = new Proxies("", "", List.of());

  /** What is shown of a proxy that is none: it may hold a password anywhere. */
  public static final String UNREADABLE = "(unreadable)";

  private static final Pattern LOOPBACK =
      Pattern.compile("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");

  public Proxies {
    direct = List.copyOf(direct);
  }

  /**
   * As other command line tools read them: {@code https_proxy}, {@code http_proxy}, {@code
   * all_proxy} and {@code no_proxy}, upper case as well.
   */
  public static Proxies fromEnvironment(Map<String, String> environment) {
    String all = either(environment, "all_proxy");
    String http = either(environment, "http_proxy");
    String https = either(environment, "https_proxy");
    List<String> direct =
        Arrays.stream(either(environment, "no_proxy").split("[,\\s]+", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    return new Proxies(http.isEmpty() ? all : http, https.isEmpty() ? all : https, direct);
  }

  private static String either(Map<String, String> environment, String lowerCase) {
    String lower = environment.getOrDefault(lowerCase, "").strip();
    return lower.isEmpty()
        ? environment.getOrDefault(lowerCase.toUpperCase(Locale.ROOT), "").strip()
        : lower;
  }

  /** The proxy for a url, in the form above; empty for a direct connection. */
  String proxyFor(URI url) {
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    boolean isSecure = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : isSecure ? 443 : 80;
    if (isLoopback(host)
        || direct.stream().anyMatch(entry -> DirectHosts.parse(entry).cover(host, port))) {
      return "";
    }
    return isSecure ? https : http;
  }

  /** Whether a host, by its name alone, is this machine. */
  public static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || LOOPBACK.matcher(host).matches()
        || host.equals("[::1]")
        || host.equals("::1");
  }

  /** The same proxy for every url, and more hosts that are reached without one. */
  public Proxies with(String everywhere, List<String> moreDirect) {
    List<String> all = new ArrayList<>(direct);
    all.addAll(moreDirect);
    return everywhere.isEmpty()
        ? new Proxies(http, https, all)
        : new Proxies(everywhere, everywhere, all);
  }

  /** The same, logging in at every proxy that has no login of its own. */
  public Proxies withLogin(Login login) {
    return new Proxies(login.at(http), login.at(https), direct);
  }

  /** Login at a proxy. */
  public record Login(String user, String password) {

    private String at(String proxy) {
      boolean isLoggedIn = proxy.isEmpty() || proxy.contains("@") || user.isEmpty();
      int colon = proxy.indexOf("://");
      String scheme = colon < 0 ? "http://" : proxy.substring(0, colon + 3);
      return isLoggedIn
          ? proxy
          : scheme
              + encoded(user)
              + ":"
              + encoded(password)
              + "@"
              + proxy.substring(colon < 0 ? 0 : colon + 3);
    }

    private static String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  /** The proxy for a url as people may see it, without its login; empty for none. */
  public String shownFor(URI url) {
    String proxy = proxyFor(url);
    return proxy.isEmpty()
        ? ""
        : ProxyAddress.parse(proxy).map(ProxyAddress::authority).orElse(UNREADABLE);
  }
}
