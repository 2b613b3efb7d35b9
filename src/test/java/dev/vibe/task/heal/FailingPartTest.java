package dev.vibe.task.heal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.verify.report.FailureReader;
import dev.vibe.verify.report.FailureReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailingPartTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          unittest.txt ; python3 -m unittest -v ; python3 -m unittest -v test_unit.Calc.test_size test_unit.Calc.test_add
          pytest.txt ; pytest -q -k calc tests ; pytest -q -k calc test_calc.py::test_add test_calc.py::TestSize::test_size 'test_calc.py::TestSize::test_many[2]'
          maven.txt ; mvn -q test ; mvn -q test "-Dtest=org.example.CalcTest#adds+sizes" -Dsurefire.failIfNoSpecifiedTests=false
          gradle.txt ; ./gradlew test ; ./gradlew test --tests CalcTest.adds
          gotest.txt ; go test ./... ; go test -run "^(TestAdd|TestFirst)$" ./...
          cargotest.txt ; cargo test ; cargo test -- --exact tests::adds
          vitest.txt ; npx vitest run ; npx vitest run -t "^(calc adds)$"
          nodetest.txt ; node --test ; node --test --test-name-pattern="^(adds|throws)$"
          """)
  void only_what_failed_runs(String sample, String command, String part) throws IOException {
    assertEquals(Optional.of(part.replace('"', '\'')), FailingPart.of(command, report(sample)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          pytest.txt ; make test
          pytest.txt ; cd a && pytest
          javac.txt ; mvn test
          tap.txt ; prove t.t
          gotest.txt ; go test -run TestA ./...
          cargotest.txt ; cargo test -- --nocapture
          """)
  void where_there_is_no_way_the_whole_runs(String sample, String command) throws IOException {
    assertEquals(Optional.empty(), FailingPart.of(command, report(sample)));
  }

  @Test
  void a_name_out_of_a_log_is_one_word_and_no_option() {
    FailureReport quoted =
        FailureReader.read(
            "FAILED test_a.py::test[a'; touch x #] - no\n1 failed in 0.01s\n", List.of());
    assertEquals(
        Optional.of("pytest 'test_a.py::test[a'\\''; touch x #]'"),
        FailingPart.of("pytest", quoted));
    FailureReport option =
        FailureReader.read("FAILED --pdb/a.py::test - no\n1 failed in 0.01s\n", List.of());
    assertEquals(Optional.empty(), FailingPart.of("pytest", option));
  }

  private static FailureReport report(String sample) throws IOException {
    return FailureReader.read(
        Files.readString(Path.of("src/test/resources/reports", sample)), List.of());
  }
}
