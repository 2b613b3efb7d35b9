package dev.vibe.verify.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tools themselves wrote, read: what failed, what was said, and where. */
class FailureReaderTest {

  private static final Path SAMPLES = Path.of("src/test/resources/reports");

  @ParameterizedTest
  @MethodSource("samples")
  void a_report_is_read(Path sample) throws IOException {
    String name = sample.getFileName().toString();
    String text = Files.readString(sample);
    FailureReport report =
        name.endsWith(".xml")
            ? FailureReader.read("", List.of(text))
            : FailureReader.read(text, List.of());
    Golden.assertMatches("src/test/resources/golden/reports/" + name, rendered(report));
  }

  @Test
  void a_document_type_is_refused_and_nothing_is_expanded() {
    String bomb =
        """
        <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;&x;">]>
        <testsuite><testcase classname="A" name="b"><failure message="&y;">&x;</failure></testcase></testsuite>
        """;
    FailureReport report = FailureReader.read("it failed", List.of(bomb));
    assertEquals(Format.LOG, report.format());
    assertFalse(rendered(report).contains("root:"));
  }

  @Test
  void a_report_that_breaks_off_counts_for_nothing() {
    String good =
        "<testsuite><testcase classname='A' name='b'><failure>no</failure></testcase></testsuite>";
    String broken = "<testsuite><testcase classname='A' name='c'><failure>no</failure>";
    FailureReport report = FailureReader.read("", List.of(broken, good));
    assertEquals(List.of("A#b"), report.tests());
    assertEquals(OptionalInt.of(1), report.ran());
  }

  @Test
  void only_so_many_failures_are_told_and_all_are_counted() {
    StringBuilder log = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      log.append("FAILED test_a.py::test_").append(i).append(" - assert 0\n");
    }
    log.append("==== 3000 failed, 2 passed in 9.99s ====\n");
    FailureReport report = FailureReader.read(log.toString(), List.of());
    assertEquals(FailureReport.MOST, report.failures().size());
    assertEquals(3_000, report.failed());
    assertEquals(OptionalInt.of(3_002), report.ran());
  }

  @Test
  void what_was_said_is_bounded() {
    String log =
        "=== FAILURES ===\n___ test_a ___\n"
            + "E  "
            + "x".repeat(900_000)
            + "\n"
            + ("E " + "y".repeat(200) + "\n").repeat(50_000)
            + "FAILED test_a.py::test_a - assert 0\n=== 1 failed in 0.01s ===\n";
    FailureReport report = FailureReader.read(log, List.of());
    assertTrue(report.failures().getFirst().said().length() < 3_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FAILED ",
        "ok ",
        "not ok 1 - ",
        "[ERROR] a.b ",
        "a.c:1: error: ",
        "● ",
        " FAIL  a > ",
        "at ",
        "/",
        "a/",
        "(",
        "--- FAIL: ",
        "error: ",
        "File \"",
        "=== RUN ",
        "\u001b[31m",
        "A > ",
        "{\"Action\":\"",
        "test a ... FAILED",
        "___ ",
        "1..1 ",
        "1 failed, "
      })
  void no_line_takes_long_however_it_is_made(String part) {
    String log = (part.repeat(3_000) + "\n").repeat(30) + "Tests: 1 failed, 1 total\n1..1\n";
    assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> FailureReader.read(log, List.of(log)).failures());
  }

  /** Printed when it fails; fixed, so that it fails again. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void mixed_and_cut_reports_are_read_without_a_fault(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (Path sample : samples().toList()) {
      lines.addAll(Files.readString(sample).lines().toList());
    }
    for (int round = 0; round < 60; round++) {
      StringBuilder log = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        String line = lines.get(random.nextInt(lines.size()));
        log.append(line, 0, random.nextInt(line.length() + 1)).append('\n');
      }
      FailureReport report = FailureReader.read(log.toString(), List.of(log.toString()));
      assertFalse(report.failures().isEmpty(), log.toString());
    }
  }

  private static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files.sorted().toList().stream();
    }
  }

  private static String rendered(FailureReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.format().label())
        .append(": ")
        .append(report.failed())
        .append(" failed of ")
        .append(report.ran().isPresent() ? report.ran().getAsInt() : "?")
        .append(report.isBroken() ? ", broken" : "")
        .append('\n');
    for (Failure failure : report.failures()) {
      text.append("\n* ").append(failure.sort()).append(' ').append(failure.name()).append('\n');
      failure.places().forEach(place -> text.append("  at ").append(place).append('\n'));
      failure.said().lines().forEach(line -> text.append("  | ").append(line).append('\n'));
    }
    return text.toString();
  }
}
