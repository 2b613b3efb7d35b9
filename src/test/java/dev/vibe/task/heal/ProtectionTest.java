package dev.vibe.task.heal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtectionTest {

  @ParameterizedTest
  @CsvSource({
    "TEST, test_calc.py",
    "TEST, a/b/calc_test.go",
    "TEST, src/test/java/a/CalcTest.java",
    "TEST, src/CalcIT.java",
    "TEST, tests/data/rates.csv",
    "TEST, web/src/calc.spec.ts",
    "TEST, calc.test.mjs",
    "TEST, __tests__/calc.js",
    "TEST, conftest.py",
    "TEST, spec/calc_spec.rb",
    "TEST, t/calc.t",
    "TEST, test_calc.c",
    "CI, .github/workflows/ci.yml",
    "CI, .gitlab-ci.yml",
    "CI, Jenkinsfile",
    "LOCK, package-lock.json",
    "LOCK, crates/a/Cargo.lock",
    "LOCK, go.sum",
    "BUILD, pom.xml",
    "BUILD, module/pom.xml",
    "BUILD, package.json",
    "BUILD, Makefile",
    "BUILD, pyproject.toml",
    "BUILD, tsconfig.build.json",
    "BUILD, jest.config.cjs",
    "BUILD, requirements-dev.txt",
    "BUILD, .mvn/jvm.config"
  })
  void what_says_what_is_right_is_protected(Protection.Sort sort, String path) {
    ChangedSource file = new ChangedSource(path, Optional.of("a"), Optional.of("b"));
    assertEquals(Optional.of(sort), Protection.of("make").of(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calc.py",
        "src/main/java/a/Calc.java",
        "src/latest.js",
        "contest.py",
        "attestation.go",
        "README.md",
        "lib/Spectrum.java",
        "src/Testimony.kt",
        "cmd/main.go"
      })
  void code_is_not(String path) {
    assertFalse(Protection.of("make").covers(path));
  }

  @Test
  void a_check_that_the_command_names_is_protected() {
    Protection protection = Protection.of("sh ./run-checks.sh && python tools/verify.py main.py");
    assertTrue(protection.covers("run-checks.sh"));
    assertTrue(protection.covers("tools/verify.py"));
    assertFalse(protection.covers("main.py"));
    assertFalse(protection.covers("other/run-checks.sh"));
  }

  @Test
  void nothing_is_where_that_is_wanted() {
    assertFalse(Protection.none().covers("test_calc.py"));
    assertEquals("", Protection.none().words());
  }
}
