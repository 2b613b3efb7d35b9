package dev.vibe.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProposedCommandTest {

  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private String proposed() {
    return ProposedCommand.of(folder).orElse("none");
  }

  @ParameterizedTest
  @CsvSource({
    "pom.xml, mvn -q test",
    "build.gradle.kts, gradle -q test",
    "build.sbt, sbt test",
    "pytest.ini, python3 -m pytest -q",
    "tox.ini, tox -q",
    "go.mod, go test ./...",
    "Cargo.toml, cargo test -q",
    "Shop.csproj, dotnet test",
    "mix.exs, mix test",
    "deno.json, deno test",
    "README.md, none"
  })
  void a_build_file_tells(String file, String command) throws IOException {
    write(file, "");
    assertEquals(command, proposed());
  }

  @Test
  void the_wrapper_of_a_project_comes_before_the_installed_tool() throws IOException {
    write("pom.xml", "");
    write("mvnw", "");
    assertEquals("./mvnw -q test", proposed());
  }

  @Test
  void a_target_for_people_comes_first_and_an_assignment_is_none() throws IOException {
    write("Cargo.toml", "");
    write("Makefile", "test := cargo\nbuild:\n\tcargo build\n");
    assertEquals("cargo test -q", proposed());
    write("Makefile", "test:\n\tcargo test\ncheck: test lint\n");
    assertEquals("make check", proposed());
  }

  @Test
  void the_lock_file_tells_who_runs_the_script_of_a_package() throws IOException {
    write("package.json", "{\"scripts\":{\"test\":\"vitest run\"}}");
    assertEquals("npm test", proposed());
    write("pnpm-lock.yaml", "");
    assertEquals("pnpm test", proposed());
  }

  @Test
  void a_package_without_a_test_script_or_with_the_one_of_npm_init_tells_nothing()
      throws IOException {
    write("package.json", "{\"scripts\":{\"test\":\"echo \\\"Error: no test specified\\\"\"}}");
    assertEquals(Optional.empty(), ProposedCommand.of(folder));
    write("package.json", "{ not JSON");
    assertEquals(Optional.empty(), ProposedCommand.of(folder));
  }

  @Test
  void the_lock_file_tells_through_what_pytest_runs() throws IOException {
    write("pyproject.toml", "[tool.pytest.ini_options]\n");
    write("uv.lock", "");
    assertEquals("uv run pytest -q", proposed());
  }
}
