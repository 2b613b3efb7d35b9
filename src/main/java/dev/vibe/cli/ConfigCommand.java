package dev.vibe.cli;

import dev.vibe.app.App;
import java.util.HashSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code vibe config}. */
final class ConfigCommand {

  private static final String SHOW = "show";
  private static final String PATH = "path";
  private static final String INIT = "init";
  private static final String ORIGIN = "--origin";
  private static final String JSON = "--json";
  private static final Set<String> PLACES = Set.of(Options.DIRECTORY, Options.TRUST);

  private ConfigCommand() {}

  static CommandSpec spec() {
    CommandSpec show = CommandSpec.create().name(SHOW);
    show.addOption(OptionSpec.builder(ORIGIN).type(boolean.class).arity("0").build());
    show.addOption(OptionSpec.builder(JSON).type(boolean.class).arity("0").build());
    return CommandSpec.create()
        .name(ArgvParser.CONFIG)
        .addSubcommand(SHOW, show)
        .addSubcommand(PATH, CommandSpec.create().name(PATH))
        .addSubcommand(INIT, CommandSpec.create().name(INIT));
  }

  static ParsedCommand parsed(Arguments arguments) {
    return switch (arguments.command()) {
      case ArgvParser.CONFIG + " " + SHOW -> show(arguments);
      case ArgvParser.CONFIG + " " + PATH -> {
        arguments.refuseOthers(PLACES);
        yield new ParsedCommand.ConfigPath(arguments.where());
      }
      case ArgvParser.CONFIG + " " + INIT -> {
        arguments.refuseOthers(Set.of());
        yield new ParsedCommand.ConfigInit();
      }
      // The parser lets nothing else through: this is the bare "vibe config".
      case String bare ->
          throw UsageProblems.usage(
              bare + " needs to be told what to do",
              "vibe config show   or   vibe config path   or   vibe config init");
    };
  }

  private static ParsedCommand show(Arguments arguments) {
    Set<String> takes = new HashSet<>(PLACES);
    takes.add(ORIGIN);
    takes.add(JSON);
    Options.ALL.stream()
        .filter(option -> !option.setting().isEmpty())
        .forEach(option -> takes.add(option.name()));
    arguments.refuseOthers(takes);
    App.ListingForm form =
        arguments.has(JSON)
            ? App.ListingForm.JSON
            : arguments.has(ORIGIN) ? App.ListingForm.WITH_ORIGINS : App.ListingForm.PLAIN;
    return new ParsedCommand.ConfigShow(arguments.where(), arguments.flags(), form);
  }
}
