package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.config.ConfigFixture;
import dev.vibe.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleExamplesTest {

  @TempDir Path folder;

  @Test
  void right_examples_are_no_problem() {
    assertEquals(
        List.of(),
        problems(
            """
            [permissions]
            allow = [
              "commit",
              { rule = "bash(npm run test*)", matches = ["npm run test"], differs = [
                "npm publish", "npm run test; rm x"] },
            ]
            ask = [{ rule = "bash(git push*)", matches = ["sudo git -C x push", "ls && git push"] }]
            deny = [
              { rule = "read(**/*.key)", matches = ["a/b.KEY"], differs = ["keys.md"] },
              { rule = "edit(docs/**)", differs = ["src/docs.md"] },
            ]
            """));
  }

  @Test
  void a_wrong_one_is_told_with_its_place() {
    Path file = new ConfigFixture(folder).paths.userConfig();
    List<Problem> problems =
        problems(
            """
            [permissions]
            allow = [
              { rule = "bash(npm run test*)", matches = ["npm publish"] },
              { rule = "bash(mvn *)", differs = ["mvn deploy"] },
            ]
            deny = [{ rule = "bash(git push *)", matches = ["git push", "git pull"] }]
            """);

    assertEquals(
        List.of(
            "the rule bash(git push *) does not match \"git pull\" | " + file + ":6 says otherwise",
            "the rule bash(npm run test*) does not match \"npm publish\" | "
                + file
                + ":3 says otherwise",
            "the rule bash(mvn *) matches \"mvn deploy\" | " + file + ":4 says otherwise"),
        problems.stream().map(problem -> problem.what() + " | " + problem.cause()).toList());
    assertEquals("rule-example", problems.getFirst().code().id());
  }

  @Test
  void a_rule_that_cannot_be_read_is_told_with_its_place() {
    List<Problem> problems = problems("permissions.ask = ['bash(ls)',\n  'rm(x)']\n");

    Problem problem = problems.getFirst();
    assertEquals("cannot read the permission rule \"rm(x)\"", problem.what());
    assertEquals(
        new ConfigFixture(folder).paths.userConfig() + ":2",
        problem.cause().substring(0, problem.cause().indexOf(": ")));
  }

  @Test
  void a_rule_for_commits_takes_none() {
    List<Problem> problems =
        problems("permissions.allow = [{ rule = 'commit', matches = ['x'] }]\n");

    assertEquals("the rule commit takes no examples", problems.getFirst().what());
  }

  private List<Problem> problems(String toml) {
    return RuleExamples.problems(new ConfigFixture(folder).user(toml).config());
  }
}
