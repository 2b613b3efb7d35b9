package dev.vibe.app.assembly;

import dev.vibe.agent.Audience;
import dev.vibe.app.host.RunOptions;
import dev.vibe.approval.Mode;
import dev.vibe.conversation.ToolNames;
import dev.vibe.text.ControlChars;
import dev.vibe.text.QuotedName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Notes to the model on what it may do in this session: mode, commits, dry run, folders. */
public final class ModelNotes {

  private static final int MOST_RULES = 8;
  private static final int LONGEST_RULE = 60;

  private ModelNotes() {}

  static List<String> of(SessionPlan plan, Audience audience) {
    List<String> notes = new ArrayList<>();
    RunOptions.Changes changes = plan.options().changes();
    notes.add(of(plan.mode(), audience) + allowed(plan));
    if (audience == Audience.NOBODY) {
      notes.add("nobody answers questions: decide yourself, and say what you decided.");
    }
    notes.add(
        changes.commits()
            ? (plan.mode() == Mode.PLAN ? "commit: yes, outside of plan mode" : "commit: yes")
                + ". When the work is done, commit it with "
                + ToolNames.GIT_COMMIT
                + " in the same reply or"
                + " the next."
            : "commit: only if the user asks for it.");
    String verification = plan.config().verification();
    if (!verification.isEmpty() && !changes.isDryRun() && plan.mode() != Mode.PLAN) {
      notes.add(
          "verify: "
              + ControlChars.neutraliseLine(verification)
              + " runs when you are done, and must pass.");
    }
    String until = plan.config().until();
    if (!until.isEmpty()) {
      notes.add("goal: " + ControlChars.neutraliseLine(until) + " passes; go on until it does.");
    }
    if (changes.isDryRun()) {
      notes.add("dry run: edits and commits are shown to the user, not made; commands do not run.");
    }
    plan.workspace()
        .added()
        .forEach(folder -> notes.add("also usable: " + QuotedName.of(folder.toString())));
    return notes;
  }

  /** Rules that let more pass; as many as a model reads in one line. */
  private static String allowed(SessionPlan plan) {
    if (plan.mode() == Mode.PLAN || plan.mode() == Mode.AUTO) {
      return "";
    }
    List<String> rules =
        Stream.concat(
                plan.options().changes().allowed().stream(),
                plan.config().permissions().allow().stream())
            .map(ControlChars::neutraliseLine)
            .filter(rule -> rule.length() <= LONGEST_RULE)
            .limit(MOST_RULES)
            .toList();
    return rules.isEmpty() ? "" : " Allowed: " + String.join(", ", rules) + ".";
  }

  /** What a mode means for the model. */
  public static String of(Mode mode, Audience audience) {
    String needs =
        switch (audience) {
          case PERSON -> "need the user's yes.";
          case NOBODY -> "are refused unless the user is there to say yes.";
        };
    return switch (mode) {
      case PLAN ->
          "mode: plan. Only read, with the file tools or commands that only read; all else is"
              + " refused. Answer with a plan.";
      case ASK -> "mode: ask. Edits, and commands that do more than read, " + needs;
      case ACCEPT_EDITS ->
          "mode: accept-edits. Edits are allowed; commands that do more than read " + needs;
      case AUTO -> "mode: auto. Edits and commands are allowed.";
    };
  }
}
