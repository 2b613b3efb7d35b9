package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.event.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The message of a commit that the model did not write. */
class CommitMessageTest {

  @TempDir Path scratch;

  @Test
  void dry_run_shows_the_commit_that_would_be_made() throws Exception {
    AgentFixture agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
    agent.promise(RunRequirement.COMMIT_ALL).promise(RunRequirement.DRY_RUN);
    agent.model.calls("str_replace", AgentFixture.edit("old", "new"));
    agent.model.says("I replaced the word. It was old.");
    agent.run();

    assertEquals("Change f", agent.events(Event.Committed.class).getFirst().message());
  }

  @Test
  void it_says_in_the_imperative_what_is_done_to_which_files() {
    assertEquals(
        "Change money.py and tests/test_money.py",
        ChangeSubject.of(List.of(), List.of("money.py", "tests/test_money.py"), List.of()));
    assertEquals(
        "Add a, change b, c and d and delete e",
        ChangeSubject.of(List.of("a"), List.of("b", "c", "d"), List.of("e")));
  }

  @Test
  void long_paths_give_way_to_names_and_many_names_to_a_count() {
    String deep = "very/deep/folder/with/many/names/and/then/some/more/of/it/at/the/end/";
    assertEquals(
        "Add a.py and change b.py",
        ChangeSubject.of(List.of(deep + "a.py"), List.of("b.py"), List.of()));
    List<String> many = IntStream.range(0, 40).mapToObj(i -> "file" + i).toList();
    assertEquals("Change 40 files", ChangeSubject.of(List.of(), many, List.of()));
    assertEquals("Add 40 files", ChangeSubject.of(many, List.of(), List.of()));
  }

  @Test
  void claims_that_tests_pass_are_known() {
    for (String claim :
        List.of("All tests pass now.", "The test suite is green.", "Done; 12 tests passed")) {
      assertTrue(VerificationClaim.isIn(claim), claim);
    }
    for (String other :
        List.of(
            "Done.", "I could not run the tests.", "The tests should pass.", "It did not pass")) {
      assertFalse(VerificationClaim.isIn(other), other);
    }
  }
}
