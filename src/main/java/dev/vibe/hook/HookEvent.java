package dev.vibe.hook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Event at which hooks are run. */
public enum HookEvent {
  /** A session begins or is taken up; what a hook adds comes along with the first prompt. */
  SESSION_START("SessionStart"),
  /** A prompt is about to be answered; a hook may refuse it or add to it. */
  USER_PROMPT("UserPromptSubmit"),
  /** A tool is about to be called; a hook may refuse it, change its input, or decide on it. */
  PRE_TOOL("PreToolUse"),
  /** A tool was called; what a hook says is told to the model. */
  POST_TOOL("PostToolUse"),
  /** A commit is about to be made; a hook may hold it back. */
  PRE_COMMIT("PreCommit"),
  /** The model says that it is done; a hook may have it go on. */
  STOP("Stop"),
  /** The conversation is about to be compacted; a hook may hold that back. */
  COMPACTION("PreCompact"),
  /** A person, a limit or a signal has stopped a run. */
  INTERRUPT("Interrupt"),
  /** A person is asked something. */
  NOTIFICATION("Notification"),
  /** A subagent is done. */
  SUBAGENT_STOP("SubagentStop");

  private final String other;

  HookEvent(String other) {
    this.other = other;
  }

  /** Its name in a configuration. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name that most other agents have for it. */
  public String other() {
    return other;
  }

  /** By either name. */
  public static Optional<HookEvent> named(String name) {
    return Arrays.stream(values())
        .filter(event -> event.word().equals(name) || event.other.equals(name))
        .findFirst();
  }

  /** All names of our own, in their order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(HookEvent::word).toList();
  }
}
