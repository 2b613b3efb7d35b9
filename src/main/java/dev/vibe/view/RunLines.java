package dev.vibe.view;

import dev.vibe.event.Decider;
import dev.vibe.event.Event;
import dev.vibe.event.PullRequest;
import dev.vibe.event.RunResult;
import dev.vibe.problem.Problem;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Palette.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * Renderer of what a run did, as lines: calls, changes, commits, refusals, tries, and the sum at
 * its end. The same words wherever a run is shown.
 *
 * @param bullet the role of the sign before a call
 */
public record RunLines(Glyphs glyphs, Role bullet) {

  /** Choice of the counts that a summary has. */
  public enum Counts {
    ALL,
    /** Those that are not zero. */
    NONZERO
  }

  /** A call. */
  public Line call(String title) {
    return call(title, bullet);
  }

  /** A call whose sign says how it ended. */
  public Line call(String title, Role sign) {
    return Line.of(new Span(sign, glyphs.bullet() + " "), Span.foreign(Role.TEXT, title))
        .hanging(2);
  }

  /**
   * A change.
   *
   * @param edits how many calls it is the sum of
   */
  public Line change(String title, int edits, Event.FileChanged changed) {
    return call(title)
        .plus(Role.TEXT, "  ")
        .plus(counts(changed.diff()))
        .plus(Role.TEXT, edits > 1 ? "  (" + Figures.count(edits, "edit") + ")" : "")
        .plus(Role.FAINT, changed.dryRun() ? "  (dry run)" : "");
  }

  /** For a change that no edit of the model was, such as what a command did. */
  public static String title(FileDiff diff) {
    return switch (diff.kind()) {
          case CREATED -> "create ";
          case CHANGED -> "change ";
          case DELETED -> "delete ";
        }
        + diff.path();
  }

  /** Lines that were added and removed. */
  public Line counts(FileDiff diff) {
    return Line.of(
        new Span(Role.ADDED, "+" + diff.added()),
        new Span(Role.TEXT, " "),
        new Span(Role.REMOVED, glyphs.minus() + diff.removed()));
  }

  /** A commit and its files. */
  public List<Line> commit(Event.Committed committed) {
    String id = committed.id();
    String what =
        id.isEmpty() ? "would commit" : "commit " + id.substring(0, Math.min(7, id.length()));
    List<Line> lines = new ArrayList<>();
    String subject = committed.message().lines().findFirst().orElse("");
    lines.add(Line.foreign(Role.STRONG, what + " " + subject));
    committed.files().forEach(file -> lines.add(Line.foreign(Role.FAINT, "  " + file)));
    return lines;
  }

  /** How the command ended that the user wants to pass. */
  public Line verification(Event.Verified verified) {
    String took = " (" + Figures.duration(verified.took()) + ")";
    return verified.isGreen()
        ? call("verified: " + verified.command() + took, Role.ADDED)
        : call(
            "not verified: " + verified.command() + ": exit code " + verified.exitCode() + took,
            Role.WARNING);
  }

  /** A pull request, with its address. */
  public static String pullRequest(PullRequest request) {
    String way = request.branch() + " into " + request.base();
    return switch (request.state()) {
      case OPENED -> "opened " + request.url() + " (" + way + ")";
      case UPDATED -> "updated " + request.url() + " (" + way + ")";
      case PLANNED ->
          "would %s \"%s\" (%s)"
              .formatted(
                  request.url().isEmpty() ? "open" : "update " + request.url() + " as",
                  request.title(),
                  way);
    };
  }

  /** Why a call may not happen. */
  public static String refusal(Event.ApprovalDecided decided) {
    String reason = decided.reason().isEmpty() ? "" : ": " + decided.reason();
    return switch (decided.by()) {
      case Decider.Nobody nobody -> "not allowed, because nobody is there to ask" + reason;
      case Decider.User user -> "not allowed by " + user.text() + reason;
      case Decider.Standing by -> "not allowed by " + by.text() + reason;
    };
  }

  /** That the conversation was made smaller. */
  public static String compaction(Event.Compacted compacted) {
    return "the conversation was compacted from "
        + Figures.tokens(compacted.size().before())
        + " to "
        + Figures.tokens(compacted.size().after())
        + " tokens";
  }

  /** A subagent at work, on one line. */
  public static String working(Event.TaskWorks works) {
    String replies = works.turns() > 0 ? " (" + Figures.count(works.turns(), "turn") + ")" : "";
    return works.task().line() + replies + (works.doing().isEmpty() ? "" : ": " + works.doing());
  }

  /** A subagent that has ended, on one line. */
  public static String task(Event.TaskEnded ended) {
    String changed =
        ended.changedFiles().isEmpty()
            ? ""
            : ", changed " + Figures.count(ended.changedFiles().size(), "file");
    return ended.task().line()
        + ": "
        + ended.status()
        + " after "
        + Figures.count(ended.turns(), "turn")
        + ", "
        + Figures.tokens(ended.usage().totalTokens())
        + " tokens, "
        + Figures.duration(ended.took())
        + changed
        + " (vibe export "
        + ended.task().id()
        + ")";
  }

  /**
   * Another try of a request.
   *
   * @param hint what can be done about it, after the time; perhaps empty
   */
  public static Line retry(Event.RetryScheduled retry, String hint) {
    Problem reason = retry.reason();
    return Line.foreign(
        Role.WARNING,
        "try %d in %s%s: %s%s"
            .formatted(
                retry.attempt() + 1,
                Figures.duration(retry.delay()),
                hint,
                reason.what(),
                reason.cause().isEmpty() ? "" : " (" + reason.cause() + ")"));
  }

  /** The sum of a run. */
  public Line summary(RunResult result, Counts counts) {
    List<String> parts = new ArrayList<>();
    int files = result.changedFiles().size();
    if (files > 0 || counts == Counts.ALL) {
      parts.add(Figures.count(files, "file") + " changed");
    }
    int commits = result.commits().size();
    if (commits > 0 || counts == Counts.ALL) {
      parts.add(Figures.count(commits, "commit"));
    }
    parts.add(
        Figures.tokens(result.usage().inputTokens())
            + " tokens in, "
            + Figures.tokens(result.usage().outputTokens())
            + " out");
    if (result.costUsd() > 0) {
      parts.add(Figures.cost(result.costUsd()));
    }
    parts.add(Figures.duration(result.took()));
    return Line.of(Role.FAINT, String.join(glyphs.dot(), parts));
  }
}
