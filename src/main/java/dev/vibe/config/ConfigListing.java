package dev.vibe.config;

import dev.vibe.json.Json;
import dev.vibe.text.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration in effect as text; secrets are masked. */
public final class ConfigListing {

  /** Origins of longer values follow after two blanks instead of in the column. */
  private static final int WIDEST_COLUMN = 44;

  private ConfigListing() {}

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
      Origin origin =
          config.find(keys.get(i)).map(ConfigValue::origin).orElseGet(Origin.BuiltIn::new);
      String from = origin instanceof Origin.BuiltIn ? "default" : "from " + origin.describe();
      out.add(line + " ".repeat(Math.max(0, column - line.length())) + "   # " + from);
    }
    return out;
  }

  /** One JSON object: key to {@code {"value", "origin": {"layer", …}}}. */
  public static String json(Config config) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (ConfigKey key : config.keys()) {
      config
          .find(key)
          .ifPresent(
              value -> {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("value", isHidden(key) ? "***" : jsonValue(shown(key, value)));
                entry.put("origin", origin(value.origin()));
                out.put(key.toString(), entry);
              });
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
    return value instanceof Duration duration ? Durations.format(duration) : value;
  }

  private static String shown(Config config, ConfigKey key) {
    return isHidden(key)
        ? "\"***\""
        : config.find(key).map(value -> TomlText.of(shown(key, value))).orElse("");
  }

  /** A proxy without the password that may be in it. */
  private static Object shown(ConfigKey key, ConfigValue value) {
    boolean isProxy = Settings.find(key).filter(s -> s.kind() == SettingType.PROXY).isPresent();
    return isProxy ? value.text().replaceFirst("://([^:/]*):.*@", "://$1:***@") : value.value();
  }

  private static boolean isHidden(ConfigKey key) {
    return Settings.find(key).filter(setting -> setting.kind().isHidden()).isPresent();
  }
}
