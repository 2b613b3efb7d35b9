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
import java.util.stream.Stream;

/**
 * Policy on which proxy a request goes through.
 *
 * @param http for {@code http} urls, as {@code http://[user:password@]host:port} or {@code
 *     socks5://host:port}; empty for none
 * @param https for {@code https} urls, same form
 * @param direct hosts that are reached without a proxy, as {@code no_proxy} writes them: names,
 *     which also stand for the names below them, addresses and blocks of addresses, each perhaps
 *     with a port, and {@code *} for all; loopback is always direct
 * @param origins by what the first two were set
 */
public record Proxies(String http, String https, List<String> direct, Origins origins) {

  public static final Proxies NONE = new Proxies("", "", List.of());

  /** Names of what each proxy was set by, for people; empty where that is not known. */
  public record Origins(String http, String https) {
    static final Origins UNKNOWN = new Origins("", "");
  }

  /** What is shown of a proxy that is none: it may hold a password anywhere. */
  public static final String UNREADABLE = "(unreadable)";

  private static final Pattern LOOPBACK =
      Pattern.compile("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");

  public Proxies {
    direct = List.copyOf(direct);
  }

  /** Set by nobody knows what. */
  public Proxies(String http, String https, List<String> direct) {
    this(http, https, direct, Origins.UNKNOWN);
  }

  /**
   * As other command line tools read them: {@code https_proxy}, {@code http_proxy}, {@code
   * all_proxy} and {@code no_proxy}, upper case as well.
   */
  public static Proxies fromEnvironment(Map<String, String> environment) {
    String http = first(environment, "http_proxy", "all_proxy");
    String https = first(environment, "https_proxy", "all_proxy");
    List<String> direct =
        Arrays.stream(value(environment, first(environment, "no_proxy")).split("[,\\s]+", -1))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    return new Proxies(
        value(environment, http), value(environment, https), direct, new Origins(http, https));
  }

  /** The first of these variables that is set, in lower case or else in upper; may be empty. */
  private static String first(Map<String, String> environment, String... lowerCase) {
    return Arrays.stream(lowerCase)
        .flatMap(name -> Stream.of(name, name.toUpperCase(Locale.ROOT)))
        .filter(name -> !value(environment, name).isEmpty())
        .findFirst()
        .orElse("");
  }

  private static String value(Map<String, String> environment, String name) {
    return environment.getOrDefault(name, "").strip();
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

  /**
   * The same proxy for every url, and more hosts that are reached without one.
   *
   * @param origin what the proxy was set by, for people
   */
  public Proxies with(String everywhere, String origin, List<String> moreDirect) {
    List<String> all = new ArrayList<>(direct);
    all.addAll(moreDirect);
    return everywhere.isEmpty()
        ? new Proxies(http, https, all, origins)
        : new Proxies(everywhere, everywhere, all, new Origins(origin, origin));
  }

  /** The same, logging in at every proxy that has no login of its own. */
  public Proxies withLogin(Login login) {
    return new Proxies(login.at(http), login.at(https), direct, origins);
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

  /** What the proxy for a url was set by; empty where that is not known. */
  String originFor(URI url) {
    return "https".equalsIgnoreCase(url.getScheme()) ? origins.https() : origins.http();
  }

  /** The proxy for a url as people may see it, without its login; empty for none. */
  public String shownFor(URI url) {
    String proxy = proxyFor(url);
    return proxy.isEmpty()
        ? ""
        : ProxyAddress.parse(proxy).map(ProxyAddress::authority).orElse(UNREADABLE);
  }
}
