package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Golden;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShippedFilesTest {

  private final Map<String, String> texts = ShippedFiles.texts();

  @Test
  void manual_page_and_completions_follow_the_table() {
    Golden.assertMatches("src/test/resources/golden/cli/vibe.1", manual());
    for (String shell : Completion.SHELLS) {
      Golden.assertMatches(
          "src/test/resources/golden/cli/completion." + shell, Completion.script(shell));
    }
  }

  @Test
  void every_option_and_command_is_completed_in_every_shell() {
    for (String shell : Completion.SHELLS) {
      String script = Completion.script(shell);
      for (Option option : Options.ALL) {
        String name = shell.equals("fish") ? "-l " + option.name().substring(2) : option.name();
        assertTrue(script.contains(name), shell + " " + option.name());
      }
      ArgvParser.COMMANDS.forEach(name -> assertTrue(script.contains(name), shell + " " + name));
    }
  }

  @Test
  void launcher_prints_what_the_product_prints() {
    ParsedCommand help = RootCommand.parse(new String[] {"--help"});
    ParsedCommand version = RootCommand.parse(new String[] {"--version"});
    assertEquals(
        assertInstanceOf(ParsedCommand.Help.class, help).text(), texts.get("lib/help.txt"));
    assertEquals(
        assertInstanceOf(ParsedCommand.VersionText.class, version).text() + "\n",
        texts.get("lib/version.txt"));
  }

  private String manual() {
    return texts.getOrDefault("share/man/man1/vibe.1", "");
  }
}
