package dev.vibe.event;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.Usage;
import dev.vibe.problem.Problem;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import java.time.Duration;
import java.util.List;

/** Event: a fact about a session. The names on the wire are those of the public event stream. */
public sealed interface Event {

  /** Written to the session log before any sink sees it; the transcript is a fold of these. */
  sealed interface Durable extends Event {}

  /** Progress for people who watch; lost when nobody does. */
  sealed interface Transient extends Event {}

  /** Of use to a screen and nobody else: neither kept nor part of the public event stream. */
  sealed interface ScreenOnly extends Event {}

  /** First event of a run. {@code directory} is the absolute working folder. */
  record SessionStarted(
      String version, String directory, String model, String endpoint, String mode)
      implements Durable {}

  /**
   * The user spoke, or the product in the user's place.
   *
   * @param by who did
   */
  record UserSaid(Message.User message, Author by) implements Durable {

    /** Author of a message in the user's place. */
    public enum Author {
      USER,
      /** A reminder of the product, such as that a commit is missing. */
      PRODUCT
    }

    public UserSaid(Message.User message) {
      this(message, Author.USER);
    }
  }

  /** The model spoke; its calls follow as {@link ToolCalled} when they are taken up. */
  record AssistantSaid(Message.Assistant message) implements Durable {}

  /**
   * A call was taken up.
   *
   * @param title one line for people, e.g. {@code edit src/app.py}
   */
  record ToolCalled(ToolCall call, String title) implements Durable {}

  /** Exactly one for each call, in call order. */
  record ToolFinished(ToolResult result, Duration took) implements Durable {}

  /**
   * A question was answered, by a person, a rule or by the lack of anybody to ask.
   *
   * @param subject what was asked about, one line
   * @param by who decided
   */
  record ApprovalDecided(CallId callId, String subject, boolean granted, Decider by, String reason)
      implements Durable {}

  /**
   * A file was changed; in a dry run, would have been.
   *
   * @param calls whose doing it is: several where edits of one reply meet in one file; none in a
   *     log of a version that did not tell
   */
  record FileChanged(List<CallId> calls, FileDiff diff, boolean dryRun) implements Durable {
    public FileChanged {
      calls = List.copyOf(calls);
    }
  }

  /**
   * A commit was made; in a dry run, would have been, with an empty id.
   *
   * @param id the full object name
   */
  record Committed(String id, String message, List<String> files) implements Durable {
    public Committed {
      files = List.copyOf(files);
    }
  }

  /**
   * The command that the user wants to pass was run on what the run changed.
   *
   * @param exitCode 0 when it passed
   * @param tree the name that Git would give to the files that it ran on; empty when not known
   * @param attempt the how many-th of the run, from 1
   */
  record Verified(String command, int exitCode, String tree, int attempt, Duration took)
      implements Durable {

    public boolean isGreen() {
      return exitCode == 0;
    }
  }

  /**
   * A subagent has ended.
   *
   * @param status as in a result record, e.g. {@code done}
   * @param turns its model replies; like its usage and cost they are part of the run's
   * @param changedFiles relative to the working folder
   */
  record TaskEnded(
      Subtask task,
      String status,
      int turns,
      Usage usage,
      double costUsd,
      Duration took,
      List<String> changedFiles)
      implements Durable {
    public TaskEnded {
      changedFiles = List.copyOf(changedFiles);
    }
  }

  /**
   * A subagent works. Supersedes the one before; the first one of a task tells that it has begun.
   *
   * @param doing what it does, one line
   * @param turns its model replies so far
   */
  record TaskWorks(Subtask task, String doing, int turns, Usage usage) implements Transient {}

  /** A pull request was opened or updated; in a dry run, would have been. */
  record PullRequestMade(PullRequest request) implements Durable {}

  /**
   * After each reply: what it took, and the run's total so far.
   *
   * @param window of the model, as it is known by then, in tokens; 0 when it is not
   */
  record UsageReported(Usage reply, Usage total, double costUsd, int window) implements Durable {

    public UsageReported(Usage reply, Usage total, double costUsd) {
      this(reply, total, costUsd, 0);
    }
  }

  /** Something the user should know that does not end the run. */
  record NoticeRaised(Notice notice) implements Durable {

    public static NoticeRaised of(Problem problem) {
      return new NoticeRaised(Notice.of(problem));
    }
  }

  /**
   * The conversation goes back: what was said after its first {@code messages}, as it was said
   * before any compaction, counts no longer. Comes between runs.
   */
  record Rewound(int messages) implements Durable {}

  /**
   * The older part of the conversation gave way to a text, so that the rest fits the model's
   * window. The log keeps all of it.
   *
   * @param messages so many from the beginning of the conversation, as it was said, gave way
   * @param text that stands in their place
   * @param summary what of it is the model's own words; empty when it wrote none
   * @param size of the next request before and after
   */
  record Compacted(int messages, String text, String summary, Size size, Reason reason)
      implements Durable {

    /** Estimated tokens. */
    public record Size(long before, long after) {}

    /** Reason why it was done. */
    public enum Reason {
      /** The window is nearly full. */
      FULL,
      /** The user asked for it. */
      ASKED,
      /** The server refused a request as too large. */
      REFUSED
    }
  }

  /** The last event of a run. */
  record RunEnded(RunResult result) implements Durable {}

  /**
   * What a command that runs has written so far. Supersedes the one before.
   *
   * @param end the last of it, at most some 2,000 characters, free of control characters but line
   *     feed and tab
   * @param lines how many line ends there were
   */
  record OutputGrew(String end, long lines) implements ScreenOnly {}

  /**
   * What goes on before a reply comes. Supersedes the one before.
   *
   * @param what for people, e.g. {@code reading 41k of 57k tokens}
   */
  record Progressed(String what) implements ScreenOnly {

    /** The server loads the model first. */
    public static Progressed loading(String why) {
      return new Progressed(why + ": it is being loaded");
    }

    /**
     * The server reads a request.
     *
     * @param of tokens of all of it; 0 when nobody knows
     */
    public static Progressed reading(String why, long tokens, long of) {
      String whole = of > 0 ? " of " + Figures.tokens(of) : "";
      return new Progressed(why + ": reading " + Figures.tokens(tokens) + whole + " tokens");
    }
  }

  record TextDelta(String text) implements Transient {}

  record ReasoningDelta(String text) implements Transient {}

  /**
   * A request failed and will be sent again.
   *
   * @param discardsShown text of this reply that was already shown is broken off and not kept
   */
  record RetryScheduled(int attempt, Duration delay, Problem reason, boolean discardsShown)
      implements Transient {}
}
