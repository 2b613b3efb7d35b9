package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.effect.Effect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answer "always" proposes: of a build its subcommand, of all else that very command. */
class ProposedRuleTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "npm test, npm test *",
        "npm test -- --watch=no, npm test *",
        "npm run test:unit, npm run test:unit *",
        "pnpm run lint --silent, pnpm run lint *",
        "yarn test src/a.test.js, yarn test *",
        "mvn test, mvn test *",
        "mvn -q test -Dtest=ATest, mvn -q test *",
        "./mvnw -o clean verify -DskipITs, ./mvnw -o clean verify *",
        "./gradlew test --tests com.x.ATest, ./gradlew test *",
        "cargo test --release parse -- --nocapture, cargo test *",
        "go test -run TestA ./..., go test *",
        "dotnet test --filter Name=A, dotnet test *",
        "python -m pytest -q tests/test_a.py::test_b, python -m pytest *",
        "python3 -m unittest tests.test_a, python3 -m unittest *",
        "pytest -k 'a and b' tests, pytest *"
      })
  void a_build_is_proposed_up_to_its_subcommand(String command, String pattern) {
    assertEquals("bash(" + pattern + ")", proposed(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf build",
        "rm test",
        "git push",
        "git push origin main",
        "git log",
        "git commit -m x",
        "curl http://localhost",
        "wget x",
        "sh -c 'npm test'",
        "bash -c test",
        "bash test.sh",
        "python -c pass",
        "python test.py",
        "python -m http.server",
        "python -m pip install x",
        "node -e test",
        "find . -name test",
        "xargs npm test",
        "sudo npm test",
        "env npm test",
        "env CI=1 npm test",
        "CI=1 npm test",
        "timeout 60 npm test",
        "nohup mvn test",
        "npx test",
        "npm exec test",
        "npm install",
        "npm ci",
        "npm publish",
        "npm run",
        "npm run -s test",
        "npm --prefix ../other test",
        "npm test --prefix ../other",
        "npm test --script-shell=./sh",
        "npm test --script-sh ./sh",
        "yarn run node",
        "bun run x",
        "mvn deploy",
        "mvn install",
        "mvn test deploy",
        "mvn -f ../pom.xml test",
        "mvn test -Dmaven.ext.class.path=x.jar",
        "mvn exec:java",
        "./gradlew publish",
        "gradle test publish",
        "gradle test -I init.gradle",
        "gradle test -Pa=b",
        "cargo run",
        "cargo install x",
        "cargo clippy --fix",
        "cargo test --config 'target.x.runner=\"sh\"'",
        "cargo test --manifest-path ../Cargo.toml",
        "go run .",
        "go test -exec sh ./...",
        "go vet -vettool=./x",
        "go build -o /usr/bin/x",
        "go test ../other",
        "pytest /tmp/test_x.py",
        "pytest ../x",
        "pytest -p plugin",
        "pytest --rootdir=/x",
        "make test",
        "docker build .",
        "dotnet test ../x",
        "/tmp/npm test",
        "./npm test"
      })
  void anything_else_is_proposed_as_it_is(String command) {
    assertEquals("bash(" + command + ")", proposed(command));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "npm test *, npm test",
        "npm test *, npm test -- --grep push",
        "npm test *, npm test src/a.js",
        "npm run test *, npm run test --silent",
        "mvn test *, mvn test -q -Dtest=BTest",
        "cargo test *, cargo test -p core parse",
        "go test *, go test ./internal/...",
        "python -m pytest *, python -m pytest -x tests"
      })
  void such_a_rule_covers_the_same_build_with_other_options(String pattern, String command) {
    assertTrue(covers(pattern, command));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "npm test *, npm testing",
        "npm test *, npm run deploy",
        "npm test *, npm test; rm -rf .",
        "npm test *, npm test > /etc/passwd",
        "npm test *, CI=1 npm test",
        "npm test *, npm --prefix x test",
        "npm test *, npm test --prefix ../x",
        "npm test *, npm test --prefix=x",
        "npm test *, npm test --script-shell ./x",
        "npm test *, npm test -- --config=/tmp/x.js",
        "npm test *, npm test -- ../x.js",
        "npm run test *, npm run test:deploy",
        "mvn test *, mvn test deploy",
        "mvn test *, mvn test-compile",
        "mvn test *, mvn test -f ../pom.xml",
        "mvn test *, mvn test -DargLine=-javaagent:x.jar",
        "mvn -q test *, mvn -q test exec:exec",
        "gradle test *, gradle test publish",
        "cargo test *, cargo test --config x",
        "cargo test *, cargo test -- --logfile /etc/x",
        "go test *, go test -exec ./x",
        "go build *, go build -o /usr/bin/x",
        "python -m pytest *, python -m pytest /tmp/test_x.py",
        "python -m pytest *, python -m pytest -p x",
        "python -m pytest *, python -m pip install x",
        "timeout 60 mvn test *, timeout 60 mvn test deploy"
      })
  void and_no_other_subcommand_environment_or_folder(String pattern, String command) {
    assertFalse(covers(pattern, command));
  }

  @Test
  void a_rule_that_ends_within_a_word_means_what_it_says_as_before() {
    assertTrue(covers("mvn test*", "mvn test-compile -f x/pom.xml"));
    assertTrue(covers("mvn *", "mvn deploy"));
  }

  @Test
  void what_holds_a_command_back_holds_it_without_operands_too() {
    Effect push = new Effect.Run("git push", "/w");

    assertTrue(Rule.parse("bash(git push *)").catches(push));
    assertFalse(Rule.parse("bash(git push *)").catches(new Effect.Run("git pushx", "/w")));
  }

  @Test
  void two_effects_have_no_rule() {
    Effect run = new Effect.Run("npm test", "/w");

    assertEquals(Optional.empty(), Rule.narrowest(List.of(run, run)));
  }

  private static String proposed(String command) {
    return Rule.narrowest(List.of(new Effect.Run(command, "/w"))).orElseThrow().text();
  }

  private static boolean covers(String pattern, String command) {
    return Rule.parse("bash(" + pattern + ")").allows(new Effect.Run(command, "/w"));
  }
}
