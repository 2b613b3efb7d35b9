package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastPipeTest {

  @Test
  void parts_of_the_last_pipe_are_named_by_their_first_words() {
    assertEquals(List.of("mvn -q test", "tail -5"), LastPipe.parts("mvn -q test 2>&1 | tail -5"));
    assertEquals(List.of("a", "b"), LastPipe.parts("x | y; cd d && a |& b\n"));
    assertEquals(List.of("c"), LastPipe.parts("a | b || c"));
    assertEquals(List.of("echo a | b"), LastPipe.parts("echo 'a | b'"));
    assertEquals(List.of("cat $$x $(…)", "wc"), LastPipe.parts("cat \\$$x $(ls) | wc > out"));
    assertEquals(List.of("exit 3", "cat"), LastPipe.parts("(cd x; exit 3) | cat"));
    assertEquals(List.of(), LastPipe.parts(" "));
  }
}
