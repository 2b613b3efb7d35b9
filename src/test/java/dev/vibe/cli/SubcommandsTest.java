package dev.vibe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.vibe.app.host.RunOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class SubcommandsTest {

  /** Options without which a command makes no sense. */
  private static final Map<String, List<String>> NEEDED =
      Map.of("compare", List.of("--prompt", "text", "--models", "a,b"));

  @Test
  void every_class_that_is_a_command_is_in_the_list() {
    Set<String> written =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.vibe.cli")
                .stream()
                .filter(type -> type.isAssignableTo(CommandDefinition.class) && !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    Set<String> reached =
        CommandModel.all().stream()
            .map(spec -> CommandModel.command(spec).getClass().getName())
            .collect(Collectors.toSet());
    assertEquals(written, reached);
  }

  @Test
  void a_line_means_the_command_that_it_names() {
    for (CommandSpec command : CommandModel.all()) {
      List<String> line = line(command);
      ParsedCommand meaning = CommandLineReader.parse(line.toArray(String[]::new));
      Class<?> file = CommandModel.command(command).getClass();
      switch (meaning) {
        case ParsedCommand.Work work ->
            assertSame(outermost(file), outermost(work.getClass()), line::toString);
        case ParsedCommand.Completions completions -> assertSame(CompletionSubcommand.class, file);
        // A command of commands says what is below it.
        case ParsedCommand.Usage usage ->
            assertFalse(command.subcommands().isEmpty(), line::toString);
        case ParsedCommand.Text text -> fail(line::toString);
      }
    }
  }

  @Test
  void no_two_lines_mean_the_same() {
    Map<String, List<String>> meanings = new HashMap<>();
    for (CommandSpec command : CommandModel.leaves(CommandModel.whole())) {
      List<String> line = line(command);
      String meaning = CommandLineReader.parse(line.toArray(String[]::new)).toString();
      assertFalse(meanings.containsKey(meaning), () -> line + " and " + meanings.get(meaning));
      meanings.put(meaning, line);
    }
  }

  @Test
  void a_command_shares_only_what_vibe_itself_has() {
    for (CommandSpec command : CommandModel.all()) {
      CommandDefinition written = CommandModel.command(command);
      for (String name : written.shared()) {
        assertEquals(Optional.of(name), Options.named(name).map(Option::name));
        OptionSpec option = command.findOption(name);
        assertTrue(CommandModel.sharedOptions(command).contains(option), name);
      }
      for (Option own : written.options()) {
        assertSame(Option.Group.OWN, own.group(), own.name());
      }
    }
  }

  @Test
  void choices_of_the_output_are_its_formats() {
    assertEquals(
        Arrays.stream(RunOptions.Format.values()).map(RunOptions.Format::label).toList(),
        Options.named(Options.OUTPUT).orElseThrow().choices());
  }

  @Test
  void help_of_a_command_names_it_and_its_own_options() {
    for (CommandSpec command : CommandModel.all()) {
      List<String> line = new ArrayList<>(CommandModel.path(command));
      line.add("--help");
      ParsedCommand.Text help =
          assertInstanceOf(
              ParsedCommand.Text.class, CommandLineReader.parse(line.toArray(String[]::new)));
      assertTrue(help.text().startsWith("Usage: " + command.qualifiedName()), help.text());
      for (OptionSpec own : CommandModel.ownOptions(command)) {
        assertTrue(help.text().contains(own.longestName()), own.longestName());
      }
    }
  }

  /** The shortest line that makes sense. */
  private static List<String> line(CommandSpec command) {
    List<String> line = new ArrayList<>(CommandModel.path(command));
    for (PositionalParamSpec words : command.positionalParameters()) {
      if (words.required()) {
        line.add(CompletedValue.choices(words).stream().findFirst().orElse("word"));
      }
    }
    line.addAll(NEEDED.getOrDefault(command.name(), List.of()));
    return line;
  }

  private static Class<?> outermost(Class<?> type) {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    return outer;
  }
}
