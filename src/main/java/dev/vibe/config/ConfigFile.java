package dev.vibe.config;

import dev.vibe.file.BoundedFile;
import dev.vibe.file.IoReason;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.NearestName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reader of one configuration file, which checks it key by key against {@link Settings}. Never
 * written.
 */
final class ConfigFile {

  /** The largest that is read, in bytes. */
  static final int LARGEST_FILE = 1024 * 1024;

  /** A token as HTTP defines it. */
  private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** Fields of a request that are the request itself. */
  private static final Set<String> OWN_FIELDS = Set.of("messages", "tools", "stream");

  /** In the file of learned rules, the table of those that hold in one project. */
  static final String PROJECTS = "projects";

  private final Layer layer;
  private final Path path;
  private final TomlLines lines;

  /** The table that is read as if it were the document. */
  private final ConfigKey root;

  private final List<ConfigEntry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private ConfigFile(Layer layer, Path path, TomlLines lines, ConfigKey root) {
    this.layer = layer;
    this.path = path;
    this.lines = lines;
    this.root = root;
  }

  /**
   * What one file gives.
   *
   * @param projects what holds in one project alone, by its top folder
   */
  record Content(
      List<ConfigEntry> entries, List<Problem> problems, Map<String, List<ConfigEntry>> projects) {
    static Content nothing() {
      return new Content(List.of(), List.of(), Map.of());
    }

    static Content broken(Problem problem) {
      return new Content(List.of(), List.of(problem), Map.of());
    }
  }

  /** Reads the file if there is one. Never throws; whatever is wrong is a problem in the result. */
  static Content read(Layer layer, Path path) {
    Optional<String> text;
    try {
      text = BoundedFile.text(path, LARGEST_FILE);
    } catch (IOException e) {
      return Content.broken(
          new Problem(
              ProblemCode.CONFIG_UNREADABLE,
              "cannot read the configuration file " + path,
              IoReason.of(e),
              "make it a readable TOML file, or move it away"));
    }
    return text.map(toml -> parse(layer, path, toml)).orElseGet(Content::nothing);
  }

  private static Content parse(Layer layer, Path path, String toml) {
    Map<String, Object> document;
    try {
      document = new LinkedHashMap<>(Json.toml(toml));
    } catch (JsonShapeException e) {
      return Content.broken(
          new Problem(
              ProblemCode.CONFIG_SYNTAX,
              "the configuration file " + path + " is not valid TOML",
              String.valueOf(e.getMessage()).replaceAll(" \\(\\d+\\) exceeds .*", " is too great"),
              "correct that line, or move the file away"));
    }
    TomlLines lines = TomlLines.of(toml);
    ConfigKey none = new ConfigKey(List.of());
    Map<String, List<ConfigEntry>> projects = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    if (layer == Layer.LEARNED && document.remove(PROJECTS) instanceof Map<?, ?> tables) {
      tables.forEach(
          (top, table) -> {
            ConfigKey key = none.child(PROJECTS).child(String.valueOf(top));
            ConfigFile part = new ConfigFile(layer, path, lines, key);
            if (table instanceof Map<?, ?> inner) {
              part.readTable(none, inner);
            } else {
              part.problems.add(part.wrongType(key, "a table"));
            }
            projects.put(String.valueOf(top), part.entries);
            problems.addAll(part.problems);
          });
    }
    ConfigFile file = new ConfigFile(layer, path, lines, none);
    file.readTable(none, document);
    problems.addAll(0, file.problems);
    return new Content(file.entries, problems, projects);
  }

  private void readTable(ConfigKey parent, Map<?, ?> table) {
    for (Map.Entry<?, ?> entry : table.entrySet()) {
      ConfigKey key = parent.child(String.valueOf(entry.getKey()));
      Optional<Setting> setting = Settings.find(key);
      if (key.last().equals("api_key") && (setting.isPresent() || Settings.isTable(parent))) {
        problems.add(secret(key));
      } else if (setting.isPresent()) {
        readValue(key, setting.get(), entry.getValue());
      } else if (!Settings.isTable(key)) {
        problems.add(unknown(parent, key));
      } else if (entry.getValue() instanceof Map<?, ?> inner) {
        readTable(key, inner);
      } else {
        problems.add(wrongType(key, "a table"));
      }
    }
  }

  private void readValue(ConfigKey key, Setting setting, Object raw) {
    String reserved = reserved(key, setting);
    if (!reserved.isEmpty()) {
      problems.add(misplaced(key, reserved));
      return;
    }
    if (setting.kind() == SettingType.FIELD && OWN_FIELDS.contains(key.last())) {
      problems.add(ownField(key));
      return;
    }
    boolean named =
        setting.kind() != SettingType.HEADER || HEADER_NAME.matcher(key.last()).matches();
    Optional<Object> value = named ? setting.kind().fromToml(raw) : Optional.empty();
    if (value.isEmpty()) {
      problems.add(wrongType(key, setting.kind().expected()));
      return;
    }
    Origin origin = new Origin.File(layer, path, line(key));
    entries.add(new ConfigEntry(key, new ConfigValue(value.get(), origin)));
  }

  /** Why the setting does not belong into a file of this layer; empty when it does. */
  private String reserved(ConfigKey key, Setting setting) {
    if (setting.reach() == Scope.MANAGED && layer != Layer.MANAGED) {
      return "it binds whoever uses the machine, so that only its administrator sets it";
    }
    return switch (layer) {
      case PROJECT ->
          setting.reach() == Scope.ANYWHERE
              ? ""
              : "project configuration never widens permissions, adds endpoints or reads keys";
      case LEARNED ->
          key.equals(Settings.ALLOW) ? "" : "vibe keeps nothing but " + Settings.ALLOW + " there";
      case BUILT_IN, SYSTEM, USER, VARIABLE, FLAG, MANAGED -> "";
    };
  }

  private Problem misplaced(ConfigKey key, String why) {
    String who =
        switch (layer) {
          case PROJECT -> "a project";
          case LEARNED -> "the file of learned rules";
          case BUILT_IN, SYSTEM, USER, VARIABLE, FLAG, MANAGED -> "this file";
        };
    boolean isManaged = Settings.find(key).filter(s -> s.reach() == Scope.MANAGED).isPresent();
    return new Problem(
        ProblemCode.CONFIG_NOT_HERE,
        who + " may not set " + key,
        at(key) + "; " + why,
        isManaged ? "move it to /etc/vibe/managed.toml" : "move it to your own configuration");
  }

  private Problem ownField(ConfigKey key) {
    return new Problem(
        ProblemCode.CONFIG_VALUE,
        "the configuration may not set " + key,
        at(key) + "; vibe itself sets messages, tools and stream",
        "take it out");
  }

  private Problem secret(ConfigKey key) {
    return new Problem(
        ProblemCode.CONFIG_SECRET,
        "a configuration file holds the key itself, as " + key,
        at(key),
        "take it out and set " + key + "_env, " + key + "_file or " + key + "_command");
  }

  private Problem unknown(ConfigKey parent, ConfigKey key) {
    List<String> known = Settings.names(parent);
    return new Problem(
        ProblemCode.CONFIG_UNKNOWN_KEY,
        "unknown configuration key " + key,
        at(key),
        NearestName.among(known, key.last())
            .map(name -> parent.child(name).toString())
            .orElse("one of " + String.join(", ", known)));
  }

  private Problem wrongType(ConfigKey key, String expected) {
    return new Problem(
        ProblemCode.CONFIG_VALUE,
        "the configuration key " + key + " needs " + expected,
        at(key),
        "vibe config path lists the files that count");
  }

  private String at(ConfigKey key) {
    return path + ", line " + line(key);
  }

  private int line(ConfigKey key) {
    List<String> parts = new ArrayList<>(root.parts());
    parts.addAll(key.parts());
    return lines.line(new ConfigKey(parts));
  }
}
