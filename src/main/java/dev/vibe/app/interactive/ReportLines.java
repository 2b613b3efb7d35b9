package dev.vibe.app.interactive;

import dev.vibe.app.assembly.RunWorktree;
import dev.vibe.app.command.WorktreeCommand;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.approval.Mode;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigListing;
import dev.vibe.config.RuleListing;
import dev.vibe.context.ContextUse;
import dev.vibe.context.compaction.TokenGauge;
import dev.vibe.exec.Jobs;
import dev.vibe.exec.ProcessResult;
import dev.vibe.git.commit.ChangedFile;
import dev.vibe.git.worktree.WorktreeState;
import dev.vibe.mcp.McpServers;
import dev.vibe.problem.Problem;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Durations;
import dev.vibe.text.Figures;
import dev.vibe.text.FileDiff;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.QuotedName;
import dev.vibe.text.Width;
import dev.vibe.view.DiffLines;
import dev.vibe.view.Line;
import dev.vibe.view.ScreenSize;
import dev.vibe.view.Span;
import dev.vibe.view.markdown.MarkdownStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Renderer of what commands of the session report, as lines. */
final class ReportLines {

  private static final int MOST_LINES = 400;

  /** Of one file, or of all that is not committed. */
  private static final int MOST_DIFF = 20_000;

  private static final int BAR = 40;

  /** The places of longer rules follow after two blanks instead of in the column. */
  private static final int WIDEST_RULE = 40;

  private ReportLines() {}

  /** The configuration in effect, and where each value is from. */
  static List<Line> configuration(Config config) {
    return plain(ConfigListing.linesWithOrigins(config));
  }

  static List<Line> plain(List<String> lines) {
    return lines.stream().map(line -> Line.foreign(Role.TEXT, line).after("  ")).toList();
  }

  /** One line a job: its number, how it is, what it is and where its output goes. */
  static List<Line> jobs(List<Jobs.Job> jobs) {
    if (jobs.isEmpty()) {
      return plain(List.of("no command was started in the background"));
    }
    return plain(jobs.stream().map(ReportLines::job).toList());
  }

  /** One line a server, and those of its tools. */
  static List<Line> servers(List<McpServers.Held> servers) {
    if (servers.isEmpty()) {
      return plain(List.of("no MCP servers; vibe mcp add NAME -- COMMAND, or NAME URL, adds one"));
    }
    List<String> lines = new ArrayList<>();
    for (McpServers.Held held : servers) {
      lines.add(
          held.server().name()
              + " ("
              + held.server().origin().words()
              + "), "
              + Figures.count(held.tools().size(), "tool")
              + (held.isListed()
                  ? ", ≈ "
                      + Figures.tokens(new TokenGauge().tokens(held.requestChars()))
                      + " tokens of each request"
                  : ", found by tool_search"));
      if (!held.tools().isEmpty()) {
        lines.add("  " + ControlChars.neutraliseLine(String.join(", ", held.tools())));
      }
    }
    return plain(lines);
  }

  /** The worktrees of the repository; the one that the session works in is marked. */
  static List<Line> worktrees(HostEnvironment host, Path folder) {
    List<WorktreeState> states = RunWorktree.all(host, folder).list();
    List<String> lines = WorktreeCommand.lines(states);
    boolean isIn = states.stream().anyMatch(state -> folder.startsWith(state.worktree().folder()));
    return plain(
        IntStream.range(0, lines.size())
            .mapToObj(
                at -> {
                  boolean isHere = isIn && folder.startsWith(states.get(at).worktree().folder());
                  return (isIn ? isHere ? "* " : "  " : "") + lines.get(at);
                })
            .toList());
  }

  private static String job(Jobs.Job job) {
    String state =
        switch (job.state()) {
          case RUNNING -> "runs for " + Durations.format(job.age());
          case ENDED -> "ended with exit code " + job.exitCode();
          case STOPPED -> "was ended";
        };
    return job.number()
        + "  "
        + job.command()
        + "  "
        + state
        + (job.file().isEmpty() ? "" : "; output in " + job.file());
  }

  static List<Line> problem(Problem problem) {
    return List.of(
        Line.foreign(
            Role.WARNING, problem.what() + ": " + problem.cause() + "; " + problem.remedy()));
  }

  static List<Line> permissions(Mode mode, List<RuleListing.Entry> rules) {
    Line decides = Line.of(Role.TEXT, "  mode " + mode.label() + ": " + mode.meaning());
    if (rules.isEmpty()) {
      return List.of(decides, Line.of(Role.TEXT, "  no rules: the mode decides"));
    }
    int widest = rules.stream().mapToInt(entry -> Width.of(entry.rule())).max().orElse(0);
    int column = Math.min(widest, WIDEST_RULE);
    List<Line> lines = new ArrayList<>(List.of(decides));
    for (RuleListing.Entry entry : rules) {
      lines.add(
          Line.of(
                  new Span(role(entry.kind()), Width.pad(entry.kind().label(), 6)),
                  Span.foreign(Role.TEXT, entry.rule()),
                  new Span(Role.TEXT, " ".repeat(Math.max(0, column - Width.of(entry.rule())) + 2)),
                  Span.foreign(Role.FAINT, entry.place()))
              .hanging(8)
              .after("  "));
    }
    lines.add(
        Line.of(Role.FAINT, "  taken out there, a rule is gone for sessions that begin later"));
    return lines;
  }

  private static Role role(RuleListing.Kind kind) {
    return switch (kind) {
      case DENY -> Role.REMOVED;
      case ASK -> Role.WARNING;
      case ALLOW -> Role.ADDED;
    };
  }

  /** What fills the window, as a bar; parts are estimated where the server counts only the sum. */
  static List<Line> context(ContextUse use) {
    List<Line> lines = new ArrayList<>();
    int filled = (int) Math.min(BAR, use.used() * BAR / use.window());
    lines.add(
        Line.of(
            new Span(Role.TEXT, "  "),
            new Span(Role.ACCENT, "█".repeat(filled)),
            new Span(Role.FAINT, "░".repeat(BAR - filled)),
            new Span(
                Role.TEXT,
                "  "
                    + Figures.tokens(use.used())
                    + " of "
                    + Figures.tokens(use.window())
                    + " tokens"
                    + (use.isWindowKnown() ? "" : ", as is assumed"))));
    use.parts().forEach(part -> row(lines, part.name(), part.tokens()));
    row(lines, "free", Math.max(0, use.window() - use.used()));
    return lines;
  }

  private static void row(List<Line> lines, String what, long tokens) {
    lines.add(
        Line.of(
            new Span(Role.ACCENT, "  " + Width.pad(what, 14)),
            new Span(Role.TEXT, "≈ " + Figures.tokens(tokens))));
  }

  static List<Line> diff(String text) {
    if (text.isBlank()) {
      return List.of(Line.of(Role.FAINT, "nothing is changed"));
    }
    List<Line> lines =
        MarkdownStream.EMPTY.feed("~~~~~~~~~~~~diff\n" + text + "\n", ScreenSize.ENDLESS).done();
    return bounded(lines.subList(1, lines.size()), MOST_DIFF);
  }

  /** What a session changed: each file with its counts and its lines. */
  static List<Line> changes(List<ChangedFile> files, UnaryOperator<String> secrets) {
    if (files.isEmpty()) {
      return List.of(
          Line.of(
              Role.FAINT,
              "this session changed nothing; /diff all shows whatever is not committed"));
    }
    List<Line> lines = new ArrayList<>();
    for (ChangedFile file : files) {
      FileDiff diff = file.change().mapped(secrets);
      lines.add(
          Line.of(
              Span.foreign(Role.STRONG, word(diff.kind()) + " " + QuotedName.of(diff.path())),
              new Span(Role.ADDED, "  +" + diff.added()),
              new Span(Role.REMOVED, " -" + diff.removed())));
      new DiffLines(DiffLines.Form.NUMBERS, MOST_DIFF)
          .of(diff)
          .forEach(line -> lines.add(line.after("  ")));
    }
    return lines;
  }

  private static String word(FileDiff.Kind kind) {
    return switch (kind) {
      case CREATED -> "created";
      case CHANGED -> "changed";
      case DELETED -> "deleted";
    };
  }

  static List<Line> output(ProcessResult result) {
    List<Line> lines = new ArrayList<>();
    text(result)
        .stripTrailing()
        .lines()
        .forEach(line -> lines.add(Line.foreign(Role.TEXT, Width.expandTabs(line, 8)).after("  ")));
    List<Line> shown = new ArrayList<>(bounded(lines, MOST_LINES));
    shown.add(Line.of(result.exitCode() == 0 ? Role.FAINT : Role.WARNING, "  " + ending(result)));
    return shown;
  }

  static String ending(ProcessResult result) {
    return switch (result.ending()) {
      case EXITED -> "exit code " + result.exitCode() + " · " + Figures.duration(result.took());
      case TIMED_OUT -> "ended by its time limit";
      case INTERRUPTED -> "interrupted";
      case RUNNING -> "running";
    };
  }

  static String text(ProcessResult result) {
    ProcessResult.Output output = result.output();
    return output.omittedLines() == 0 && output.tail().isEmpty()
        ? output.head()
        : output.head() + "\n… " + output.omittedLines() + " lines left out …\n" + output.tail();
  }

  private static List<Line> bounded(List<Line> lines, int most) {
    if (lines.size() <= most) {
      return lines;
    }
    List<Line> shown = new ArrayList<>(lines.subList(0, most));
    shown.add(Line.of(Role.FAINT, "… " + (lines.size() - most) + " more lines"));
    return shown;
  }
}
