package dev.vibe.cli;

import dev.vibe.app.App;
import dev.vibe.app.editor.EditorOptions;
import java.util.List;

/** Command {@code vibe lsp}. */
final class LspSubcommand implements CommandDefinition {

  private static final String STDIO = "--stdio";

  @Override
  public String summary() {
    return "serve an editor over the Language Server Protocol";
  }

  @Override
  public String description() {
    return """
    Is started by an editor, such as Neovim, Vim, Helix or Emacs, and talks with it on \
    standard input and output until it is gone. Says nothing else there. Offers code \
    actions: fix a diagnostic, edit a selection, do what a comment "vibe: …" asks for, fix \
    the failing test, commit. docs/editors.md has what to write into which editor.
    """;
  }

  @Override
  public List<String> synopsis() {
    return List.of("vibe lsp [OPTIONS]");
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.flag(
            Option.Group.OWN, STDIO, "talk on the standard streams, as it does without this too"));
  }

  @Override
  public List<String> shared() {
    return List.of("--model", Options.BASE_URL, Options.MODE);
  }

  @Override
  public ParsedCommand parse(Arguments arguments) {
    return new ServeActions(new EditorOptions(arguments.model(), arguments.flags()));
  }

  record ServeActions(EditorOptions options) implements ParsedCommand.Work {
    @Override
    public int run(App app) {
      return app.lsp(options);
    }

    @Override
    public ParsedCommand.Signals signals() {
      return ParsedCommand.Signals.END_THE_RUN;
    }
  }
}
