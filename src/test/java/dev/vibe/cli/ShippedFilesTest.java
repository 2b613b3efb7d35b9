package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Golden;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class ShippedFilesTest {

  private final Map<String, String> texts = ShippedFiles.texts();

  @Test
  void manual_page_and_completions_follow_the_commands() {
    Golden.assertMatches("src/test/resources/golden/cli/vibe.1", manual());
    for (Shell shell : Shell.values()) {
      Golden.assertMatches(
          "src/test/resources/golden/cli/completion." + shell.label(),
          CompletionScripts.script(shell));
    }
  }

  @Test
  void every_option_and_command_is_completed_in_every_shell() {
    for (Shell shell : Shell.values()) {
      String script = CompletionScripts.script(shell);
      for (CommandSpec command : CommandModel.all()) {
        assertTrue(script.contains(command.name()), shell.label() + " " + command.name());
        for (OptionSpec option : command.options()) {
          String name = option.longestName();
          assertTrue(script.contains(shell == Shell.FISH ? "-l " + name.substring(2) : name), name);
        }
      }
    }
  }

  @Test
  void every_option_and_command_is_in_the_manual() {
    String manual = manual().replace("\\-", "-");
    for (CommandSpec command : CommandModel.all()) {
      assertTrue(manual.contains(command.qualifiedName()), command.qualifiedName());
      for (OptionSpec option : command.options()) {
        assertTrue(manual.contains(option.longestName()), option.longestName());
      }
    }
  }

  @Test
  void only_folders_are_completed_for_an_option_that_takes_one() {
    String bash = CompletionScripts.script(Shell.BASH);
    assertTrue(bash.contains("compgen -d") && bash.contains("compgen -f"));
    bash.lines()
        .dropWhile(line -> !line.strip().equals("'--add-dir')"))
        .skip(3)
        .limit(1)
        .forEach(line -> assertTrue(line.contains("compgen -d"), line));
  }

  @Test
  void launcher_prints_what_the_product_prints() {
    ParsedCommand version = CommandLineReader.parse(new String[] {"--version"});
    Golden.assertMatches(
        "src/main/resources/dev/vibe/cli/help.txt", texts.getOrDefault("lib/help.txt", ""));
    assertEquals(
        assertInstanceOf(ParsedCommand.Text.class, version).text(), texts.get("lib/version.txt"));
  }

  private String manual() {
    return texts.getOrDefault("share/man/man1/vibe.1", "");
  }
}
