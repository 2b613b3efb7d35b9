package dev.vibe.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.verify.CodeFinding.Severity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NewFindingsTest {

  private static CodeFinding at(int line, String message) {
    return new CodeFinding("a.py", line, 1, Severity.ERROR, "r", "s", message);
  }

  @Test
  void finding_that_moved_with_its_line_is_old() {
    EditedLines lines = EditedLines.between("a\nb\nc\n", "new\na\nb\nc\n");

    assertEquals(
        List.of(at(1, "m")),
        NewFindings.between(List.of(at(2, "m")), List.of(at(1, "m"), at(3, "m")), lines));
  }

  @Test
  void of_findings_that_read_the_same_the_written_ones_are_new() {
    EditedLines lines = EditedLines.between("a\nb\nc\n", "a\nx\ny\nc\n");

    assertEquals(
        List.of(at(3, "m")),
        NewFindings.between(List.of(at(2, "m")), List.of(at(2, "m"), at(3, "m")), lines));
    assertEquals(List.of(), NewFindings.between(List.of(at(1, "m")), List.of(), lines));
  }

  @Test
  void without_a_baseline_only_written_lines_count() {
    EditedLines lines = EditedLines.between("a\nb\nc\n", "a\nx\nc\n");

    assertEquals(List.of(at(2, "n")), NewFindings.written(List.of(at(1, "m"), at(2, "n")), lines));
  }

  @Test
  void no_more_than_ten_lines_and_errors_first() {
    List<CodeFinding> many =
        IntStream.rangeClosed(1, 20)
            .mapToObj(
                line ->
                    new CodeFinding(
                        "a.py",
                        line,
                        1,
                        line == 20 ? Severity.ERROR : Severity.WARNING,
                        "",
                        "",
                        "m\u001b[31m\nsecond"))
            .toList();

    List<String> lines = FindingLines.of("head", many);

    assertEquals(10, lines.size());
    assertTrue(lines.get(1).startsWith("a.py:20:1: error: m"), lines::toString);
    assertTrue(lines.get(1).endsWith("; second"), lines::toString);
    assertEquals("and 12 more", lines.getLast());
    assertEquals(-1, String.join("", lines).indexOf('\u001b'));
    assertEquals(List.of(), FindingLines.of("head", List.of()));
  }
}
