package dev.vibe.net;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * Pair of clients of the library, built when a url first needs one: what TLS needs (the trust
 * store, some 50 ms) is loaded only for {@code https}. Thread-safe.
 */
final class HttpClients {

  private static final int MAX_REDIRECTS = 5;
  private static final String PROXY_LOGIN = "Proxy-Authorization";

  private final HttpSettings settings;
  private final NetReach reach;
  private final FutureTask<OkHttpClient> cleartext;
  private final FutureTask<OkHttpClient> secure;

  HttpClients(HttpSettings settings, NetReach reach) {
    this.settings = settings;
    this.reach = reach;
    this.cleartext = new FutureTask<>(this::buildCleartext);
    this.secure = new FutureTask<>(this::buildSecure);
  }

  /** Of one request, to the same server. */
  int mostRedirects() {
    return switch (reach) {
      case NetReach.Everywhere e -> MAX_REDIRECTS;
      case NetReach.Open o -> 0; // whoever asks looks at each
    };
  }

  Duration connectLimit() {
    return settings.connectLimit();
  }

  /** Builds the one that every program needs. */
  void loadCleartext() {
    cleartext.run();
  }

  /** Builds the other one, which reads the certificates that are configured. */
  void loadSecure() throws HttpFailure {
    ready(secure);
  }

  Call newCall(Request request) throws IOException {
    if (settings.proxies().shownFor(request.url().uri()).equals(Proxies.UNREADABLE)) {
      throw new HttpFailure(
          HttpFailure.Kind.PROXY,
          "the proxy that is set is none such as http://user:password@host:3128",
          new IOException("no proxy"));
    }
    boolean isSecure = request.url().isHttps();
    OkHttpClient client = within(reach, ready(isSecure ? secure : cleartext), request.url());
    String login = isSecure ? "" : proxyLogin(settings.proxies(), request.url().uri());
    Request sent =
        login.isEmpty() ? request : request.newBuilder().header(PROXY_LOGIN, login).build();
    return client.newCall(sent);
  }

  /** A proxy connects in our place, and is itself where the user has it. */
  private OkHttpClient within(NetReach limit, OkHttpClient client, HttpUrl url) throws HttpFailure {
    return switch (limit) {
      case NetReach.Everywhere e -> client;
      case NetReach.Open(HostRules named) -> {
        if (settings.proxies().proxyFor(url.uri()).isEmpty()) {
          yield client.newBuilder().socketFactory(new CheckedSockets(named)).build();
        }
        CheckedSockets.look(named, url.host(), url.port());
        yield client;
      }
    };
  }

  /** Has the next call to this url, and others like it, connect anew. */
  void closeIdleConnections(HttpUrl url) throws HttpFailure {
    ready(url.isHttps() ? secure : cleartext).connectionPool().evictAll();
  }

  private static OkHttpClient ready(FutureTask<OkHttpClient> client) throws HttpFailure {
    client.run();
    try {
      return client.get();
    } catch (ExecutionException e) {
      throw new HttpFailure(HttpFailure.Kind.TLS, reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpFailure(HttpFailure.Kind.CANCELLED, "interrupted", e);
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause();
    return "cannot set up TLS: " + (cause == null ? e.getMessage() : cause.getMessage());
  }

  private OkHttpClient buildCleartext() {
    return common().connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).build();
  }

  private OkHttpClient buildSecure() throws IOException, GeneralSecurityException {
    OkHttpClient.Builder builder = common();
    if (!settings.extraAuthorities().isEmpty() || !settings.identity().files().isEmpty()) {
      Tls tls = Tls.of(settings.extraAuthorities(), settings.identity());
      builder.sslSocketFactory(tls.sockets(), tls.trust());
    }
    return builder.build();
  }

  /** Redirects are for whoever sends: the key must not reach another host. */
  private OkHttpClient.Builder common() {
    return new OkHttpClient.Builder()
        .socketFactory(new PromptSockets())
        .connectTimeout(settings.connectLimit())
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .followRedirects(false)
        .followSslRedirects(false)
        .proxySelector(new Selector(settings.proxies()))
        .proxyAuthenticator(proxyAuthenticator(settings.proxies()));
  }

  private static final class Selector extends ProxySelector {

    private final Proxies proxies;

    Selector(Proxies proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(URI url) {
      return List.of(
          ProxyAddress.parse(proxies.proxyFor(url))
              .map(ProxyAddress::proxy)
              .orElse(Proxy.NO_PROXY));
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException failure) {
      // The call itself fails and says so.
    }
  }

  /** For the tunnel of an {@code https} url; a plain request carries the login itself. */
  private static Authenticator proxyAuthenticator(Proxies proxies) {
    return (route, response) -> {
      String login = proxyLogin(proxies, response.request().url().uri());
      boolean refused = response.request().header(PROXY_LOGIN) != null;
      return login.isEmpty() || refused
          ? null
          : response.request().newBuilder().header(PROXY_LOGIN, login).build();
    };
  }

  /** The header's value; empty when the proxy wants none or there is no proxy. */
  private static String proxyLogin(Proxies proxies, URI url) {
    return ProxyAddress.parse(proxies.proxyFor(url))
        .filter(proxy -> !proxy.user().isEmpty())
        .map(proxy -> Credentials.basic(proxy.user(), proxy.password(), StandardCharsets.UTF_8))
        .orElse("");
  }

  /** Who is connected to for a url. */
  Peer peer(URI url) {
    return ProxyAddress.parse(settings.proxies().proxyFor(url))
        .map(proxy -> new Peer(proxy.host(), shown(proxy, url), Peer.Kind.PROXY))
        .orElseGet(() -> new Peer(url.getHost(), url.getAuthority(), Peer.Kind.SERVER));
  }

  private String shown(ProxyAddress proxy, URI url) {
    String origin = settings.proxies().originFor(url);
    return "the proxy " + proxy.authority() + (origin.isEmpty() ? "" : " of " + origin);
  }
}
