package dev.vibe.lsp.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import dev.vibe.rpc.Params;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written for editors names what there is. */
class EditorExamplesTest {

  private static final Path EXAMPLES = Path.of("examples/editors");

  /** A command as a text of a script, or in the documentation. */
  private static final Pattern COMMAND = Pattern.compile("['`](vibe\\.[a-z]+[A-Za-z]*)['`]");

  private static Params json(String file) throws IOException {
    return Params.of(Json.object(Files.readString(EXAMPLES.resolve(file))));
  }

  @Test
  void the_extension_for_vs_code_is_whole() throws IOException {
    Params manifest = json("vscode/package.json");

    Path main = EXAMPLES.resolve("vscode").resolve(manifest.text("main"));
    assertTrue(Files.exists(main), main::toString);
    assertTrue(manifest.object("engines").text("vscode").matches("\\^\\d+\\.\\d+\\.\\d+"));
    assertEquals(List.of("onStartupFinished"), manifest.texts("activationEvents"));
    Params settings = manifest.object("contributes").object("configuration").object("properties");
    assertEquals("vibe", settings.object("vibe.command").text("default"));
    String script = Files.readString(main);
    for (Matcher needed = Pattern.compile("require\\('([^'/]+)").matcher(script); needed.find(); ) {
      String name = needed.group(1);
      assertTrue(
          name.equals("vscode") || manifest.object("dependencies").optionalText(name).isPresent(),
          name);
    }
  }

  @Test
  void the_file_for_jetbrains_starts_the_agent() throws IOException {
    Params agent = json("jetbrains/acp.json").object("agent_servers").object("Vibe");

    assertEquals("vibe", agent.text("command"));
    assertEquals(List.of("acp"), agent.texts("args"));
  }

  @Test
  void each_command_that_is_named_is_one() throws IOException {
    List<Path> files = new ArrayList<>(List.of(Path.of("docs/editors.md")));
    try (Stream<Path> all = Files.walk(EXAMPLES)) {
      all.filter(file -> file.toString().matches(".*\\.(js|lua|vim|el)")).forEach(files::add);
    }
    List<String> named = new ArrayList<>();
    for (Path file : files) {
      for (Matcher found = COMMAND.matcher(Files.readString(file)); found.find(); ) {
        named.add(found.group(1));
      }
    }
    named.removeIf(name -> name.matches("vibe\\.(lua|vim|el)"));

    assertTrue(named.containsAll(EditorCommand.words()), named::toString);
    assertEquals(
        List.of(), named.stream().filter(name -> EditorCommand.named(name).isEmpty()).toList());
  }
}
