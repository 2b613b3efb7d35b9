package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.FlagValue;
import java.util.List;

/** Command {@code vibe demo}. */
final class DemoSubcommand implements CommandDefinition {

  @Override
  public String summary() {
    return "a tour that needs no key and no network";
  }

  @Override
  public String description() {
    return """
    Makes a throw-away repository and lets a recorded model work in it, with diffs \
    and a commit. Needs no key and no network.
    """;
  }

  @Override
  public List<String> shared() {
    return Options.with(List.of(Options.OUTPUT, Options.OUTPUT_DIR), Options.TELLING);
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new Demo(arguments.output(), arguments.flags());
  }

  record Demo(RunOptions.Output output, List<FlagValue> flags) implements ParsedCommand.Work {

    Demo {
      flags = List.copyOf(flags);
    }

    @Override
    public int run(App app) {
      return app.demo(output, flags);
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }
  }
}
