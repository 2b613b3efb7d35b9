package dev.vibe.net;

import java.net.URI;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Address of a page in its one form: read the way the client reads it, so that what was looked at
 * is what is asked for. Without a login and without a fragment.
 *
 * @param text absolute, in ASCII
 * @param isSecure whether it is {@code https}
 * @param host in lower case, an address of IPv6 in brackets, a name without a dot at its end
 * @param path with its query
 */
public record WebUrl(String text, boolean isSecure, String host, int port, String path) {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Reads an address; empty when it is none of {@code http} or {@code https}. */
  public static Optional<WebUrl> parse(String text) {
    return of(HttpUrl.parse(text.strip()));
  }

  private static Optional<WebUrl> of(@Nullable HttpUrl read) {
    if (read == null) {
      return Optional.empty();
    }
    String host = read.host().replaceFirst("\\.+$", "");
    if (host.isEmpty()) {
      return Optional.empty();
    }
    HttpUrl url = read.newBuilder().host(host).username("").password("").fragment(null).build();
    String query = url.encodedQuery();
    String shown = url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]";
    return Optional.of(
        new WebUrl(
            url.toString(),
            url.isHttps(),
            shown,
            url.port(),
            url.encodedPath() + (query == null ? "" : "?" + query)));
  }

  /** Whether somebody logs in by an address, which none of these does. */
  public static boolean hasLogin(String text) {
    HttpUrl url = HttpUrl.parse(text.strip());
    return url != null && !(url.encodedUsername() + url.encodedPassword()).isEmpty();
  }

  /** What a redirect or a link of this page leads to; empty when that is no such address. */
  public Optional<WebUrl> resolve(String link) {
    HttpUrl from = HttpUrl.parse(text);
    return from == null ? Optional.empty() : of(from.resolve(link.strip()));
  }

  public URI uri() {
    return URI.create(text);
  }

  /** Whether the port is that of the scheme. */
  public boolean isUsualPort() {
    return port == (isSecure ? HTTPS : HTTP);
  }

  /** The host, with its port unless that is the usual one. */
  public String authority() {
    return isUsualPort() ? host : host + ":" + port;
  }

  /** What the paths of a server begin with. */
  public String origin() {
    return (isSecure ? "https://" : "http://") + authority();
  }
}
