package dev.vibe.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The name of a tool is written once. */
class ToolNamesTest {

  /** A literal that is a name, or has one in it that cannot be another word. */
  private static final Pattern NAME_IN_A_LITERAL =
      Pattern.compile(
          "\"(bash|todo|grep|glob)\"|\"[^\"]*\\b(read_file|write_file|str_replace|git_commit)\\b");

  /** Where these are programs, shells, parameters, fields, or samples of what people write. */
  private static final List<String> OTHER_MEANINGS =
      List.of(
          "cli/",
          "conversation/ToolNames.java",
          "exec/CommandLimits.java",
          "exec/CommandRunner.java",
          "exec/sandbox/SandboxProof.java",
          "exec/shell/",
          "protocol/wire/",
          "provider/replay/ScriptedModel.java",
          "tool/Spellings.java",
          "tool/builtin/PipeReading.java",
          "view/markdown/Language.java");

  /** The other spelling of a state, not the tool. */
  private static final String STATUS = "@AlsoNamed({\"todo\", \"open\", \"not_started\"})";

  @Test
  void no_other_file_spells_a_tool_name_out() throws IOException {
    Path sources = Path.of("src/main/java/dev/vibe");
    try (Stream<Path> files = Files.walk(sources)) {
      assertEquals(
          "",
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !hasOtherMeaning(sources.relativize(file).toString()))
              .flatMap(ToolNamesTest::spelledOut)
              .collect(Collectors.joining("\n")));
    }
  }

  private static boolean hasOtherMeaning(String file) {
    return OTHER_MEANINGS.stream().anyMatch(file::startsWith);
  }

  private static Stream<String> spelledOut(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.strip().startsWith("*") && !line.strip().equals(STATUS))
          .filter(line -> NAME_IN_A_LITERAL.matcher(line).find())
          .map(line -> file + ": " + line.strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
