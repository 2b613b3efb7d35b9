package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents tell a user to type must make sense to the product. */
class ReadmeCommandsTest {

  /** In an indented line or between backquotes, up to the end of the command. */
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?:^ {4}.*?|`)(?<![\\w/.-])(?:scripts/)?vibe( [^`\\n]+)");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  @Test
  void every_command_of_the_documents_is_understood() throws IOException {
    List<String> commands = new ArrayList<>();
    for (Path document : documents()) {
      Matcher command = COMMAND.matcher(Files.readString(document));
      while (command.find()) {
        commands.add(command.group(1));
      }
    }
    assertTrue(commands.size() > 8, commands::toString);
    for (String command : commands) {
      assertFalse(
          CommandLineReader.parse(words(command)) instanceof ParsedCommand.Usage, "vibe" + command);
    }
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> examples = Files.walk(Path.of("examples"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md"), Path.of("docs/cassettes.md")),
              examples.filter(file -> file.endsWith("README.md")))
          .toList();
    }
  }

  private static String[] words(String command) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      String quoted = word.group(1) != null ? word.group(1) : word.group(2);
      words.add(quoted != null ? quoted : word.group(3));
    }
    return words.toArray(String[]::new);
  }
}
