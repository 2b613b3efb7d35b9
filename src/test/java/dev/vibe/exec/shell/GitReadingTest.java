package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitReadingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git log",
        "git log --oneline -5",
        " git --no-pager log -n 3 --stat ",
        "git log -p -S 'old name' -- src/app.py",
        "git log --format='%h %an %s' --since=2.weeks main..HEAD",
        "git show HEAD~2:src/app.py",
        "git show HEAD^ --stat",
        "git diff --cached",
        "git diff main...feature -- \"a b.txt\"",
        "git diff HEAD~1 HEAD",
        "git blame -L 10,20 src/app.py",
        "git status --short",
        "git status -sb",
      })
  void reading(String command) {
    assertTrue(GitReading.is(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git",
        "git push",
        "git commit -m x",
        "git log | head",
        "git log; rm -rf x",
        "git log && git push",
        "git log > out.txt",
        "git log $(touch x)",
        "git log `touch x`",
        "git log --output=x",
        "git diff --ext-diff",
        "git log --textconv",
        "git show --textconv HEAD",
        "git diff --no-index /etc/passwd /dev/null",
        "git diff /etc/passwd /dev/null",
        "git diff ../a ../b",
        "git diff a/../../b c",
        "git diff ~/.ssh/id_rsa x",
        "git blame --contents=/etc/passwd a.txt",
        "git blame -S /etc/passwd a.txt",
        "git log -O../order",
        "git -c core.pager=touch log",
        "git -C /other log",
        "git --git-dir=/x log",
        "git --exec-path=/x log",
        "GIT_DIR=/x git log",
        "/tmp/git log",
        "gitx log",
        "git config --list",
        "git log *",
        "git log\ngit push",
        "git log --open-files-in-pager",
        "git show @{u} --submodule=log --exec",
      })
  void anything_else(String command) {
    assertFalse(GitReading.is(command));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "git log --oneline --all -5|git log --oneline --exclude=refs/vibe/* --all -5",
        "git log --all|git log --exclude=refs/vibe/* --all",
        "git log --all # head -3|git log --exclude=refs/vibe/* --all # head -3",
        "git log --grep='x --all y' --all|git log --grep='x --all y' --all",
        "git log --oneline|git log --oneline",
        "git branch --all|git branch --all",
        "git commit --all -m x|git commit --all -m x",
        "echo git log --all|echo git log --all",
      })
  void own_commits_of_vibe_are_left_out_of_all(String command, String run) {
    assertEquals(run.replace('#', '|'), GitReading.withoutOwn(command.replace('#', '|')));
  }
}
