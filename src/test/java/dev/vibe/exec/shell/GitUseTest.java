package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitUseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          git commit -m x                                | starts, commits
          git -C sub -c a=b commit -am x                 | starts, commits
          sudo -u me env A=1 git commit                  | starts, commits
          bash -c 'cd x && git commit -m y'              | starts, commits
          xargs git commit -m y                          | starts, commits
          find . -name x -exec git commit {} +           | starts, commits
          /usr/lib/git-core/git-commit -m x              | starts, commits
          "gi"t log --grep commit                        | starts
          git log commit                                 | starts
          git stash                                      | starts
          $TOOL commit                                   | starts
          python3 -c 'run(["git", "commit"])'            | starts, commits
          python3 commit.py                              | none
          echo git commit                                | none
          grep -rn 'git commit' docs                     | none
          cat .git/config                                | none
          make release                                   | none
          """)
  void git_is_what_the_line_starts_not_what_it_names(String line, String use) {
    String starts = GitUse.mayBeIn(line) ? "starts" : "none";
    assertEquals(use, starts + (GitUse.commits(line) ? ", commits" : ""));
  }
}
