package dev.vibe.repl.state;

import dev.vibe.approval.Mode;
import dev.vibe.problem.ExitCode;
import dev.vibe.repl.state.Shown.Kind;
import dev.vibe.repl.state.SlashCommand.Builtin;
import dev.vibe.text.Figures;
import dev.vibe.text.NearestName;
import dev.vibe.text.Palette.Role;
import dev.vibe.text.Theme;
import dev.vibe.view.Line;
import dev.vibe.view.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Interpreter of what begins with a slash. */
final class SlashCommands {

  private static final Pattern COMMAND =
      Pattern.compile("/([A-Za-z][\\w:-]*)(?:\\s+(.*))?", Pattern.DOTALL);

  private static final String INIT =
      "Look at this repository and write an AGENTS.md for coding agents that work in it: what it"
          + " is, how to build, test and format it (with the exact commands), its layout, and the"
          + " conventions that one cannot guess. At most 60 lines, facts only. If there is an"
          + " AGENTS.md, improve it.";

  /** What needs no session behind the screen. */
  private static final Set<Builtin> AT_ONCE =
      Set.of(Builtin.HELP, Builtin.STATUS, Builtin.COST, Builtin.MODE, Builtin.COPY, Builtin.EXIT);

  private static final List<String> KEYS =
      List.of(
          "Enter|send; while something runs, the message waits",
          "Ctrl-X|say it to the model while it works",
          "Ctrl-J, \\ Enter|a new line",
          "Esc, Ctrl-C|stop what runs; Ctrl-C twice or Ctrl-D leaves",
          "Shift-Tab|the next mode",
          "Up, Ctrl-R|what was typed before; a waiting message back to edit",
          "@file|a file goes along; @file:10-40 only these lines, @folder/ its names",
          "!command|run it, and let the model see what it writes",
          "# text|note it for later sessions in this repository",
          "Ctrl-G|write in $VISUAL or $EDITOR",
          "Ctrl-O|any earlier call in full",
          "Ctrl-Z|suspend");

  /** Of a session without keys, in which each line is sent whole. */
  private static final List<String> LINE_KEYS =
      List.of(
          "a line|is sent; while something runs, it waits",
          "a line with \\ at its end|goes on with the next one",
          "yes, no, no and why|answers a question; an empty line shows more of a long one",
          "a number, or words|picks from a list; an empty line gives up",
          "Ctrl-C|stops what runs; twice it leaves, as Ctrl-D does",
          "@file|a file goes along; @file:10-40 only these lines, @folder/ its names",
          "!command|run it, and let the model see what it writes",
          "# text|note it for later sessions in this repository");

  /** They need a terminal that obeys. */
  private static final Set<String> OF_SCREENS = Set.of(Builtin.COPY.label(), Builtin.THEME.label());

  private SlashCommands() {}

  /** A path such as {@code /usr/bin} is none. */
  static boolean isCommand(String text) {
    return COMMAND.matcher(text).matches();
  }

  static Step run(SessionState state, String text, long now) {
    Matcher command = COMMAND.matcher(text);
    if (!command.matches()) {
      return RequestUpdate.send(state, text, now);
    }
    String name = command.group(1);
    String arguments = command.group(2) == null ? "" : command.group(2).strip();
    Optional<SlashCommand> custom =
        state.composer().known().commands().stream()
            .filter(spec -> spec.isCustom() && spec.name().equals(name))
            .findFirst();
    if (custom.isPresent()) {
      return RequestUpdate.send(state, custom.get().expanded(arguments), now);
    }
    if (state.composer().known().commands().stream()
        .anyMatch(spec -> spec.isOfServer() && spec.name().equals(name))) {
      return request(
          echoed(state, text), "asking the server", new Request.UsePrompt(name, arguments), now);
    }
    return Arrays.stream(Builtin.values())
        .filter(builtin -> builtin.label().equalsIgnoreCase(name) || isAlias(builtin, name))
        .findFirst()
        .map(
            builtin ->
                waits(state) && !AT_ONCE.contains(builtin) && !connects(state, builtin)
                    ? RequestUpdate.send(state, text, now) // waits as a prompt would
                    : run(
                        sends(builtin, arguments) ? Step.of(state) : echoed(state, text),
                        builtin,
                        arguments,
                        now))
        .orElseGet(() -> unknown(state, name));
  }

  /**
   * Whether a command that the session behind the screen carries out waits for its turn. Behind a
   * short request it does, because what that printed last may be read, and answered by a command,
   * an instant before it has ended. A run may take long, and says so instead.
   */
  private static boolean waits(SessionState state) {
    return switch (state.activity()) {
      case Activity.Starting s -> true;
      case Activity.Busy b -> true;
      case Activity.Running r -> false;
      case Activity.Idle i -> false;
    };
  }

  /** Whether it may give a session the model that it lacks. */
  private static boolean connects(SessionState state, Builtin builtin) {
    return builtin == Builtin.MODEL && state.activity().lacksModel();
  }

  /** Whether what stands behind the command is sent as it is, and shown then. */
  private static boolean sends(Builtin builtin, String arguments) {
    return builtin == Builtin.PLAN && !arguments.isEmpty();
  }

  private static boolean isAlias(Builtin builtin, String name) {
    return builtin == Builtin.EXIT && name.equals("quit");
  }

  private static Step echoed(SessionState state, String text) {
    return Step.of(state).print(Kind.USER, Line.foreign(Role.FAINT, "> " + text));
  }

  private static Step unknown(SessionState state, String name) {
    List<String> names =
        state.composer().known().commands().stream().map(SlashCommand::name).toList();
    String hint =
        NearestName.among(names, name).map(near -> "; did you mean /" + near + "?").orElse("");
    return Step.of(state).warn("there is no command /" + name + hint + "  (/help lists them)");
  }

  private static Step run(Step echo, Builtin builtin, String arguments, long now) {
    SessionState state = echo.state();
    return switch (builtin) {
      case HELP -> echo.print(Kind.NOTE, help(state));
      case STATUS -> echo.print(Kind.NOTE, status(state));
      case COST -> echo.print(Kind.NOTE, cost(state));
      case MODE -> mode(echo, arguments);
      case THEME -> theme(echo, arguments);
      case COPY ->
          state.shown().answer().isEmpty()
              ? echo.note("there is no answer yet")
              : echo.note("the last answer is in the clipboard, if the terminal allows it")
                  .act(new Action.Copy(state.shown().answer()));
      case EXIT -> echo.act(new Action.Leave(ExitCode.DONE));
      case PLAN -> plan(echo, arguments, now);
      case COMMIT -> request(echo, "committing", new Request.Commit(arguments), now);
      case INIT -> init(echo, now);
      case FIX -> request(echo, "running it", new Request.Fix(arguments), now);
      case VERIFY -> request(echo, "looking", new Request.Verify(arguments), now);
      case GOAL ->
          arguments.isBlank()
              ? echo.warn("/goal needs a condition, or !COMMAND")
              : request(echo, "beginning", new Request.Goal(arguments.strip()), now);
      case MODEL -> request(echo, "asking for models", new Request.UseModel(arguments), now);
      case PERMISSIONS ->
          request(echo, "reading", new Request.ShowPermissions(state.facts().mode()), now);
      case MCP -> request(echo, "looking", new Request.ShowServers(), now);
      case JOBS -> request(echo, "looking", new Request.ShowJobs(), now);
      case WORKTREE -> request(echo, "looking", new Request.ShowWorktrees(), now);
      case CONFIG -> request(echo, "reading", new Request.ShowConfiguration(), now);
      case DIFF -> diff(echo, arguments, now);
      case UNDO -> undo(echo, arguments, now);
      case REDO -> request(echo, "redoing", new Request.Redo(), now);
      case REWIND -> request(echo, "looking back", new Request.OfferPrompts(), now);
      case DOCTOR -> doctor(echo, arguments, now);
      case CLEAR -> request(echo, "starting anew", new Request.Clear(), now);
      case RESUME -> request(echo, "looking for sessions", new Request.Resume(arguments), now);
      case RENAME ->
          arguments.isEmpty()
              ? echo.warn("/rename needs a title")
              : request(echo, "renaming", new Request.Rename(arguments), now);
      case MEMORY -> request(echo, "remembering", new Request.Memory(arguments), now);
      case CONTEXT -> request(echo, "counting", new Request.ShowContext(), now);
      case COMPACT ->
          request(echo, "compacting the conversation", new Request.Compact(arguments), now);
    };
  }

  private static Step request(Step echo, String what, Request request, long now) {
    boolean isFree =
        echo.state().activity() instanceof Activity.Idle || echo.state().activity().lacksModel();
    if (!isFree) {
      return echo.warn("not while something runs; Esc ends it");
    }
    return echo.then(state -> RequestUpdate.ask(state, what, request, now));
  }

  /** Proposes how changes are verified, to the model and to the person. */
  private static Step init(Step echo, long now) {
    String command = echo.state().facts().repository().verification();
    return command.isEmpty()
        ? echo.then(s -> RequestUpdate.send(s, INIT, now))
        : echo.note(
                "to have each change verified: /verify "
                    + command
                    + ", or verify = \""
                    + command
                    + "\" in the configuration")
            .then(
                s ->
                    RequestUpdate.send(
                        s,
                        INIT
                            + " By its build files, `"
                            + command
                            + "` verifies a change: name that if it is right.",
                        now));
  }

  private static Step undo(Step echo, String turns, long now) {
    return turns.isEmpty() || turns.matches("[1-9][0-9]{0,5}")
        ? request(
            echo, "undoing", new Request.Undo(turns.isEmpty() ? 0 : Integer.parseInt(turns)), now)
        : echo.warn("/undo takes a number of turns, or nothing");
  }

  private static Step diff(Step echo, String arguments, long now) {
    return switch (arguments) {
      case "" ->
          request(echo, "comparing", new Request.ShowDiff(Request.ShowDiff.Changes.SESSION), now);
      case "all" ->
          request(
              echo, "comparing", new Request.ShowDiff(Request.ShowDiff.Changes.UNCOMMITTED), now);
      default -> echo.warn("/diff takes \"all\" or nothing");
    };
  }

  private static Step doctor(Step echo, String arguments, long now) {
    return switch (arguments) {
      case "" -> request(echo, "checking", new Request.CheckUp(Request.CheckUp.Reach.HERE), now);
      case "endpoint", "--endpoint" ->
          request(echo, "checking", new Request.CheckUp(Request.CheckUp.Reach.ENDPOINT), now);
      default -> echo.warn("/doctor takes \"endpoint\" or nothing");
    };
  }

  private static Step mode(Step echo, String arguments) {
    List<String> labels = Arrays.stream(Mode.values()).map(Mode::label).toList();
    if (arguments.isEmpty()) {
      return echo.note(
          "mode " + echo.state().facts().mode().label() + " of " + String.join(", ", labels));
    }
    if (!labels.contains(arguments)) {
      return echo.warn(
          "there is no mode "
              + arguments
              + NearestName.among(labels, arguments)
                  .map(n -> "; did you mean " + n + "?")
                  .orElse(""));
    }
    return echo.then(state -> RequestUpdate.changeMode(state, Mode.of(arguments)));
  }

  private static Step theme(Step echo, String name) {
    return Arrays.stream(Theme.values())
        .filter(theme -> theme.label().equals(name))
        .findFirst()
        .map(theme -> echo.act(new Action.UseTheme(theme)))
        .orElseGet(() -> echo.note("/theme takes one of " + String.join(", ", Theme.labels())));
  }

  private static Step plan(Step echo, String arguments, long now) {
    Step mode = echo.then(state -> RequestUpdate.changeMode(state, Mode.PLAN));
    return arguments.isEmpty()
        ? mode.note("plan mode: nothing is changed; say what to plan")
        : mode.then(state -> RequestUpdate.send(state, arguments, now));
  }

  private static List<Line> help(SessionState state) {
    List<Line> lines = new ArrayList<>();
    for (SlashCommand spec : state.composer().known().commands()) {
      if (state.size().isEndless() && OF_SCREENS.contains(spec.name())) {
        continue;
      }
      String head = "/" + spec.name() + " " + spec.arguments();
      lines.add(pair(head, spec.doc(), 20));
    }
    lines.add(Line.EMPTY);
    (state.size().isEndless() ? LINE_KEYS : KEYS)
        .forEach(
            row -> {
              String[] parts = row.split("\\|", 2);
              lines.add(pair(parts[0], parts[1], 20));
            });
    return wrapped(lines, state);
  }

  private static List<Line> status(SessionState state) {
    Facts facts = state.facts();
    Facts.Repository git = facts.repository();
    return wrapped(
        List.of(
            pair("version", facts.version(), 10),
            pair("session", facts.sessionId(), 10),
            pair(
                "folder",
                facts.folder() + (facts.trust().isEmpty() ? "" : ", " + facts.trust()),
                10),
            pair("model", facts.model() + " at " + facts.endpoint(), 10),
            pair(
                "read",
                facts.instructions().isEmpty()
                    ? "no AGENTS.md"
                    : String.join(", ", facts.instructions()),
                10),
            pair("mode", facts.mode().label(), 10),
            pair(
                "git",
                git.branch().isEmpty()
                    ? "no repository"
                    : git.branch() + ", " + Figures.count(git.dirty(), "changed file"),
                10)),
        state);
  }

  private static List<Line> cost(SessionState state) {
    Spent spent = state.spent();
    return wrapped(
        List.of(
            pair(
                "tokens in",
                Figures.tokens(spent.total().inputTokens())
                    + " ("
                    + Figures.tokens(spent.total().cachedTokens())
                    + " cached)",
                12),
            pair("tokens out", Figures.tokens(spent.total().outputTokens()), 12),
            pair(
                "cost",
                spent.costUsd() > 0 ? Figures.cost(spent.costUsd()) : "no price is known",
                12)),
        state);
  }

  private static Line pair(String head, String text, int column) {
    String left = head.length() < column ? head + " ".repeat(column - head.length()) : head + "  ";
    return Line.of(Span.foreign(Role.ACCENT, left), Span.foreign(Role.TEXT, text))
        .hanging(column)
        .after("  ");
  }

  private static List<Line> wrapped(List<Line> lines, SessionState state) {
    return lines.stream().flatMap(line -> line.wrapped(state.room()).stream()).toList();
  }
}
