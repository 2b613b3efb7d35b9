package dev.vibe.git.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchNameTest {

  @Test
  void a_title_has_one_branch_for_each_base() {
    String branch = BranchName.of("Fix the Größe of prices!", "main");

    assertTrue(branch.matches("vibe/fix-the-gro-e-of-prices-[0-9a-f]{8}"));
    assertEquals(branch, BranchName.of("Fix the Größe of prices!", "main"));
    assertNotEquals(branch, BranchName.of("Fix the Größe of prices!", "release"));
    assertNotEquals(branch, BranchName.of("Fix the Größe of prices?", "main"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "修复价格",
        "../../etc/passwd",
        "-rf",
        "a.lock",
        "$(id)`id`",
        "x@{1}",
        "a title that is much longer than any branch should ever be, by a lot of words"
      })
  void every_title_makes_a_name_that_git_takes(String title) {
    String branch = BranchName.of(title, "main");

    assertTrue(BranchName.objection(branch).isEmpty(), branch);
    assertTrue(BranchName.isOurs(branch), branch);
    assertTrue(branch.length() < 60, branch);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-x",
        "/x",
        "x/",
        "a..b",
        "a b",
        "a~b",
        "a^b",
        "a:b",
        "a?b",
        "a*b",
        "a[b",
        "a\\b",
        "a.lock",
        "a.lock/b",
        "a/.b",
        ".a",
        "a.",
        "@",
        "HEAD",
        "a@{b",
        "a//b",
        "refs/heads/a",
        "$(a)",
        "a\nb"
      })
  void a_name_that_git_or_a_shell_would_not_take_is_refused(String name) {
    assertTrue(BranchName.objection(name).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"main", "team/x-1", "vibe/fix-12", "größe", "v1.2"})
  void an_ordinary_name_is_taken(String name) {
    assertEquals(Optional.empty(), BranchName.objection(name));
  }
}
