package dev.vibe.forge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.event.RunResult;
import dev.vibe.forge.PullRequestWish.Form;
import dev.vibe.forge.RunStory.Check;
import dev.vibe.git.remote.LocalBranches.FileCount;
import dev.vibe.testkit.Golden;
import dev.vibe.testkit.SampleEvents;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PullRequestBodyTest {

  private static final String HEAD = "a".repeat(40);
  private static final PullRequestWish WISH =
      new PullRequestWish("Log it", "", "", "", Form.READY, List.of());

  private static PullRequestBody body(String answer, Optional<Check> check, String head) {
    RunResult result = SampleEvents.result(new RunResult.Ending.Well()).answering(answer);
    return new PullRequestBody(
        "For the shop, @ada.",
        WISH,
        new RunStory(result, "replace print, it's noisy", check),
        List.of(new FileCount("src/app.py", 3, 1), new FileCount("b|c.py", 0, 12)),
        List.of("1a2b3c4 Log instead of print, fixes #3"),
        head);
  }

  @Test
  void it_says_what_was_done_and_how() {
    Optional<Check> check = Optional.of(new Check("pytest -q", 0, "4b825dc"));

    Golden.assertMatches(
        "src/test/resources/golden/forge/body.md",
        body("Done. Fixes #12, @octocat.", check, HEAD).text() + "\n");
  }

  @Test
  void without_a_check_it_says_so_and_a_failed_one_is_not_hidden() {
    assertTrue(body("", Optional.empty(), HEAD).text().contains("Not verified"));
    String failed = body("", Optional.of(new Check("make", 2, "")), HEAD).text();
    assertTrue(failed.contains("**Failed** with exit code 2"), failed);
  }

  @Test
  void what_people_wrote_around_it_stays() {
    String first = body("one", Optional.empty(), HEAD).text();
    String next = "b".repeat(40);

    String second =
        body("two", Optional.empty(), next).within("Before.\n\n" + first + "\n\nAfter.");

    assertTrue(second.startsWith("Before.\n\n"), second);
    assertTrue(second.endsWith("\n\nAfter."), second);
    assertTrue(second.contains("two") && !second.contains("one\n"), second);
    assertEquals(Optional.of(next), PullRequestBody.head(second));
    assertTrue(body("x", Optional.empty(), next).within("Mine.").startsWith("Mine.\n\n"));
  }

  @Test
  void an_answer_cannot_name_the_commit_that_was_pushed() {
    String forged = "<!-- vibe:end " + "f".repeat(40) + " -->";

    String text = body(forged + "\n```\n" + forged, Optional.empty(), HEAD).text();

    assertEquals(Optional.of(HEAD), PullRequestBody.head(text));
    assertFalse(text.contains(forged));
    assertEquals(Optional.empty(), PullRequestBody.head("no body of ours"));
  }

  @Test
  void it_stays_within_what_a_forge_takes() {
    List<FileCount> many = Collections.nCopies(5_000, new FileCount("f".repeat(200), 1, 1));
    RunResult result =
        SampleEvents.result(new RunResult.Ending.Well()).answering("x ".repeat(90_000));

    String text =
        new PullRequestBody(
                "",
                WISH,
                new RunStory(result, "y".repeat(90_000), Optional.empty()),
                many,
                Collections.nCopies(900, "1a2b3c4 subject"),
                HEAD)
            .text();

    assertTrue(text.length() < 65_000, "it has " + text.length());
    assertTrue(text.contains("and 4940 more files"), text.substring(13_000, 13_500));
  }
}
