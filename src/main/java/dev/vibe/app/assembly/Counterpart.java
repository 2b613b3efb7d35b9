package dev.vibe.app.assembly;

import dev.vibe.approval.Approver;
import dev.vibe.approval.LearnedRules;
import dev.vibe.event.EventSink;
import dev.vibe.problem.VibeException;
import dev.vibe.tool.builtin.AskUserTool;
import java.util.Optional;

/**
 * Port of whoever a conversation is held with: hears of what happens, answers what is asked, and is
 * told what became of a rule that was to hold for good.
 */
public interface Counterpart extends EventSink, Approver, LearnedRules.Listener {

  /** Who answers what the model asks; empty where nobody can. */
  default Optional<AskUserTool.Person> person() {
    return Optional.empty();
  }

  /** The session broke in a way that no event tells; it takes no more prompts. From any thread. */
  void broke(VibeException why);
}
