package dev.vibe.app.editor;

import dev.vibe.app.host.RunOptions;
import dev.vibe.config.FlagValue;
import dev.vibe.event.Detail;
import java.util.List;

/** Options of every session that an editor opens, as the command line gives them. */
public record EditorOptions(RunOptions.Model model, List<FlagValue> flags) {

  public EditorOptions {
    flags = List.copyOf(flags);
  }

  /** Those of one session. */
  RunOptions in(RunOptions.Where where, RunOptions.Beginning beginning) {
    return new RunOptions(
        new RunOptions.Prompt.TextOnly(""),
        where,
        model,
        new RunOptions.Changes(false, false, false),
        new RunOptions.Output(
            RunOptions.Format.TEXT,
            Detail.QUIET,
            new RunOptions.Target.Nowhere(),
            new RunOptions.Target.Nowhere()),
        flags,
        beginning);
  }
}
