package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.editor.EditorOptions;
import java.util.List;

/** Command {@code vibe acp}. */
final class AcpSubcommand implements CommandDefinition {

  private static final String SET_UP = "--setup";

  @Override
  public String summary() {
    return "serve an editor over the Agent Client Protocol";
  }

  @Override
  public String description() {
    return """
    Is started by an editor, such as Zed or one of JetBrains, and talks with it on \
    standard input and output until it is gone. Says nothing else there. Every session \
    works as one at the terminal does. docs/editors.md has what to write into which editor.
    """;
  }

  @Override
  public List<String> synopsis() {
    return List.of("vibe acp [OPTIONS]");
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.flag(
            Option.Group.OWN, SET_UP, "ask in this terminal which model to use, as config init"));
  }

  @Override
  public List<String> shared() {
    return List.of("--model", Options.BASE_URL, Options.MODE);
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return arguments.has(SET_UP)
        ? new SetUp()
        : new Serve(new EditorOptions(arguments.model(), arguments.flags()));
  }

  record SetUp() implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.utilities().initConfig();
    }
  }

  record Serve(EditorOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.acp(options);
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }
  }
}
