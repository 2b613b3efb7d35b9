package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainArgvTest {

  @Test
  void what_needs_no_parser_means_what_the_parser_says() {
    List<String> words = new ArrayList<>(List.of("demo", "x", "", "-", "-x", "--", "a b", "-p=x"));
    words.addAll(List.of("--mode=auto", "-px", "-hV", "config", "5", "--no-such", "90s", "auto"));
    Options.ALL.forEach(option -> words.addAll(option.names()));
    Gen.forAll(
        "plain command lines",
        500,
        random -> {
          String[] argv = new String[random.nextInt(7)];
          for (int i = 0; i < argv.length; i++) {
            argv[i] = words.get(random.nextInt(words.size()));
          }
          assertEquals(
              CommandLineReader.parseWhole(argv).toString(),
              CommandLineReader.parse(argv).toString(),
              () -> String.join("|", argv));
        });
  }

  @Test
  void an_ordinary_run_needs_no_parser() {
    assertTrue(PlainArgv.read(new String[] {"-p", "x", "--mode", "auto", "--quiet"}).isPresent());
  }
}
