package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.shell.Takings.Taking;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TakingsTest {

  private static String kinds(String line) {
    return Takings.of(line).stream()
        .map(taking -> taking.getClass().getSimpleName())
        .distinct()
        .reduce("", (all, kind) -> all.isEmpty() ? kind : all + " " + kind);
  }

  @ParameterizedTest
  @CsvSource({
    "git reset --hard, Changes",
    "git reset --hard HEAD~2, Changes CommitsSince",
    "git -C sub reset --hard, Changes",
    "git checkout -- ., Changes",
    "git checkout a.txt, Changes",
    "git checkout HEAD -- a.txt, Changes",
    "git restore a.txt, Changes",
    "git switch -f main, Changes",
    "git switch --discard-changes main, Changes",
    "git clean -fd, Untracked",
    "git clean -f -d -x, Untracked",
    "git stash drop, Stashes",
    "git stash clear, Stashes",
    "git stash, Stashing",
    "git branch -D old, Branches",
    "git branch --delete --force old, Branches",
    "git push --force, Remote",
    "git push origin +main, Remote",
    "git push --force-with-lease, Remote",
    "git rebase main, Rewriting",
    "git filter-branch --tree-filter true, Rewriting",
    "git gc --prune=now, Unreachable",
    "git reflog expire --expire=now --all, Unreachable",
    "rm -rf src, Files",
    "cd sub && rm a.txt, Files",
    "bash -c 'git reset --hard', Changes",
    "g=git; $g reset --hard, Changes",
    "true && sudo git clean -fdx, Untracked",
  })
  void what_a_line_takes(String line, String kinds) {
    assertEquals(kinds, kinds(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git status",
        "git reset",
        "git reset --soft HEAD~",
        "git switch main",
        "git checkout -b new",
        "git restore --staged a.txt",
        "git clean -n -fd",
        "git stash pop",
        "git stash list",
        "git branch -d merged",
        "git push",
        "git rebase --continue",
        "git gc",
        "git rm --cached a.txt",
        "echo 'git reset --hard'",
        "grep -rn 'rm -rf' .",
      })
  void what_takes_nothing(String line) {
    assertEquals(List.of(), Takings.of(line));
  }

  private static boolean takes(String line, String path) {
    return Takings.of(line).stream()
        .anyMatch(
            taking ->
                (taking instanceof Taking.Changes changes && changes.paths().has(path))
                    || (taking instanceof Taking.Untracked files && files.paths().has(path))
                    || (taking instanceof Taking.Files files && files.paths().has(path)));
  }

  @Test
  void paths_are_meant_from_where_the_line_begins() {
    assertTrue(takes("git checkout -- src", "src/a.txt"));
    assertFalse(takes("git checkout -- src", "test/a.txt"));
    assertTrue(takes("rm *.txt", "a.txt"));
    assertFalse(takes("rm *.txt", "sub/a.txt"));
    assertTrue(takes("rm -r .", "sub/a.txt"));
    assertTrue(takes("cd sub && rm a.txt", "sub/a.txt"));
    assertFalse(takes("rm a.txt", "sub/a.txt"));
    assertTrue(takes("git clean -fd", "sub/a.txt"));
    assertTrue(takes("rm -rf .git", ".git"));
  }
}
