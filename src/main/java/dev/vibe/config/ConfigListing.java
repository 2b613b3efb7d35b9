package dev.vibe.config;

import dev.vibe.json.Json;
import dev.vibe.text.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Listing of the configuration in effect as text; secrets are masked. */
public final class ConfigListing {

  /** Origins of longer values follow after two blanks instead of in the column. */
  private static final int WIDEST_COLUMN = 44;

  private ConfigListing() {}

  /** How it is listed. */
  public enum Form {
    PLAIN,
    WITH_ORIGINS,
    JSON
  }

  /** The lines of the whole configuration. */
  public static List<String> of(Config config, Form form) {
    return switch (form) {
      case PLAIN -> lines(config);
      case WITH_ORIGINS -> linesWithOrigins(config);
      case JSON -> List.of(json(config));
    };
  }

  /** One {@code key = value} a line, as TOML. */
  public static List<String> lines(Config config) {
    return config.keys().stream().map(key -> key + " = " + shown(config, key)).toList();
  }

  /** The same with {@code # from FILE:LINE} or the like behind each. */
  public static List<String> linesWithOrigins(Config config) {
    List<String> plain = lines(config);
    int column =
        plain.stream().mapToInt(String::length).filter(n -> n <= WIDEST_COLUMN).max().orElse(0);
    List<String> out = new ArrayList<>();
    List<ConfigKey> keys = config.keys();
    for (int i = 0; i < keys.size(); i++) {
      String line = plain.get(i);
      String from = from(config.inEffect(keys.get(i)));
      out.add(line + " ".repeat(Math.max(0, column - line.length())) + "   # " + from);
    }
    return out;
  }

  private static String from(List<ConfigValue> values) {
    boolean isBuiltIn = values.getFirst().origin() instanceof Origin.BuiltIn;
    return isBuiltIn
        ? "default"
        : values.stream()
            .map(value -> value.origin().describe())
            .collect(Collectors.joining(" and ", "from ", ""));
  }

  /**
   * One JSON object: key to {@code {"value", "origin": {"layer", …}}}, with all {@code origins}
   * where several lists are in effect together.
   */
  public static String json(Config config) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (ConfigKey key : config.keys()) {
      List<ConfigValue> values = config.inEffect(key);
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("value", isHidden(key) ? "***" : jsonValue(shown(key, values)));
      entry.put("origin", origin(values.getFirst().origin()));
      if (values.size() > 1) {
        entry.put("origins", values.stream().map(value -> origin(value.origin())).toList());
      }
      out.put(key.toString(), entry);
    }
    return Json.write(out);
  }

  private static Map<String, Object> origin(Origin origin) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("layer", origin.layer().label());
    switch (origin) {
      case Origin.BuiltIn() -> {}
      case Origin.File(Layer layer, Path path, int line) -> {
        out.put("file", path.toString());
        out.put("line", line);
      }
      case Origin.Variable(String name) -> out.put("variable", name);
      case Origin.Flag(String name) -> out.put("flag", name);
    }
    return out;
  }

  private static Object jsonValue(Object value) {
    return switch (value) {
      case Duration duration -> Durations.format(duration);
      case WrittenRule rule -> rule.plain();
      case List<?> list -> list.stream().map(ConfigListing::jsonValue).toList();
      case Object other -> other;
    };
  }

  private static String shown(Config config, ConfigKey key) {
    return isHidden(key) ? "\"***\"" : TomlText.of(shown(key, config.inEffect(key)));
  }

  /** A proxy without the password that may be in it; lists that add up as one. */
  private static Object shown(ConfigKey key, List<ConfigValue> values) {
    if (values.size() > 1) {
      return values.stream().flatMap(Config::items).toList();
    }
    ConfigValue value = values.getFirst();
    boolean isProxy = Settings.find(key).filter(s -> s.kind() == SettingType.PROXY).isPresent();
    return isProxy ? value.text().replaceFirst("://([^:/]*):.*@", "://$1:***@") : value.value();
  }

  private static boolean isHidden(ConfigKey key) {
    return Settings.find(key).filter(setting -> setting.kind().isHidden()).isPresent();
  }
}
