package dev.vibe.net;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which proxy a request goes through.
 *
 * @param http for {@code http} urls, as {@code http://[user:password@]host:port} or {@code
 *     socks5://host:port}; empty for none
 * @param https for {@code https} urls, same form
 * @param direct hosts that are reached without a proxy: a name also stands for the names below it,
 *     {@code *} for all; loopback is always direct
 */
public record Proxies(String http, String https, List<String> direct) {

  public static final Proxies NONE = new Proxies("", "", List.of());

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
        Arrays.stream(either(environment, "no_proxy").split(",", -1))
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
  public String proxyFor(URI url) {
    String host = url.getHost() == null ? "" : url.getHost().toLowerCase(Locale.ROOT);
    if (isLoopback(host) || direct.stream().anyMatch(entry -> covers(entry, host))) {
      return "";
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? https : http;
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

  private static boolean covers(String entry, String host) {
    if (entry.equals("*")) {
      return true;
    }
    String name = entry.toLowerCase(Locale.ROOT);
    int port = name.lastIndexOf(':');
    if (port > 0 && name.indexOf(':') == port) {
      name = name.substring(0, port);
    }
    if (name.startsWith("*.")) {
      name = name.substring(1);
    }
    String suffix = name.startsWith(".") ? name : "." + name;
    return host.equals(name) || host.endsWith(suffix);
  }
}
