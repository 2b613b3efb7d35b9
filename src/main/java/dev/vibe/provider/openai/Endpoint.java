package dev.vibe.provider.openai;

import dev.vibe.net.Proxies;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Endpoint by its base URL, checked.
 *
 * @param base absolute {@code http} or {@code https}, without a slash at the end
 */
record Endpoint(URI base) {

  private static final String COMPLETIONS = "/chat/completions";

  /** Ends of names that only a network of one's own knows (RFC 6762, RFC 8375, and habits). */
  private static final Pattern OF_ONES_OWN =
      Pattern.compile("\\.(local|lan|internal|home\\.arpa)$");

  /**
   * Reads a base URL as people write it: blanks around it, a slash or the path of the call at its
   * end do no harm.
   *
   * @throws VibeException ({@code bad-base-url}, usage) when it is none
   */
  static Endpoint parse(String baseUrl) {
    URI url;
    try {
      url = new URI(baseUrl.strip());
    } catch (URISyntaxException e) {
      throw bad("it is not a URL: " + e.getReason());
    }
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw bad("it must start with http:// or https://");
    }
    if (url.getUserInfo() != null) {
      throw bad("it holds a login, which belongs into api_key_env or a header");
    }
    if (url.getHost() == null) {
      throw bad("it names no host");
    }
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    path = withoutEnd(withoutEnd(path, "/"), COMPLETIONS);
    path = withoutEnd(path, "/");
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    return new Endpoint(URI.create(scheme + "://" + url.getRawAuthority() + path + query));
  }

  private static String withoutEnd(String path, String end) {
    return path.endsWith(end) ? path.substring(0, path.length() - end.length()) : path;
  }

  private static VibeException bad(String cause) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.BAD_BASE_URL,
            "cannot use the base URL",
            cause,
            "give one such as http://127.0.0.1:8080/v1 with --base-url or VIBE_BASE_URL"));
  }

  URI completions() {
    return at(COMPLETIONS);
  }

  URI models() {
    return at("/models");
  }

  /** A path beside the API's, such as {@code /props}. */
  URI beside(String path) {
    String base = display();
    String root = base.endsWith("/v1") ? base.substring(0, base.length() - 3) : base;
    return URI.create(root + path);
  }

  /** The values of the query's parameters, raw and decoded: one of them may be a key. */
  List<String> queryValues() {
    List<String> values = new ArrayList<>();
    String query = base.getRawQuery() == null ? "" : base.getRawQuery();
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        String value = parameter.substring(equals + 1);
        values.add(value);
        values.add(URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  private URI at(String path) {
    String query = base.getRawQuery() == null ? "" : "?" + base.getRawQuery();
    return URI.create(display() + path + query);
  }

  /** For people: without the query, which may hold a key. */
  String display() {
    return base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath();
  }

  boolean isLoopback() {
    return Proxies.isLoopback(base.getHost().toLowerCase(Locale.ROOT));
  }

  /** On this machine or in its own network, as far as the name or the address tells. Pure. */
  boolean isNear() {
    String host = base.getHost().toLowerCase(Locale.ROOT);
    if (isLoopback()
        || (!host.contains(".") && !host.contains(":"))
        || OF_ONES_OWN.matcher(host).find()) {
      return true;
    }
    try {
      InetAddress address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
      boolean isUniqueLocal =
          address.getAddress().length > 4 && (address.getAddress()[0] & 0xfe) == 0xfc;
      return address.isSiteLocalAddress() || address.isLinkLocalAddress() || isUniqueLocal;
    } catch (IllegalArgumentException e) {
      return false; // a name of the world
    }
  }

  boolean hasVersion() {
    return base.getRawPath().contains("/v");
  }
}
