package dev.vibe.repl.state;

import dev.vibe.conversation.ToolNames;
import dev.vibe.text.PromptTemplate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Command that begins with a slash.
 *
 * @param arguments what it takes, for help; empty when nothing
 * @param body of a command of the user's own, the prompt it stands for; else empty
 */
public record SlashCommand(String name, String arguments, String doc, String body) {

  /** Command that comes with the product, in the order of help. */
  public enum Builtin {
    HELP("", "what can be done here"),
    MODEL("[NAME]", "another model; without a name, pick one"),
    MODE("[MODE]", "what runs unasked: plan, ask, accept-edits, auto"),
    PLAN("[TASK]", "only read, and make a plan"),
    PERMISSIONS("", "the rules in effect, and what you allowed"),
    JOBS("", "commands that run in the background"),
    MCP("", "the MCP servers here, their tools, and what these take of the window"),
    STATUS("", "where this session stands"),
    CONTEXT("", "what fills the model's window"),
    COMPACT("[HINT]", "make room: sum up the conversation; HINT says what to keep"),
    COST("", "tokens and money so far"),
    DIFF("[all]", "what this session changed; all: whatever is not committed"),
    UNDO("[TURNS]", "take back what the last prompt, or the last turns, changed"),
    REDO("", "take back the last undo"),
    REWIND("", "back to an earlier prompt: conversation, files, or both"),
    MEMORY("[add|edit|forget]", "what is remembered of this repository; # TEXT notes, too"),
    FIX("[COMMAND]", "make a command that fails pass; without one, the last that failed"),
    WORKTREE("", "the worktrees of this repository; vibe --worktree NAME works in one"),
    VERIFY("[COMMAND|off]", "the command that must pass after each change"),
    GOAL("CONDITION", "go on until this is shown to hold, or, as !COMMAND, until that passes"),
    COMMIT("[MESSAGE]", "commit what this session changed; without a message the model words one"),
    CLEAR("", "a new conversation"),
    RESUME("[ID]", "an earlier conversation of this folder; without an ID, pick one"),
    RENAME("TITLE", "give this conversation a title"),
    COPY("", "the last answer to the clipboard"),
    INIT("", "write an AGENTS.md for this repository"),
    CONFIG("", "the configuration in effect"),
    THEME("[THEME]", "colours for a screen that is auto, dark, light"),
    DOCTOR("[endpoint]", "check what a session needs; the model's server too"),
    EXIT("", "leave");

    private final String arguments;
    private final String doc;

    Builtin(String arguments, String doc) {
      this.arguments = arguments;
      this.doc = doc;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    SlashCommand spec() {
      return new SlashCommand(label(), arguments, doc, "");
    }
  }

  /** A command of the user's own. */
  public static SlashCommand custom(String name, String doc, String body) {
    return new SlashCommand(name, "[ARGUMENTS]", doc, body);
  }

  public static List<SlashCommand> builtins() {
    return Arrays.stream(Builtin.values()).map(Builtin::spec).toList();
  }

  /** A prompt that a server words when it is asked. */
  public static SlashCommand ofServer(String name, String doc) {
    return new SlashCommand(name, "[ARGUMENTS]", doc, "");
  }

  boolean isOfServer() {
    return name.startsWith(ToolNames.MCP);
  }

  boolean isCustom() {
    return !body.isEmpty();
  }

  /** The prompt with {@code $ARGUMENTS} and {@code $1} to {@code $9} filled in. */
  String expanded(String given) {
    return PromptTemplate.filled(body, given);
  }
}
