package dev.vibe.repl.state;

import dev.vibe.approval.Grants;
import dev.vibe.approval.Mode;
import dev.vibe.conversation.Part;
import java.util.List;

/** Request to what is behind the screen; each may take long, one runs at a time. */
public sealed interface Request {

  /**
   * Start a run. Files that the text names with {@code @} go along.
   *
   * @param attached goes along as well
   */
  record Prompt(String text, List<Part> attached) implements Request {}

  /** Say it into the present run. Files that the text names with {@code @} go along. */
  record Steer(String text) implements Request {}

  /** Run a command of the user's own. */
  record Shell(String command) implements Request {}

  record ListFiles() implements Request {}

  /** What could stand behind a command, for completion. */
  record ListArguments(String command) implements Request {}

  record LookAtRepository() implements Request {}

  /** Look for the model once more. */
  record Connect() implements Request {}

  /** Leave the session for the questions of a first configuration. */
  record SetUp() implements Request {}

  /** Another model; empty: tell which there are. */
  record UseModel(String name) implements Request {}

  /** A new conversation. */
  record Clear() implements Request {}

  /** Take up an earlier conversation; empty: tell which there are. */
  record Resume(String id) implements Request {}

  /** Offer the prompts of this conversation. */
  record OfferPrompts() implements Request {}

  /** Offer what shall go back to before the prompt of this run. */
  record OfferRewind(int run) implements Request {}

  /** Go back to before the prompt of this run. */
  record Rewind(int run, Extent extent) implements Request {
    /** Extent of an undo: what goes back. */
    public enum Extent {
      CONVERSATION,
      FILES,
      BOTH
    }
  }

  /**
   * Take back what the last run did.
   *
   * @param turns only that of so many replies; 0: all of it
   */
  record Undo(int turns) implements Request {}

  /** Take back the last undo. */
  record Redo() implements Request {}

  /**
   * Check what a session needs.
   *
   * @param reach how far
   */
  record CheckUp(Reach reach) implements Request {
    /** Reach of a check-up. */
    public enum Reach {
      HERE,
      ENDPOINT
    }
  }

  record Rename(String title) implements Request {}

  /** Commit what the session changed, with this message; empty: the model words one. */
  record Commit(String message) implements Request {}

  /** Tell what is changed. */
  record ShowDiff(Changes changes) implements Request {
    /** Choice of the changes that are shown. */
    public enum Changes {
      /** What this session did. */
      SESSION,
      /** Whatever is not committed, whoever did it. */
      UNCOMMITTED
    }
  }

  /** Make a command that fails pass: the command, or nothing for the last that failed. */
  record Fix(String command) implements Request {}

  /** Tell or set what has to pass after a change: the words behind the command. */
  record Verify(String words) implements Request {}

  /** A run that goes on until a condition holds; behind a {@code !}, until a command passes. */
  record Goal(String words) implements Request {}

  record ShowConfiguration() implements Request {}

  /** Tell or change what is remembered of the repository: the words behind the command. */
  record Memory(String words) implements Request {}

  /** Tell which commands go on in the background. */
  record ShowJobs() implements Request {}

  /** Let a server word a prompt, and send that. */
  record UsePrompt(String command, String arguments) implements Request {}

  /** The MCP servers of the session, with what they cost. */
  record ShowServers() implements Request {}

  /** Tell which managed worktrees the repository has. */
  record ShowWorktrees() implements Request {}

  /** Tell what is allowed in this mode, and offer what was granted. */
  record ShowPermissions(Mode mode) implements Request {}

  /** Ask again about what was granted. */
  record TakeBack(Grants.Grant grant) implements Request {}

  /** Show what fills the window of the model. */
  record ShowContext() implements Request {}

  /**
   * Sum up the conversation.
   *
   * @param hint what to keep above all; may be empty
   */
  record Compact(String hint) implements Request {}
}
