package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DangerousCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf build",
        "/bin/rm x",
        "\\rm x",
        "r'm' x",
        "cd src && rm x",
        "ls; unlink x",
        "echo $(rm x)",
        "echo `rm x`",
        "bash -c 'rm x'",
        "sudo env A=1 rm x",
        "ls | xargs rm",
        "true\nrm x",
        "r\\\nm x",
        "git reset --hard",
        "git -C sub reset --hard HEAD~1",
        "git clean -fdx",
        "git checkout -- .",
        "git restore src",
        "git stash",
        "/usr/bin/git stash pop",
        "git -c core.x=y checkout .",
        "echo x > file",
        "echo x >file",
        "cmd &> all.log",
        "cmd 2>err.txt",
        "echo x >| file",
        ": > file",
        "> file",
        "mv a b",
        "cp a b",
        "truncate -s 0 x",
        "dd if=/dev/zero of=x",
        "sed -i s/a/b/ x",
        "sed -ni.bak p x",
        "sed --in-place=.bak s/a/b/ x",
        "sed 's/a/b/w out' x",
        "perl -pi -e s/a/b/ x",
        "find . -name '*.o' -delete",
        "find . -exec rm {} +",
        "sort -o x x",
        "echo x | tee file",
        "python3 -c 'import shutil'",
        "tar xf a.tar",
        "make clean",
        "RM=1; rm x",
        "x=1 rm y",
        "(rm x)",
        "{ rm x; }"
      })
  void is_seen(String command) {
    assertTrue(DangerousCommand.isIn(command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ls -la",
        "cat a.txt",
        "grep -rn rmdirs src",
        "git status",
        "git log --oneline -5",
        "git diff HEAD~1",
        "git show HEAD",
        "mvn -q test 2>&1",
        "mvn test 2>/dev/null | tail -5",
        "echo x >> file",
        "echo x >&2",
        "find . -name '*.java'",
        "sed -n 1,5p x.txt",
        "sort x.txt",
        "python3 --version",
        "cargo build",
        "make test",
        "command -v rustc 2> /dev/null"
      })
  void is_not_seen_in_what_only_looks(String command) {
    assertFalse(DangerousCommand.isIn(command));
  }
}
