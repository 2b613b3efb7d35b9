package dev.vibe.app.assembly;

import dev.vibe.approval.Approver;
import dev.vibe.approval.LearnedRules;
import dev.vibe.event.EventSink;
import dev.vibe.problem.VibeException;

/**
 * Port of whoever a conversation is held with: hears of what happens, answers what is asked, and is
 * told what became of a rule that was to hold for good.
 */
public interface Counterpart extends EventSink, Approver, LearnedRules.Listener {

  /** The session broke in a way that no event tells; it takes no more prompts. From any thread. */
  void broke(VibeException why);
}
