package dev.vibe.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of how endpoints are reached: the {@code [net]} of a configuration. */
public final class Network {

  private final Config config;

  public Network(Config config) {
    this.config = config;
  }

  /**
   * For every endpoint that is not on this machine, perhaps with a login in it; empty leaves it to
   * the environment.
   */
  public String proxy() {
    return find("proxy").map(ConfigValue::text).orElse("");
  }

  /** Who logs in at the proxy; empty when nobody does, or the proxy's own URL says it. */
  public String proxyUser() {
    return find("proxy_user").map(ConfigValue::text).orElse("");
  }

  /** Where the password for the proxy is. */
  public KeySource proxyPassword(Map<String, String> environment) {
    return password("proxy_password", environment);
  }

  /** Hosts to reach without a proxy, besides those of the environment. */
  public List<String> direct() {
    return find("no_proxy").stream().flatMap(Config::texts).toList();
  }

  /**
   * Files with certificates to trust.
   *
   * @param home what {@code ~/} stands for
   */
  public List<Path> authorities(Path home) {
    return paths("ca_file", home);
  }

  /**
   * The files with the certificate and the key to show, the same one twice when it holds both;
   * empty when there are none.
   *
   * @param home what {@code ~/} stands for
   */
  public List<Path> identity(Path home) {
    List<Path> certificate = paths("client_cert", home);
    List<Path> key = paths("client_key", home);
    List<Path> identity = new ArrayList<>(certificate);
    identity.addAll(key.isEmpty() ? certificate : key);
    return certificate.isEmpty() ? List.of() : identity;
  }

  /** Where the password of the key is. */
  public KeySource identityPassword(Map<String, String> environment) {
    return password("client_password", environment);
  }

  /** How long a connection may take to be made; zero for no limit. */
  public Optional<Duration> connectTimeout() {
    return duration("connect_timeout");
  }

  /** How long an endpoint may be silent before its first word; zero for no limit. */
  public Optional<Duration> firstTokenTimeout() {
    return duration("first_token_timeout");
  }

  /** How long it may be silent after that; zero for no limit. */
  public Optional<Duration> idleTimeout() {
    return duration("idle_timeout");
  }

  /** How long what may heal is waited for; zero for no limit. */
  public Optional<Duration> retryFor() {
    return duration("retry_for");
  }

  private Optional<Duration> duration(String name) {
    return find(name).map(value -> (Duration) value.value());
  }

  private List<Path> paths(String name, Path home) {
    return find(name).map(value -> value.path(home.toString())).stream().toList();
  }

  /** The strongest layer decides; in one layer the variable goes before file and command. */
  private KeySource password(String name, Map<String, String> environment) {
    Optional<ConfigValue> best = Optional.empty();
    KeySource source = new KeySource.None("no password is configured");
    for (String kind : List.of("_env", "_file", "_command")) {
      Optional<ConfigValue> value = find(name + kind);
      if (value.isPresent()
          && best.filter(b -> b.layer().compareTo(value.get().layer()) >= 0).isEmpty()) {
        best = value;
        source = source(kind, value.get(), environment);
      }
    }
    return source;
  }

  private static KeySource source(String kind, ConfigValue value, Map<String, String> environment) {
    return switch (value.value()) {
      case List<?> words -> new KeySource.Command(words.stream().map(Object::toString).toList());
      case Object file when kind.equals("_file") ->
          new KeySource.File(value.path(environment.getOrDefault("HOME", "")));
      case Object name ->
          new KeySource.Variable(
              name.toString(), new Secret(environment.getOrDefault(name.toString(), "")));
    };
  }

  private Optional<ConfigValue> find(String name) {
    return config.find(ConfigKey.of("net", name));
  }
}
