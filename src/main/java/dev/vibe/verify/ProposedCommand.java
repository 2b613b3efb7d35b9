package dev.vibe.verify;

import dev.vibe.file.BoundedFile;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Proposal of a command that verifies a project, from the build files in its folder. Nothing is
 * run; the first that tells wins, and what a project wrote for people comes before what a tool is
 * known for.
 */
public final class ProposedCommand {

  private static final int MOST_BYTES = 1 << 20;

  /** A target or recipe of a file of commands. */
  private static final String TARGET = "(?m)^%s\\s*:(?!=)";

  private final Path folder;

  private ProposedCommand(Path folder) {
    this.folder = folder;
  }

  /** Blocks on disk; empty where no file tells. */
  public static Optional<String> of(Path folder) {
    ProposedCommand look = new ProposedCommand(folder);
    return look.recipe()
        .or(look::jvm)
        .or(look::node)
        .or(look::python)
        .or(look::compiled)
        .or(look::others);
  }

  private Optional<String> recipe() {
    for (String file : new String[] {"Makefile", "makefile", "GNUmakefile"}) {
      for (String target : new String[] {"check", "test"}) {
        if (holds(file, TARGET.formatted(target))) {
          return Optional.of("make " + target);
        }
      }
    }
    for (String file : new String[] {"justfile", "Justfile"}) {
      for (String target : new String[] {"check", "test"}) {
        if (holds(file, TARGET.formatted(target))) {
          return Optional.of("just " + target);
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> jvm() {
    if (has("pom.xml")) {
      return Optional.of((has("mvnw") ? "./mvnw" : "mvn") + " -q test");
    }
    if (has("build.gradle") || has("build.gradle.kts")) {
      return Optional.of((has("gradlew") ? "./gradlew" : "gradle") + " -q test");
    }
    return when("build.sbt", "sbt test");
  }

  private Optional<String> node() {
    if (!hasTestScript()) {
      return when("deno.json", "deno test").or(() -> when("deno.jsonc", "deno test"));
    }
    if (has("pnpm-lock.yaml")) {
      return Optional.of("pnpm test");
    }
    if (has("yarn.lock")) {
      return Optional.of("yarn test");
    }
    return Optional.of(has("bun.lock") || has("bun.lockb") ? "bun run test" : "npm test");
  }

  /** One that is not what {@code npm init} leaves there. */
  private boolean hasTestScript() {
    try {
      return Json.object(text("package.json")).get("scripts") instanceof Map<?, ?> scripts
          && scripts.get("test") instanceof String test
          && !test.contains("no test specified");
    } catch (JsonShapeException e) {
      return false;
    }
  }

  private Optional<String> python() {
    boolean isPytest =
        has("pytest.ini")
            || has("conftest.py")
            || holds("pyproject.toml", "\\bpytest\\b")
            || holds("setup.cfg", "\\bpytest\\b")
            || holds("requirements-dev.txt", "(?m)^pytest\\b")
            || holds("requirements.txt", "(?m)^pytest\\b");
    if (isPytest) {
      String through =
          has("uv.lock") ? "uv run " : has("poetry.lock") ? "poetry run " : "python3 -m ";
      return Optional.of(through + "pytest -q");
    }
    return when("tox.ini", "tox -q").or(() -> when("noxfile.py", "nox"));
  }

  private Optional<String> compiled() {
    return when("go.mod", "go test ./...")
        .or(() -> when("Cargo.toml", "cargo test -q"))
        .or(() -> when("Package.swift", "swift test"))
        .or(() -> when("build.zig", "zig build test"))
        .or(() -> hasNamed("*.{sln,slnx,csproj,fsproj}") ? Optional.of("dotnet test") : none());
  }

  private Optional<String> others() {
    return when("mix.exs", "mix test")
        .or(() -> when(".rspec", "bundle exec rspec"))
        .or(() -> holds("Rakefile", "\\btest\\b") ? Optional.of("rake test") : none())
        .or(() -> when("phpunit.xml", "vendor/bin/phpunit"))
        .or(() -> when("phpunit.xml.dist", "vendor/bin/phpunit"));
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private Optional<String> when(String file, String command) {
    return has(file) ? Optional.of(command) : Optional.empty();
  }

  private boolean has(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  private boolean hasNamed(String glob) {
    try (var found = Files.newDirectoryStream(folder, glob)) {
      return found.iterator().hasNext();
    } catch (IOException e) {
      return false;
    }
  }

  private boolean holds(String file, String pattern) {
    return has(file) && Pattern.compile(pattern).matcher(text(file)).find();
  }

  /** Empty where it cannot be read. */
  private String text(String file) {
    try {
      return has(file) ? BoundedFile.text(folder.resolve(file), MOST_BYTES).orElse("") : "";
    } catch (IOException e) {
      return "";
    }
  }
}
