package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineEffectsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cat a.txt                      | read a.txt
          cd src && wc -l app.py         | read src, read src/app.py
          git log --oneline -- a.txt     | read a.txt
          rm -f a.txt                    | delete a.txt, run rm
          echo x > out/b.txt             | write out/b.txt
          sudo cp a.txt b.txt            | write b.txt, write b.txt/a.txt, run sudo, run cp
          bash -c 'rm c.txt'             | delete c.txt, run bash, run rm
          find . -name '*.o' -delete     | delete what find finds, run find
          git -C sub push origin main    | network git, run git
          curl -o page.html example.org  | write page.html, network curl, run curl
          npm install left-pad           | network npm, run npm
          git stash drop                 | delete stashes, run git
          $X y                           | unknown a program that is only known when it runs
          timeout 5 make all             | run timeout, run make
          seq 3 & tee b.txt              | write b.txt, run tee
          """)
  void effects_are_what_the_words_tell(String line, String effects) {
    assertEquals(
        effects,
        LineEffects.of(line).stream()
            .map(each -> each.kind().label() + " " + each.target())
            .collect(Collectors.joining(", ")));
  }
}
