package dev.vibe.config.model;

import dev.vibe.config.Config;
import dev.vibe.config.ConfigEntry;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.ConfigValue;
import dev.vibe.config.KeySource;
import dev.vibe.config.Layer;
import dev.vibe.config.Secret;
import dev.vibe.config.Setting;
import dev.vibe.config.SettingType;
import dev.vibe.config.Settings;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finder of the key that belongs to an endpoint.
 *
 * <p>A key belongs to the server of the base URL that its own layer saw: whoever overrides the URL
 * does not inherit the key. A key that was set without any URL belongs to the one in effect.
 */
final class KeyFinder {

  private static final List<String> NAMES =
      List.of("api_key", "api_key_env", "api_key_file", "api_key_command");

  private final Config config;
  private final Map<String, String> environment;

  KeyFinder(Config config, Map<String, String> environment) {
    this.config = config;
    this.environment = environment;
  }

  /** What looking for a key gave. */
  sealed interface Lookup {

    record Found(KeySource source) implements Lookup {}

    /** One is configured, but it is not there. */
    record Missing(Problem problem) implements Lookup {}
  }

  /** The key for a provider's endpoint: its own, or any other that belongs to that server. */
  Lookup forProvider(String provider, String baseUrl) {
    return configured(providerKey(provider), baseUrl).orElseGet(() -> forUrl(baseUrl));
  }

  /** The key that belongs to the server of a base URL. */
  Lookup forUrl(String baseUrl) {
    List<ConfigKey> holders = new ArrayList<>();
    holders.add(new ConfigKey(List.of()));
    config.names("providers").forEach(name -> holders.add(providerKey(name)));
    for (ConfigKey holder : holders) {
      Optional<Lookup> found = configured(holder, baseUrl);
      if (found.isPresent()) {
        return found.get();
      }
    }
    if (Urls.sameServer(baseUrl, ModelCatalog.MISTRAL_URL)
        && !variable("MISTRAL_API_KEY").isEmpty()) {
      return found("MISTRAL_API_KEY");
    }
    boolean openAi =
        SettingType.BASE_URL
            .fromText(variable("OPENAI_BASE_URL"))
            .filter(url -> Urls.sameServer(url.toString(), baseUrl))
            .isPresent();
    if (openAi && !variable("OPENAI_API_KEY").isEmpty()) {
      return found("OPENAI_API_KEY");
    }
    return new Lookup.Found(new KeySource.None(whyNone(baseUrl)));
  }

  private Optional<Lookup> configured(ConfigKey holder, String baseUrl) {
    List<ConfigEntry> candidates = new ArrayList<>();
    for (String name : NAMES) {
      ConfigKey key = holder.child(name);
      config.stack(key).forEach(value -> candidates.add(new ConfigEntry(key, value)));
    }
    return candidates.stream()
        .sorted((a, b) -> b.value().layer().compareTo(a.value().layer()))
        .filter(candidate -> belongs(holder, candidate.value().layer(), baseUrl))
        .findFirst()
        .map(candidate -> lookup(candidate, baseUrl));
  }

  private boolean belongs(ConfigKey holder, Layer layer, String baseUrl) {
    ConfigKey url = holder.child("base_url");
    Optional<String> owner =
        config.upTo(url, layer).or(() -> config.find(url)).map(ConfigValue::text);
    if (owner.isEmpty() && holder.equals(providerKey(Settings.MISTRAL))) {
      owner = Optional.of(ModelCatalog.MISTRAL_URL);
    }
    return owner.filter(o -> Urls.sameServer(o, baseUrl)).isPresent();
  }

  private Lookup lookup(ConfigEntry entry, String baseUrl) {
    Object value = entry.value().value();
    return switch (value) {
      case Secret key ->
          new Lookup.Found(
              new KeySource.Variable(
                  Settings.find(entry.key()).map(Setting::variable).orElse(""), key));
      case List<?> words ->
          new Lookup.Found(new KeySource.Command(words.stream().map(Object::toString).toList()));
      case Object path when entry.key().last().equals("api_key_file") -> keyFile(entry.value());
      case Object name when !variable(name.toString()).isEmpty() -> found(name.toString());
      case Object name ->
          new Lookup.Missing(
              noKey(
                  "for " + baseUrl,
                  name + " is unset (" + entry.value().origin().describe() + ")",
                  name.toString()));
    };
  }

  private Lookup keyFile(ConfigValue value) {
    try {
      return new Lookup.Found(new KeySource.File(value.path(variable("HOME"))));
    } catch (InvalidPathException e) {
      return new Lookup.Missing(
          new Problem(
              ProblemCode.NO_API_KEY,
              "cannot start: " + value.text() + " cannot be the name of a key file",
              e.getReason() + " (" + value.origin().describe() + ")",
              "another name, or a UTF-8 locale"));
    }
  }

  private String whyNone(String baseUrl) {
    List<String> elsewhere = new ArrayList<>();
    for (String name : List.of("VIBE_API_KEY", "MISTRAL_API_KEY", "OPENAI_API_KEY")) {
      if (!variable(name).isEmpty()) {
        elsewhere.add(name);
      }
    }
    String withheld =
        elsewhere.isEmpty()
            ? ""
            : "; what belongs elsewhere is not sent there: " + String.join(", ", elsewhere);
    return "no key is configured for " + baseUrl + withheld;
  }

  /** What is said when there has to be a key. */
  static Problem noKey(String owner, String cause, String variable) {
    return new Problem(
        ProblemCode.NO_API_KEY,
        "cannot start: no API key " + owner,
        cause,
        "export "
            + variable
            + "=…   or   vibe --base-url http://127.0.0.1:8080/v1   or   vibe demo");
  }

  private Lookup found(String variable) {
    return new Lookup.Found(new KeySource.Variable(variable, new Secret(variable(variable))));
  }

  private static ConfigKey providerKey(String name) {
    return ConfigKey.of("providers", name);
  }

  private String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
