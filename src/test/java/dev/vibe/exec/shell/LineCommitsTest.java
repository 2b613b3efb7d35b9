package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.shell.LineCommits.Taken;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineCommitsTest {

  private static final List<String> FILES = List.of("a.py", "sub/b.py", ".env");

  /** Tracked files with a t, others with an n. */
  private static String taken(String line) {
    Taken taken = LineCommits.of(line).orElseThrow();
    StringBuilder found = new StringBuilder();
    for (String file : FILES) {
      if (taken.takesTracked(file)) {
        found.append(taken.takesNew(file) ? " tn:" : " t:").append(file);
      }
    }
    return found.toString().strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "git commit -m x | ''",
        "git commit -m 'all of it' | ''",
        "git commit -qam x | t:a.py t:sub/b.py t:.env",
        "git commit --all -m x | t:a.py t:sub/b.py t:.env",
        "git commit -ma | ''",
        "git commit -m x a.py | t:a.py",
        "git commit -m x -- sub | t:sub/b.py",
        "git commit -F msg.txt --author 'A <a@b>' sub/b.py | t:sub/b.py",
        "git add -A && git commit -m x | tn:a.py tn:sub/b.py tn:.env",
        "git add . && git commit -m x | tn:a.py tn:sub/b.py tn:.env",
        "git add .; git commit -m x | tn:a.py tn:sub/b.py tn:.env",
        "git add sub && git commit -m x | tn:sub/b.py",
        "git add *.py && git commit -m x | tn:a.py",
        "git add '*.py' && git commit -m x | tn:a.py tn:sub/b.py tn:.env",
        "git add :/ && git commit -m x | tn:a.py tn:sub/b.py tn:.env",
        "git add -u && git commit -m x | t:a.py t:sub/b.py t:.env",
        "cd sub && git add b.py && git commit -m x | tn:sub/b.py",
        "git -C sub add . && git commit -m x | tn:sub/b.py",
        "bash -c 'git add .env; git commit -m x' | tn:.env",
        "git add -p && git commit -m x | ''",
      })
  void files_that_a_line_stages_go_into_its_commit(String line, String files) {
    assertTrue(taken(line).contains(files), () -> taken(line));
    if (files.isEmpty()) {
      assertEquals("", taken(line));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"git add -A", "git log", "git stash", "echo git commit", "git show commit"})
  void line_without_a_commit_is_none(String line) {
    assertEquals(Optional.empty(), LineCommits.of(line));
  }

  @Test
  void program_of_its_own_counts() {
    assertTrue(LineCommits.of("/usr/lib/git-core/git-commit -m x").isPresent());
  }
}
