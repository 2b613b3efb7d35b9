package dev.vibe.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.effect.Effect;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsequencesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ls -la                                  | ''
          mvn test                                | ''
          sudo rm -rf build && echo x > out.txt   | deletes build; writes out.txt
          git -C sub push origin main             | reaches the network: git
          curl -o a.html x.org                    | writes a.html; reaches the network: curl
          git branch -D old                       | deletes branch old
          $X y                                    | starts a program that is only known when it runs
          """)
  void they_are_what_the_words_tell(String command, String lines) {
    assertEquals(
        lines,
        Consequences.of(new Effect.Run(command, "/w")).stream().collect(Collectors.joining("; ")));
  }

  @Test
  void of_many_the_first_are_named() {
    String files = IntStream.range(0, 12).mapToObj(i -> "f" + i).collect(Collectors.joining(" "));

    assertEquals(
        "deletes f0, f1, f10, f11, f2, f3, f4, f5 and 4 more",
        Consequences.of(new Effect.Run("rm " + files, "/w")).getFirst());
  }
}
