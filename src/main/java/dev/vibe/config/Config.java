package dev.vibe.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The configuration in effect: immutable, and every value knows where it was set. */
public final class Config {

  /** Every value that was given for a key, strongest first. */
  private final Map<ConfigKey, List<Sourced>> values;

  /** Takes the values in the order in which they were given; of one layer the last wins. */
  Config(List<ConfigEntry> entries) {
    Map<ConfigKey, List<Sourced>> stacks = new HashMap<>();
    for (ConfigEntry entry : entries) {
      stacks.computeIfAbsent(entry.key(), k -> new ArrayList<>()).addFirst(entry.value());
    }
    stacks.values().forEach(stack -> stack.sort(Comparator.comparing(Sourced::layer).reversed()));
    stacks.replaceAll((key, stack) -> List.copyOf(stack));
    values = Map.copyOf(stacks);
  }

  /** When colour is used. */
  public enum Color {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** The value in effect. */
  public Optional<Sourced> find(ConfigKey key) {
    return stack(key).stream().findFirst();
  }

  /** The value that would be in effect if no layer above {@code highest} had set it. */
  Optional<Sourced> upTo(ConfigKey key, Layer highest) {
    return stack(key).stream().filter(s -> s.layer().compareTo(highest) <= 0).findFirst();
  }

  /** Every value that was given for the key, strongest first; empty when none was. */
  List<Sourced> stack(ConfigKey key) {
    return values.getOrDefault(key, List.of());
  }

  /** The keys that have a value, in the order of the settings, names alphabetically. */
  public List<ConfigKey> keys() {
    return values.keySet().stream()
        .sorted(
            Comparator.<ConfigKey>comparingInt(Settings::position)
                .thenComparing(ConfigKey::toString))
        .toList();
  }

  /** The names that the user chose in a table such as {@code models}, alphabetically. */
  List<String> names(String table) {
    TreeSet<String> names = new TreeSet<>();
    for (ConfigKey key : values.keySet()) {
      if (key.parts().size() > 1 && key.parts().getFirst().equals(table)) {
        names.add(key.parts().get(1));
      }
    }
    return List.copyOf(names);
  }

  /** One of {@code plan}, {@code ask}, {@code accept-edits}, {@code auto}. */
  public String mode() {
    return find(ConfigKey.of("mode")).map(Sourced::text).orElse("ask");
  }

  /**
   * Whether an administrator set the value, so that nothing the user gives, in whatever form, may
   * change it.
   */
  public boolean isManaged(ConfigKey key) {
    return find(key).filter(value -> value.layer() == Layer.MANAGED).isPresent();
  }

  /** Permission rules as they were written. */
  public record Permissions(List<String> allow, List<String> ask, List<String> deny) {}

  /** What tightens adds up over the layers; what loosens is taken from the strongest alone. */
  public Permissions permissions() {
    return new Permissions(
        stack(ConfigKey.of("permissions", "allow")).stream()
            .limit(1)
            .flatMap(Config::texts)
            .toList(),
        stack(ConfigKey.of("permissions", "ask")).stream().flatMap(Config::texts).toList(),
        stack(ConfigKey.of("permissions", "deny")).stream().flatMap(Config::texts).toList());
  }

  private static Stream<String> texts(Sourced value) {
    return value.value() instanceof List<?> list
        ? list.stream().map(Object::toString)
        : Stream.empty();
  }

  public Color color() {
    String choice = find(ConfigKey.of("ui", "color")).map(Sourced::text).orElse("auto");
    return Color.valueOf(choice.toUpperCase(Locale.ROOT));
  }

  /** Names of models to go to when the chosen one fails, in order; see {@code model}. */
  public List<String> fallback() {
    return find(Settings.FALLBACK).stream().flatMap(Config::texts).toList();
  }

  /** How long a first token may take before the next model is asked; zero when it is not set. */
  public Duration switchAfter() {
    return find(ConfigKey.of("switch_after")).map(v -> (Duration) v.value()).orElse(Duration.ZERO);
  }

  /** Whether no endpoint outside of this machine may be talked to. */
  public boolean isLocalOnly() {
    return find(ConfigKey.of("local_only")).filter(v -> (Boolean) v.value()).isPresent();
  }

  /**
   * How endpoints are reached.
   *
   * @param proxy for every endpoint that is not on this machine; empty leaves it to the environment
   * @param direct hosts to reach without a proxy, besides those of the environment
   * @param authorities files with certificates to trust
   * @param identity the files with the certificate and the key to show, the same one twice when it
   *     holds both; empty when there are none
   */
  public record Network(
      String proxy, List<String> direct, List<Path> authorities, List<Path> identity) {
    public Network {
      direct = List.copyOf(direct);
      authorities = List.copyOf(authorities);
      identity = List.copyOf(identity);
    }
  }

  /**
   * How endpoints are reached.
   *
   * @param home what {@code ~/} stands for
   */
  public Network network(Path home) {
    List<Path> certificate = paths("client_cert", home);
    List<Path> key = paths("client_key", home);
    List<Path> identity = new ArrayList<>(certificate);
    identity.addAll(key.isEmpty() ? certificate : key);
    return new Network(
        find(net("proxy")).map(Sourced::text).orElse(""),
        find(net("no_proxy")).stream().flatMap(Config::texts).toList(),
        paths("ca_file", home),
        certificate.isEmpty() ? List.of() : identity);
  }

  private List<Path> paths(String name, Path home) {
    return find(net(name)).map(value -> value.path(home.toString())).stream().toList();
  }

  private static ConfigKey net(String name) {
    return ConfigKey.of("net", name);
  }

  public Limits limits() {
    return new Limits(
        count(ConfigKey.of("max_turns")),
        count(ConfigKey.of("max_tokens")),
        number(ConfigKey.of("max_cost")).orElse(0.0),
        find(ConfigKey.of("timeout")).map(v -> (Duration) v.value()).orElse(Duration.ZERO));
  }

  /** 0 when it is not set. */
  int count(ConfigKey key) {
    return find(key).map(value -> (Integer) value.value()).orElse(0);
  }

  Optional<Double> number(ConfigKey key) {
    return find(key).map(value -> (Double) value.value());
  }
}
