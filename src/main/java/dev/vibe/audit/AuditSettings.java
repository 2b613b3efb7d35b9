package dev.vibe.audit;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.ConfigValue;
import dev.vibe.config.KeySource;
import dev.vibe.config.Layer;
import dev.vibe.config.Secret;
import dev.vibe.config.Settings;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settings of the audit log: the {@code [audit]} of a configuration.
 *
 * @param maxFileBytes from which size on another file begins
 * @param syslog {@code tcp} or {@code tls}, with host and port; there where it is a sink
 * @param https where batches are posted; there where it is a sink
 * @param headers sent with each batch
 * @param key for {@code https}
 * @param demand who turned the log on, for messages
 * @param isManaged whether that was the administrator of the machine
 */
public record AuditSettings(
    Set<Sink> sinks,
    ContentPolicy content,
    OnFailure onFailure,
    long maxFileBytes,
    Optional<URI> syslog,
    Optional<URI> https,
    Map<String, String> headers,
    KeySource key,
    String demand,
    boolean isManaged) {

  private static final int USUAL_FILE_MB = 10;

  /** One that is larger is no longer read in one piece. */
  private static final int LARGEST_FILE_MB = 500;

  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  /** Place that records go to. */
  public enum Sink {
    FILE,
    STDOUT,
    SYSLOG,
    HTTPS
  }

  /** Choice of what becomes of an action that cannot be recorded. */
  public enum OnFailure {
    /** It is carried out, and the trouble is told. */
    CONTINUE,
    /** It is not carried out, and the run ends. */
    STOP
  }

  public AuditSettings {
    sinks = Set.copyOf(sinks);
    headers = Map.copyOf(headers);
  }

  /**
   * Of a configuration that turns it on.
   *
   * @param environment where keys are
   * @throws VibeException (usage) when a sink lacks its address
   */
  public static AuditSettings of(Config config, Map<String, String> environment) {
    ConfigValue sinks =
        config
            .find(Settings.AUDIT_SINKS)
            .orElseThrow(() -> new IllegalArgumentException("no sink is configured"));
    EnumSet<Sink> chosen = EnumSet.noneOf(Sink.class);
    for (Object name : (List<?>) sinks.value()) {
      chosen.add(Sink.valueOf(name.toString().toUpperCase(Locale.ROOT)));
    }
    Reader reader = new Reader(config, environment);
    return new AuditSettings(
        chosen,
        reader.text("content").map(ContentPolicy::of).orElse(ContentPolicy.REDACTED),
        reader
            .text("on_failure")
            .map(text -> OnFailure.valueOf(text.toUpperCase(Locale.ROOT)))
            .orElse(OnFailure.CONTINUE),
        Math.min(
                LARGEST_FILE_MB,
                reader.find("max_file_mb").map(v -> (Integer) v.value()).orElse(USUAL_FILE_MB))
            * 1024L
            * 1024L,
        chosen.contains(Sink.SYSLOG)
            ? Optional.of(reader.address("syslog", "tls://logs.example:6514", sinks))
            : Optional.empty(),
        chosen.contains(Sink.HTTPS) ? Optional.of(reader.secureAddress(sinks)) : Optional.empty(),
        reader.headers(),
        reader.key(),
        demand(sinks),
        sinks.layer() == Layer.MANAGED);
  }

  private static String demand(ConfigValue sinks) {
    String place = sinks.origin().describe();
    return sinks.layer() == Layer.MANAGED
        ? "the administrator's file demands the audit log: " + place
        : "the audit log is turned on by " + place;
  }

  /** Reader of the table {@code [audit]}. */
  private record Reader(Config config, Map<String, String> environment) {

    Optional<ConfigValue> find(String name) {
      return config.find(ConfigKey.of("audit", name));
    }

    Optional<String> text(String name) {
      return find(name).map(ConfigValue::text);
    }

    URI address(String name, String example, ConfigValue sinks) {
      return text(name)
          .map(URI::create)
          .orElseThrow(
              () ->
                  new VibeException(
                      ExitCode.USAGE,
                      new Problem(
                          ProblemCode.AUDIT_SETTINGS,
                          "the audit sink " + name + " has no address",
                          demand(sinks),
                          "audit." + name + " = \"" + example + "\"")));
    }

    /** A key and a record in clear text go no further than this machine. */
    URI secureAddress(ConfigValue sinks) {
      URI address = address("https", "https://logs.example/v1", sinks);
      boolean isHere = LOOPBACK.contains(address.getHost());
      if (address.getScheme().equalsIgnoreCase("https") || isHere) {
        return address;
      }
      throw new VibeException(
          ExitCode.USAGE,
          new Problem(
              ProblemCode.AUDIT_SETTINGS,
              "the audit sink https takes no address without TLS: " + address,
              demand(sinks),
              "audit.https = \"https://" + address.getAuthority() + address.getPath() + "\""));
    }

    /** Values of headers are secrets of the configuration; they are sent, and shown nowhere. */
    Map<String, String> headers() {
      Map<String, String> headers = new TreeMap<>();
      for (ConfigKey key : config.keys()) {
        List<String> parts = key.parts();
        if (parts.size() == 3 && parts.get(0).equals("audit") && parts.get(1).equals("headers")) {
          config.find(key).ifPresent(value -> headers.put(key.last(), value.text()));
        }
      }
      return headers;
    }

    KeySource key() {
      Optional<ConfigValue> file = find("api_key_file");
      Optional<String> variable = text("api_key_env");
      if (file.isPresent() && variable.isEmpty()) {
        return new KeySource.File(file.get().path(environment.getOrDefault("HOME", "")));
      }
      return variable
          .<KeySource>map(
              name -> new KeySource.Variable(name, new Secret(environment.getOrDefault(name, ""))))
          .orElseGet(() -> new KeySource.None("no key for the collector is configured"));
    }
  }
}
