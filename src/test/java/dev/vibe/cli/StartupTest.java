package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.LoadedClasses;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StartupTest {

  @Test
  void help_and_version_load_no_parser() throws Exception {
    for (String option : new String[] {"--help", "--version", "-h", "-V"}) {
      Set<String> loaded = loadedBy(option);
      assertTrue(loaded.contains("dev.vibe.cli.CommandLineReader"));
      assertFalse(loaded.stream().anyMatch(name -> name.startsWith("picocli.")), option);
    }
  }

  @Test
  void whole_process_of_help_and_version_loads_no_library() throws Exception {
    for (String option : new String[] {"--help", "--version"}) {
      LoadedClasses loader = new LoadedClasses();
      loader
          .loadClass(CommandLineReader.class.getName())
          .getMethod("parse", String[].class)
          .invoke(null, (Object) new String[] {option});
      assertTrue(loader.loadClass(Main.class.getName()).getDeclaredMethods().length > 0);
      for (String library : List.of("tools.jackson.", "okhttp3.", "org.eclipse.", "org.jline.")) {
        assertFalse(loader.names().stream().anyMatch(n -> n.startsWith(library)), library);
      }
    }
  }

  @Test
  void an_ordinary_run_loads_no_parser() throws Exception {
    Set<String> loaded = loadedBy("-p", "x", "-m", "y", "--mode", "auto");
    assertFalse(loaded.stream().anyMatch(name -> name.startsWith("picocli.")));
  }

  @Test
  void a_run_loads_no_other_command_and_no_json() throws Exception {
    Set<String> loaded = loadedBy("-p", "x", "-m", "y", "--max-cost", "1");
    assertTrue(loaded.contains("dev.vibe.cli.RunCommand"));
    assertFalse(loaded.stream().anyMatch(name -> name.startsWith("dev.vibe.cli.Subcommands")));
    assertFalse(loaded.stream().anyMatch(name -> name.matches(".*\\.cli\\..*Subcommand(\\$.*)?")));
    assertFalse(loaded.stream().anyMatch(name -> name.startsWith("tools.jackson.")));
  }

  @Test
  void a_command_loads_no_other_command() throws Exception {
    Set<String> loaded = loadedBy("undo", "--list");
    assertTrue(loaded.contains(UndoSubcommand.class.getName()));
    assertFalse(loaded.contains(DemoSubcommand.class.getName()));
    assertFalse(loaded.contains(ConfigSubcommand.class.getName()));
  }

  private static Set<String> loadedBy(String... argv) throws ReflectiveOperationException {
    LoadedClasses loader = new LoadedClasses();
    loader
        .loadClass(CommandLineReader.class.getName())
        .getMethod("parse", String[].class)
        .invoke(null, (Object) argv);
    return loader.names();
  }
}
