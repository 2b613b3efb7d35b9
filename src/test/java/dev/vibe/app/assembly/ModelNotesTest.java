package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.agent.Audience;
import dev.vibe.approval.Mode;
import org.junit.jupiter.api.Test;

class ModelNotesTest {

  @Test
  void mode_says_what_runs_unasked_and_who_says_yes() {
    assertEquals(
        "mode: ask. Edits, and commands that do more than read, need the user's yes.",
        ModelNotes.of(Mode.ASK, Audience.PERSON));
    assertEquals(
        "mode: accept-edits. Edits are allowed; commands that do more than read are refused unless"
            + " the user is there to say yes.",
        ModelNotes.of(Mode.ACCEPT_EDITS, Audience.NOBODY));
    assertEquals(
        "mode: plan. Only read, with the file tools or commands that only read; all else is"
            + " refused. Answer with a plan.",
        ModelNotes.of(Mode.PLAN, Audience.NOBODY));
    assertEquals(
        "mode: auto. Edits and commands are allowed.", ModelNotes.of(Mode.AUTO, Audience.NOBODY));
  }
}
