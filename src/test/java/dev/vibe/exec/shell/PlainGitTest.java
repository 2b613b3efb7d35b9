package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainGitTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git status",
        "git add -A && git commit -m 'one two'",
        "git stash; git stash pop",
        "cd sub && git log | head -5",
        "git checkout -b x 2>/dev/null || git checkout x",
        "git commit -qm x 2>&1 | tail -3",
        "git rebase main",
        "echo start; git reset --hard HEAD~1"
      })
  void lines_of_git_alone(String line) {
    assertTrue(PlainGit.is(line), line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ls",
        "make && git status",
        "git status; ./x.sh",
        "echo x >.git/commondir; git status",
        "git log >.git/config",
        "git -c core.pager=x log",
        "git --exec-path=. status",
        "git config core.hooksPath x",
        "git rebase -x ./x.sh main",
        "git rebase --exec=./x.sh main",
        "git rebase --ex ./x.sh main",
        "git rebase -i main",
        "git bisect run ./x.sh",
        "git submodule foreach ./x.sh",
        "git filter-branch --tree-filter x",
        "git difftool -x sh",
        "git grep -O./x.sh y",
        "git diff --ext-diff",
        "git init --template=x",
        "git init --separate-git-dir x",
        "git push",
        "git fetch",
        "GIT_DIR=x git status",
        "$GIT status",
        "git $(cat x)",
        "bash -c 'make; git status'",
        "git log --output=.git/config",
        "tee .git/hooks/x; git status"
      })
  void lines_that_could_do_more(String line) {
    assertFalse(PlainGit.is(line), line);
  }
}
