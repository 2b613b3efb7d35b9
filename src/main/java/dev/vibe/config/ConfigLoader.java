package dev.vibe.config;

import dev.vibe.file.PlainFile;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.NearestName;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Loader of the configuration, which puts the layers together, key by key. */
public final class ConfigLoader {

  private final LoadRequest request;
  private final List<ConfigEntry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> notices = new ArrayList<>();

  private ConfigLoader(LoadRequest request) {
    this.request = request;
  }

  /** Reads the files that exist, and nothing else. Never throws. */
  public static ConfigResult load(LoadRequest request) {
    ConfigLoader loader = new ConfigLoader(request);
    loader.readDefaults();
    loader.readFile(Layer.SYSTEM, request.paths().systemConfig());
    loader.readUser();
    loader.readProject();
    loader.readVariables();
    loader.readFlags();
    loader.readFile(Layer.MANAGED, request.paths().managedConfig());
    Config config = new Config(loader.entries);
    loader.checkReferences(config);
    loader.noticeOverruledFlags(config);
    return loader.problems.isEmpty()
        ? new ConfigResult.Valid(config, loader.notices)
        : new ConfigResult.Invalid(loader.problems);
  }

  private void readDefaults() {
    for (Setting setting : Settings.all()) {
      if (!setting.fallback().isEmpty()) {
        setting
            .kind()
            .fromText(setting.fallback())
            .ifPresent(value -> add(setting, value, new Origin.BuiltIn()));
      }
    }
  }

  private void readFile(Layer layer, Path path) {
    ConfigFile.Content content = ConfigFile.read(layer, path);
    entries.addAll(content.entries());
    problems.addAll(content.problems());
  }

  /** What lies where this user may not even look is another one's, whose home was passed on. */
  private void readUser() {
    VibePaths paths = request.paths();
    if (isOutOfReach(paths.userConfig())) {
      notices.add(
          new Problem(
              ProblemCode.CONFIG_UNREADABLE,
              "going on without a configuration of the user",
              paths.configDir() + ": permission denied",
              "set HOME to a folder of this user"));
      return;
    }
    readFile(Layer.USER, paths.userConfig());
    readLearned(paths.rules());
  }

  /** Rules that hold everywhere, and those of the project, as one list. */
  private void readLearned(Path file) {
    ConfigFile.Content content = ConfigFile.read(Layer.LEARNED, file);
    problems.addAll(content.problems());
    List<ConfigEntry> learned = new ArrayList<>(content.entries());
    request
        .project()
        .top()
        .map(top -> content.projects().getOrDefault(top.toString(), List.of()))
        .ifPresent(learned::addAll);
    if (!learned.isEmpty()) {
      List<WrittenRule> rules =
          learned.stream().flatMap(entry -> Config.rules(entry.value())).toList();
      ConfigEntry first = learned.getFirst();
      entries.add(new ConfigEntry(first.key(), new ConfigValue(rules, first.value().origin())));
    }
  }

  private static boolean isOutOfReach(Path file) {
    try {
      Files.readAttributes(file, BasicFileAttributes.class);
      return false;
    } catch (AccessDeniedException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void readProject() {
    switch (request.project()) {
      case Project.None() -> {}
      case Project.Trusted(Path folder) -> {
        Path file = VibePaths.projectConfig(folder);
        if (PlainFile.isIn(folder, file) || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          readFile(Layer.PROJECT, file);
        } else {
          notices.add(
              new Problem(
                  ProblemCode.CONFIG_UNTRUSTED,
                  "not using " + file,
                  "it is a link or no regular file, and what is elsewhere does not count",
                  "put the file itself there"));
        }
      }
      case Project.Untrusted(Path folder) -> {
        Path file = VibePaths.projectConfig(folder);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
          notices.add(
              new Problem(
                  ProblemCode.CONFIG_UNTRUSTED,
                  "not using " + file,
                  "this folder is not trusted",
                  "vibe --trust   uses it for one run"));
        }
      }
    }
  }

  private void readVariables() {
    for (Setting setting : Settings.all()) {
      String name = setting.variable();
      String text = name.isEmpty() ? "" : request.environment().getOrDefault(name, "");
      if (text.isEmpty()) {
        continue;
      }
      setting
          .kind()
          .fromText(text)
          .ifPresentOrElse(
              value -> add(setting, value, new Origin.Variable(name)),
              () -> problems.add(wrongType(name, setting)));
    }
    List<String> known = Settings.variables();
    for (String name : new TreeMap<>(request.environment()).keySet()) {
      if (name.startsWith("VIBE_") && !known.contains(name)) {
        NearestName.among(known.stream().map(k -> k.substring(5)).toList(), name.substring(5))
            .ifPresent(
                near ->
                    notices.add(
                        new Problem(
                            ProblemCode.UNKNOWN_VARIABLE,
                            "the environment variable " + name + " means nothing",
                            "",
                            "VIBE_" + near)));
      }
    }
  }

  private void readFlags() {
    for (FlagValue flag : request.flags()) {
      Setting setting =
          Settings.find(ConfigKey.of(flag.key().split("\\.", -1)))
              .orElseThrow(() -> new IllegalArgumentException("no setting " + flag.key()));
      setting
          .kind()
          .fromText(flag.text())
          .ifPresentOrElse(
              value -> add(setting, value, new Origin.Flag(flag.flag())),
              () -> problems.add(wrongType(flag.flag(), setting)));
    }
  }

  /** The value itself stays out of the message: it may be a key in the wrong place. */
  private static Problem wrongType(String name, Setting setting) {
    return new Problem(
        ProblemCode.CONFIG_VALUE, name + " needs " + setting.kind().expected(), "", "vibe --help");
  }

  private void checkReferences(Config config) {
    List<String> providers = new ArrayList<>(config.names("providers"));
    for (String name : providers) {
      ConfigKey baseUrl = ConfigKey.of("providers", name, "base_url");
      if (name.isEmpty() || name.contains("/")) {
        problems.add(
            new Problem(
                ProblemCode.CONFIG_VALUE,
                "a provider cannot be named " + TomlText.quoted(name),
                "the name ends at the first slash of provider/model-id",
                "a name without a slash"));
      } else if (config.find(baseUrl).isEmpty() && !name.equals(Settings.MISTRAL)) {
        problems.add(
            new Problem(
                ProblemCode.CONFIG_VALUE,
                "the provider " + TomlText.quoted(name) + " has no base_url",
                "",
                baseUrl + " = \"http://127.0.0.1:8080/v1\""));
      }
    }
    checkPartner(config, "client_key", "client_cert", "client.pem");
    checkPartner(config, "proxy_user", "proxy", "http://proxy.example:3128");
    providers.add(Settings.MISTRAL);
    for (String model : config.names("models")) {
      ConfigKey key = ConfigKey.of("models", model, "provider");
      config
          .find(key)
          .filter(value -> !providers.contains(value.text()))
          .ifPresent(value -> problems.add(unknownProvider(key, value, providers)));
    }
  }

  private void checkPartner(Config config, String name, String partner, String example) {
    boolean alone = config.find(ConfigKey.of("net", partner)).isEmpty();
    config
        .find(ConfigKey.of("net", name))
        .filter(value -> alone)
        .ifPresent(
            value ->
                problems.add(
                    new Problem(
                        ProblemCode.CONFIG_VALUE,
                        "net." + name + " needs net." + partner + " beside it",
                        value.origin().describe(),
                        "net." + partner + " = \"" + example + "\"")));
  }

  private static Problem unknownProvider(ConfigKey key, ConfigValue value, List<String> providers) {
    return new Problem(
        ProblemCode.CONFIG_VALUE,
        key + " names " + TomlText.quoted(value.text()) + ", which is no provider",
        value.origin().describe(),
        NearestName.among(providers, value.text())
            .orElse("one of " + String.join(", ", providers)));
  }

  private void noticeOverruledFlags(Config config) {
    for (FlagValue flag : request.flags()) {
      Optional<ConfigValue> value = config.find(ConfigKey.of(flag.key().split("\\.", -1)));
      value
          .filter(v -> v.layer() == Layer.MANAGED)
          .ifPresent(
              v ->
                  notices.add(
                      new Problem(
                          ProblemCode.MANAGED,
                          flag.flag() + " has no effect",
                          v.origin().describe() + " sets " + flag.key() + " for this machine",
                          "")));
    }
  }

  private void add(Setting setting, Object value, Origin origin) {
    ConfigKey key = new ConfigKey(setting.parts());
    Object kept = setting.reach() == Scope.ENVIRONMENT ? new Secret(value.toString()) : value;
    entries.add(new ConfigEntry(key, new ConfigValue(kept, origin)));
  }
}
