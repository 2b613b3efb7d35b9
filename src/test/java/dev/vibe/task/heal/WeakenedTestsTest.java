package dev.vibe.task.heal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeakenedTestsTest {

  private static final String RUST =
      """
      pub fn add(a: i32, b: i32) -> i32 { a - b }
      #[cfg(test)]
      mod tests {
          #[test]
          fn adds() { assert_eq!(super::add(2, 3), 5); }
      }
      """;

  private static List<String> wrong(String file, String before, String after) {
    return WeakenedTests.in(
        List.of(new ChangedSource(file, Optional.of(before), Optional.of(after))),
        Protection.of("make"));
  }

  @Test
  void a_fix_beside_a_test_is_fine() {
    assertEquals(List.of(), wrong("src/lib.rs", RUST, RUST.replace("a - b", "a + b")));
  }

  @Test
  void a_test_in_the_source_may_move_but_not_go() {
    assertTrue(
        wrong("src/lib.rs", RUST, RUST.replace("    #[test]\n", "")).getFirst().contains("tests"));
    assertTrue(
        wrong("src/lib.rs", RUST, RUST.replace("assert_eq!(super::add(2, 3), 5);", ""))
            .getFirst()
            .contains("checks"));
    String tests = RUST.substring(RUST.indexOf("#[cfg(test)]"));
    assertEquals(
        List.of(),
        WeakenedTests.in(
            List.of(
                new ChangedSource(
                    "src/lib.rs", Optional.of(RUST), Optional.of(RUST.replace(tests, ""))),
                new ChangedSource("src/checks.rs", Optional.empty(), Optional.of(tests))),
            Protection.of("make")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#[ignore]",
        "@Dis" + "abled",
        "pytest.skip('later')",
        "it.skip('adds', () => {})",
        "t.Skip()",
        "if 'pytest' in sys.modules: return 5",
        "if (process.env.JEST_WORKER_ID) return 5;",
        "if (process.env.NODE_ENV === 'test') return 5;",
        "if testing.Testing() { return 5 }",
        "if cfg!(test) { return 5; }",
        "os._exit(0)",
        "process.exit(0);",
        "System.exit(0);"
      })
  void what_skips_knows_or_ends_a_test_is_seen(String line) {
    assertEquals(1, wrong("src/calc.x", "a\n", "a\n" + line + "\n").size());
    assertEquals(List.of(), wrong("src/calc.x", line + "\na\n", line + "\nb\n"));
  }

  @Test
  void a_protected_file_is_named_with_what_it_is() {
    assertEquals(
        List.of("pom.xml is build configuration, and was changed"), wrong("pom.xml", "a", "b"));
  }
}
