package dev.vibe.config;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Configuration files in a temporary folder, and what comes of them. */
public final class ConfigFixture {

  public final Map<String, String> environment = new HashMap<>();
  public final List<FlagValue> flags = new ArrayList<>();
  final Path folder;
  public final VibePaths paths;
  Project project = new Project.None();

  public ConfigFixture(Path folder) {
    this.folder = folder;
    this.paths =
        new VibePaths(folder.resolve("etc"), folder.resolve("user"), folder.resolve("state"));
  }

  public ConfigFixture system(String toml) {
    return file(paths.systemConfig(), toml);
  }

  public ConfigFixture user(String toml) {
    return file(paths.userConfig(), toml);
  }

  ConfigFixture learned(String toml) {
    return file(paths.rules(), toml);
  }

  public ConfigFixture managed(String toml) {
    return file(paths.managedConfig(), toml);
  }

  ConfigFixture project(String toml) {
    project = new Project.Trusted(folder.resolve("work"));
    return file(VibePaths.projectConfig(folder.resolve("work")), toml);
  }

  public ConfigFixture variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  public ConfigFixture flag(String key, String text) {
    flags.add(new FlagValue(key, "--" + key.replace('_', '-'), text));
    return this;
  }

  public Config config() {
    return valid().config();
  }

  ConfigResult.Valid valid() {
    return assertInstanceOf(ConfigResult.Valid.class, load());
  }

  List<Problem> problems() {
    return assertInstanceOf(ConfigResult.Invalid.class, load()).problems();
  }

  public Problem problem() {
    List<Problem> problems = problems();
    if (problems.size() != 1) {
      throw new AssertionError("expected one problem, but there are " + problems);
    }
    return problems.getFirst();
  }

  ConfigResult load() {
    return ConfigLoader.load(new LoadRequest(paths, project, environment, flags));
  }

  private ConfigFixture file(Path path, String toml) {
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(path, toml);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
