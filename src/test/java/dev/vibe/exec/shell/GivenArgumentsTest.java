package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GivenArgumentsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ls -la",
        "git commit -m 'say why it is so'",
        "grep -rn \"foo bar\" src | head -3",
        "grep -E 'a|b' *.py",
        "echo hi   ;   touch x",
        "sed 's/a/b/' x",
        "echo $HOME 'a -rf /'",
        "cat <<X\n -rf\nX",
        ""
      })
  void nothing_is_told_where_the_text_is_what_the_programs_get(String line) {
    assertEquals(List.of(), GivenArguments.of(line));
  }

  @Test
  void each_way_to_mislead() {
    assertEquals(List.of(List.of("rm", "x")), GivenArguments.of("r\\m x"));
    assertEquals(List.of(List.of("rm", "x")), GivenArguments.of("r''m x"));
    assertEquals(List.of(List.of("echo", "a  b")), GivenArguments.of("echo 'a  b'"));
    assertEquals(List.of(List.of("echo", " a")), GivenArguments.of("echo ' a'"));
    assertEquals(List.of(List.of("rm", "a b")), GivenArguments.of("rm a\\ b"));
    assertEquals(List.of(List.of("rm", "''")), GivenArguments.of("rm ''"));
    assertEquals(List.of(List.of("rm", "x -rf y")), GivenArguments.of("rm 'x -rf y'"));
    assertEquals(
        List.of(List.of("echo", "a ; rm"), List.of("ls", "*.py")),
        GivenArguments.of("echo 'a ; rm' | ls *.py"));
    assertEquals(List.of(List.of("cat", "a b", "c")), GivenArguments.of("( cat a' 'b < c )"));
  }
}
