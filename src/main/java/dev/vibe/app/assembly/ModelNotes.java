package dev.vibe.app.assembly;

import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Mode;
import dev.vibe.conversation.ToolNames;
import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.List;

/** Notes to the model on what it may do in this session: mode, commits, dry run, folders. */
public final class ModelNotes {

  private ModelNotes() {}

  static List<String> of(SessionPlan plan) {
    List<String> notes = new ArrayList<>();
    RunOptions.Changes changes = plan.options().changes();
    notes.add(of(plan.mode()));
    notes.add(
        changes.commits()
            ? "commit: yes. When the work is done, commit it with "
                + ToolNames.GIT_COMMIT
                + " in the same reply or"
                + " the next."
            : "commit: only if the user asks for it.");
    if (changes.isDryRun()) {
      notes.add("dry run: edits and commits are shown to the user, not made; commands do not run.");
    }
    plan.workspace()
        .added()
        .forEach(folder -> notes.add("also usable: " + QuotedName.of(folder.toString())));
    return notes;
  }

  /** What a mode means for the model. */
  public static String of(Mode mode) {
    return switch (mode) {
      case PLAN -> "mode: plan. You can only read; answer with a plan.";
      case ASK -> "mode: ask. Edits and commands need the user's yes.";
      case ACCEPT_EDITS -> "mode: accept-edits. Edits are allowed; commands need the user's yes.";
      case AUTO -> "mode: auto. Edits and commands are allowed.";
    };
  }
}
