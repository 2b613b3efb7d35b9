package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.Config;
import dev.vibe.config.KeySource;
import dev.vibe.config.Network;
import dev.vibe.config.model.KeyReader;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.Proxies;
import dev.vibe.net.RetryPolicy;
import dev.vibe.provider.openai.EndpointSettings.Transport;
import dev.vibe.provider.openai.EndpointTimeouts;
import java.nio.file.Path;
import java.time.Duration;

/** Maker of what connections are made with, from the configuration. */
final class NetworkSetup {

  /** In place of no limit: nobody waits longer, and sums of it do not overflow. */
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  private final Network network;
  private final HostEnvironment host;

  NetworkSetup(Config config, HostEnvironment host) {
    this.network = new Network(config);
    this.host = host;
  }

  /**
   * Connects nothing yet.
   *
   * @throws dev.vibe.problem.VibeException (usage) when the password for the proxy cannot be read
   */
  Http http() {
    return new Http(settings());
  }

  /**
   * The same for connections of other kinds.
   *
   * @throws dev.vibe.problem.VibeException as {@link #http}
   */
  HttpSettings settings() {
    Path home = host.home();
    return new HttpSettings(
        network
            .connectTimeout()
            .map(NetworkSetup::limit)
            .orElse(HttpSettings.DEFAULT.connectLimit()),
        proxies(),
        network.authorities(home),
        new HttpSettings.Identity(
            network.identity(home), () -> password(network.identityPassword(host.environment()))));
  }

  /** How long that endpoint may be silent, and how long it is asked again. */
  Transport transport(String baseUrl) {
    EndpointTimeouts usual = EndpointTimeouts.usual(baseUrl);
    RetryPolicy retries = RetryPolicy.DEFAULT;
    return new Transport(
        new EndpointTimeouts(
            network.firstTokenTimeout().map(NetworkSetup::limit).orElse(usual.firstByte()),
            network.idleTimeout().map(NetworkSetup::limit).orElse(usual.betweenBytes()),
            usual.listing()),
        new RetryPolicy(
            retries.first(),
            retries.cap(),
            network.retryFor().map(NetworkSetup::limit).orElse(retries.total())));
  }

  private static Duration limit(Duration configured) {
    return configured.isZero() ? NO_LIMIT : configured;
  }

  private Proxies proxies() {
    Proxies proxies =
        Proxies.fromEnvironment(host.environment())
            .with(network.proxy(), "net.proxy", network.direct());
    return network.proxyUser().isEmpty()
        ? proxies
        : proxies.withLogin(
            new Proxies.Login(
                network.proxyUser(), password(network.proxyPassword(host.environment()))));
  }

  private static String password(KeySource source) {
    return new KeyReader(KeyReader.COMMAND_LIMIT).password(source).reveal();
  }
}
