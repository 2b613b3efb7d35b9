package dev.vibe.task.review;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.testkit.Golden;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewReportTest {

  private static final ReviewFinding.Fix FIX =
      new ReviewFinding.Fix(
          "  return 1/n",
          "  return 1/n if n else 0",
          2,
          "--- a/a b.py\n+++ b/a b.py\n@@ -2 +2 @@\n-  return 1/n\n+  return 1/n if n else 0\n");

  private static final Review REVIEW =
      new Review(
          "main...HEAD",
          List.of(
              new ReviewFinding("a b.py", 2, Severity.HIGH, "divides by zero", Optional.of(FIX)),
              new ReviewFinding("naïve.py", 7, Severity.LOW, "is read twice", Optional.empty())),
          3,
          List.of(),
          Optional.empty());

  @Test
  void forms_are_as_agreed() {
    Golden.assertMatches("src/test/resources/golden/review/review.txt", ReviewReport.text(REVIEW));
    Golden.assertMatches(
        "src/test/resources/golden/review/review.json", ReviewReport.json(REVIEW) + "\n");
    Golden.assertMatches(
        "src/test/resources/golden/review/review.sarif",
        ReviewReport.sarif(REVIEW, "1.0.0") + "\n");
  }

  @Test
  void what_is_written_as_json_is_read_again() {
    Review read = ReviewReader.read(ReviewReport.json(REVIEW.at("c0ffee"))).orElseThrow();
    assertEquals(REVIEW.at("c0ffee"), read);
    for (String broken :
        List.of(
            "{}",
            "{\"type\":\"review\"}",
            "{\"type\":\"result\",\"findings\":[]}",
            "{\"type\":\"review\",\"findings\":[1]}",
            "{\"type\":\"review\",\"findings\":[{\"file\":\"a\",\"line\":0,"
                + "\"severity\":\"low\",\"why\":\"x\"}]}")) {
      assertEquals(Optional.empty(), ReviewReader.read(broken), broken);
    }
  }

  @Test
  void nothing_found_is_said() {
    Review none = new Review("", List.of(), 0, List.of(), Optional.empty());
    assertEquals("no findings\n", ReviewReport.text(none));
  }
}
