package dev.vibe.problem;

import dev.vibe.testkit.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/problems.md} equal to the codes of the product. */
class ProblemsDocumentTest {

  private static final String HEAD =
      """
      # Problems

      Everything that goes wrong, and every notice, has a code: in brackets behind the message, and as `problem.code` in
      [events](events.md). Codes never change, so scripts may match them; the words of messages may. A message says more than
      this list, because it knows the case: what failed, why, and what to try.

      `exit` is the exit code of a run that ends by the problem. Where there is none, it is a notice and the run goes on. Some of
      the others may also be told as a notice, when the run can go on without what failed.
      """;

  @Test
  void the_list_is_that_of_the_code() {
    StringBuilder out = new StringBuilder(HEAD);
    for (ProblemCode.Area area : ProblemCode.Area.values()) {
      out.append("\n## ").append(area.title()).append("\n\n");
      out.append("| code | exit | what it means | what to do |\n|---|---|---|---|\n");
      Arrays.stream(ProblemCode.values())
          .filter(code -> code.area() == area)
          .forEach(code -> out.append(row(code)));
    }
    Golden.assertMatches("docs/problems.md", out.toString());
  }

  private static String row(ProblemCode code) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            code.id(),
            code.exit().map(exit -> String.valueOf(exit.code())).orElse(""),
            cell(code.meaning()),
            cell(code.remedy()));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
