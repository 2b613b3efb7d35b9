package dev.vibe.agent;

import dev.vibe.conversation.ToolNames;

/**
 * Lack of an answer that cannot be the end of a run: what the model is told about it, and how the
 * run ends when that does not help.
 *
 * @param nudge to the model
 * @param description for people, as it follows "the model's last reply"
 * @param needsCall whether the next reply has to be a call
 */
record Lack(String nudge, String description, boolean needsCall) {

  static final Lack UNREADABLE_CALL =
      new Lack(
          "Your message ended in a tool call that was written as text, and that could not be read:"
              + " its JSON is not complete, or there is no tool of that name. It was not run. Call"
              + " the tool again.",
          "is a tool call that cannot be read",
          true);

  static final Lack WRITTEN_CALL =
      new Lack(
          "You wrote a tool call as text, so it was not run. Call the tool, do not write the call.",
          "is a tool call written as text",
          true);

  static final Lack WRITTEN_COMMAND =
      new Lack(
          "You wrote a command as text, so it was not run. Call "
              + ToolNames.BASH
              + " to run it, or say that you are done and what you did.",
          "is a command written as text",
          false);

  static final Lack ANNOUNCEMENT =
      new Lack(
          "You said what you will do, and did not do it. Call the tool now, or say that you are"
              + " done and what you did.",
          "only announces what comes next",
          false);

  static final Lack QUESTION =
      new Lack(
          "Nobody answers questions here: decide yourself, do it, and say what you decided.",
          "is a question, and nobody is there to answer it",
          false);

  static final Lack CHANGE_CLAIMED =
      new Lack(
          "You say that you changed something, but no tool was called that changes anything. Call"
              + " the tool now, or say plainly that nothing was changed.",
          "claims a change that was not made",
          false);

  static final Lack CODE_SHOWN =
      new Lack(
          "You wrote the code into your answer, and no file was changed. Apply it with "
              + ToolNames.STR_REPLACE
              + " or "
              + ToolNames.WRITE_FILE
              + ", or say plainly why nothing is to be changed.",
          "shows code that was not put into a file",
          false);

  static final Lack CODE_LEFT =
      new Lack(
          "You wrote code for a file into your answer, and did not change that file. Apply it with "
              + ToolNames.STR_REPLACE
              + " or "
              + ToolNames.WRITE_FILE
              + ", or say plainly why it is not to be changed.",
          "shows code for a file that was not changed",
          false);

  static final Lack COMMIT_CLAIMED =
      new Lack(
          "You say that you committed, but there is no commit. Call "
              + ToolNames.GIT_COMMIT
              + ", or say plainly that nothing was committed.",
          "claims a commit that was not made",
          false);

  static final Lack PASS_CLAIMED =
      new Lack(
          "You say that it passes, but the last command failed. Look at its output and repair it,"
              + " or say plainly what fails.",
          "claims success, and the last command failed",
          false);
}
