package dev.vibe.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of names that are obeyed or run later, and whether it holds what the cases know. */
class ProtectedNamesTest {

  private static final Set<String> WRITING = Set.of("write", "edit");

  private static Protection writing(String path) {
    return ProtectedNames.of(path, Access.WRITE);
  }

  private static Stream<String> names() {
    return RunLaterNames.entries().stream().flatMap(entry -> entry.names().stream());
  }

  @Test
  void each_line_says_who_obeys_it_and_where_that_is_described() {
    List<String> wrong = new ArrayList<>();
    for (RunLaterNames.Entry entry : RunLaterNames.entries()) {
      if (entry.reader().isBlank() || !entry.source().matches("https://\\S+|docs/\\S+\\.md")) {
        wrong.add(entry.toString());
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void no_name_is_there_twice_and_all_are_folded() {
    Set<String> seen = new HashSet<>();
    List<String> wrong =
        names()
            .filter(name -> !seen.add(name) || !ProtectedNames.folded(name).equals(name))
            .toList();
    assertEquals(List.of(), wrong);
    assertTrue(seen.size() > 400, "only " + seen.size());
  }

  @Test
  void each_name_is_guarded_on_every_level_and_in_every_spelling() {
    List<String> free = new ArrayList<>();
    names()
        .map(name -> name.replace("*", "x"))
        .flatMap(
            name ->
                Stream.of(
                    name,
                    "sub/folder/" + name,
                    name.toUpperCase(Locale.ROOT),
                    name + ".",
                    name + ":stream",
                    name.replace('/', '\\')))
        .filter(path -> writing(path) != Protection.RUN_LATER)
        .forEach(free::add);
    assertEquals(List.of(), free);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lefthook-local.yml",
        ".config/lefthook-local.toml",
        ".mise.local.toml",
        "mise.production.toml",
        ".mise/config.toml",
        ".dir-locals-2.el",
        ".yarn/releases/yarn-4.0.0.cjs",
        ".venv/bin/python",
        "web/node_modules/.bin/tsc",
        ".augment/rules/x.md",
        ".github/CODEOWNERS",
        "CODEOWNERS",
        "sub/.gitattributes",
      })
  void siblings_of_what_is_known_are_guarded(String path) {
    assertEquals(Protection.RUN_LATER, writing(path));
    assertEquals(Protection.NONE, ProtectedNames.of(path, Access.READ));
  }

  /** What an honest run changes every day asks nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Makefile",
        "package.json",
        "pom.xml",
        "build.gradle.kts",
        "gradlew",
        "gradle.properties",
        "Cargo.toml",
        "go.mod",
        "pyproject.toml",
        "conftest.py",
        "composer.json",
        "Dockerfile",
        "docker-compose.yml",
        "tsconfig.json",
        ".eslintrc.js",
        "eslint.config.js",
        ".prettierrc",
        ".editorconfig",
        ".gitignore",
        ".dockerignore",
        ".nvmrc",
        ".python-version",
        ".github/ISSUE_TEMPLATE/bug.md",
        ".github/pull_request_template.md",
        ".gitlab/merge_request_templates/default.md",
        ".yarn/cache/x.zip",
        ".config/app.yml",
        "bin/run",
        "venv.py",
        "docs/mise.md",
        "mise-tasks/build",
        "default.nix",
        "Jenkins.md",
        "src/agents/agents.py",
        "tools/bazel.py",
        "rules/x.md",
        "run/main.go",
      })
  void ordinary_files_are_free(String path) {
    assertEquals(Protection.NONE, writing(path));
  }

  /**
   * Finds what the cases know and the table does not: names of the kind {@code protected} in every
   * file of cases there is.
   */
  @Test
  void every_protected_name_of_the_cases_is_in_the_table() throws Exception {
    Set<String> missing = new TreeSet<>();
    int seen = 0;
    for (Map<String, Object> one : cases()) {
      boolean isName =
          "protected".equals(one.get("kind"))
              && "ask".equals(one.get("expect"))
              && WRITING.contains(String.valueOf(one.get("op")))
              && String.valueOf(one.get("class")).startsWith("protected");
      String path = String.valueOf(one.get("path"));
      if (isName && !isOfAnEmbeddedRepository(one)) {
        seen++;
        if (writing(path) == Protection.NONE) {
          missing.add(path);
        }
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(seen > 40, "only " + seen);
  }

  /** Such a folder has no telling name. */
  private static boolean isOfAnEmbeddedRepository(Map<String, Object> one) {
    String setup = String.valueOf(one.get("setup"));
    return setup.contains("/objects") && setup.contains("/refs") && !setup.contains(".git");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> cases() throws IOException, URISyntaxException {
    URL known = Objects.requireNonNull(ProtectedNamesTest.class.getResource("/cases/paths.json"));
    List<Map<String, Object>> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(known.toURI()).resolveSibling("."))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        if (String.valueOf(file.getFileName()).startsWith("paths")) {
          Object all = Json.object(Files.readString(file)).get("cases");
          cases.addAll((List<Map<String, Object>>) Objects.requireNonNull(all));
        }
      }
    }
    return cases;
  }
}
