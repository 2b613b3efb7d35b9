package dev.vibe.app.interactive;

import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.SessionExtensions;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.VibePaths;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.repl.Inbox;
import dev.vibe.repl.InteractiveSession;
import dev.vibe.repl.Look;
import dev.vibe.repl.edit.Vi;
import dev.vibe.repl.state.Facts;
import dev.vibe.repl.state.Input;
import dev.vibe.repl.state.SlashCommand;
import dev.vibe.skill.PromptFiles;
import dev.vibe.skill.PromptFiles.PromptFile;
import dev.vibe.view.Channel;
import dev.vibe.view.ColorPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * Handler of {@code vibe} at a terminal: a session. Draws first; the repository and the model come
 * when they come.
 */
public final class Interactive {

  private final HostEnvironment host;
  private final SessionPlan plan;

  /** Style in which a session is shown. */
  public enum Style {
    USUAL,
    /** Lines only, nothing is redrawn. */
    PLAIN
  }

  public Interactive(HostEnvironment host, SessionPlan plan) {
    this.host = host;
    this.plan = plan;
  }

  /**
   * Ending of a session.
   *
   * @param wantsSetUp whether it was left for the questions of a first configuration
   */
  public record Ended(ExitCode exitCode, boolean wantsSetUp) {}

  /** What is wrong where a session is wanted and there is no terminal. */
  public static Problem noTerminal(RunOptions.Prompt prompt) {
    return prompt instanceof RunOptions.Prompt.TextOnly(String text) && !text.isEmpty()
        ? new Problem(
            ProblemCode.USAGE,
            "a prompt needs -p where input or output is no terminal",
            "",
            "vibe -p \"" + text.replace("\"", "\\\"") + "\"")
        : new Problem(
            ProblemCode.USAGE,
            "nothing to do: there is no prompt",
            "",
            "vibe -p \"what to do\"   or   vibe demo   or   vibe --help");
  }

  /** Until the user leaves. */
  public Ended run(Style style) {
    Inbox inbox = new Inbox();
    LocalSessionBackend backend = new LocalSessionBackend(host, plan, inbox);
    InteractiveSession session = session(style, backend, inbox);
    host.stop()
        .attach(
            as -> {
              session.restore();
              inbox.add(new Input.Terminated(as));
            });
    ExitCode exitCode = session.run();
    return new Ended(exitCode, backend.wantsSetUp());
  }

  private InteractiveSession session(Style style, LocalSessionBackend backend, Inbox inbox) {
    InteractiveSession.Start start =
        new InteractiveSession.Start(facts(), commands(), firstPrompt(), history(), vi());
    boolean isDumb = host.environment().getOrDefault("TERM", "dumb").equals("dumb");
    if (style == Style.PLAIN || isDumb) {
      return ofLines(start, backend, inbox);
    }
    ColorPolicy colors = new ColorPolicy(plan.config().color(), host.environment());
    Look look =
        new Look(colors.palette(Channel.Target.TERMINAL), plan.config().theme(), withoutKeys());
    try {
      return InteractiveSession.atTerminal(start, backend, inbox, look, System::nanoTime);
    } catch (IOException e) {
      plan.notices()
          .add(
              new Problem(
                  ProblemCode.TERMINAL,
                  "cannot draw on the terminal; the session goes on in lines, as with --plain",
                  String.valueOf(e.getMessage()),
                  "install stty"));
      return ofLines(start, backend, inbox);
    }
  }

  private InteractiveSession ofLines(
      InteractiveSession.Start start, LocalSessionBackend backend, Inbox inbox) {
    InteractiveSession.Lines lines =
        new InteractiveSession.Lines(host.streams().in(), host.out(), withoutKeys());
    return InteractiveSession.ofLines(start, backend, inbox, lines, System::nanoTime);
  }

  /** What other programs get, such as the user's editor. */
  private Map<String, String> withoutKeys() {
    Map<String, String> environment = new HashMap<>(host.environment());
    environment.keySet().removeAll(plan.config().secretVariables());
    return environment;
  }

  private Vi vi() {
    return switch (plan.config().promptKeys()) {
      case EMACS -> Vi.OFF;
      case VI -> Vi.INSERTING;
    };
  }

  private Facts facts() {
    return new Facts(
        new Facts.Place(
            host.version(),
            shortened(plan.workspace().root()),
            new Preparation(host).trustInWords(plan.options().where()).orElse("")),
        new Facts.Connection("", "", plan.sessionId()),
        plan.mode(),
        Facts.UNSEEN,
        Facts.Repository.NONE);
  }

  private String shortened(Path folder) {
    Path home = host.home();
    return folder.startsWith(home) && !folder.equals(home)
        ? "~/" + home.relativize(folder)
        : folder.toString();
  }

  private List<SlashCommand> commands() {
    List<SlashCommand> commands = new ArrayList<>(SlashCommand.builtins());
    Path root = plan.workspace().root();
    Optional<Path> project =
        plan.options().where().isTrusted()
            ? Optional.of(VibePaths.projectFolder(root))
            : Optional.empty();
    Set<String> ours =
        commands.stream().map(SlashCommand::name).collect(Collectors.toUnmodifiableSet());
    PromptFiles.of(ours, host.paths().configDir(), project, root).stream()
        .forEach(file -> add(file, commands));
    SessionExtensions.commands(host, plan).forEach(file -> add(file, commands));
    SessionExtensions.prompts(host, plan)
        .forEach(each -> commands.add(SlashCommand.ofServer(each.command(), each.doc())));
    return commands;
  }

  /** Of two of one name the first counts. */
  private static void add(PromptFile file, List<SlashCommand> commands) {
    if (commands.stream().noneMatch(command -> command.name().equals(file.name()))) {
      commands.add(SlashCommand.custom(file.name(), file.doc(), file.body()));
    }
  }

  private String firstPrompt() {
    return switch (plan.options().prompt()) {
      case RunOptions.Prompt.Text(String text) -> text;
      case RunOptions.Prompt.TextOnly(String text) -> text;
      case RunOptions.Prompt.Recorded(String title) -> title;
      case RunOptions.Prompt.StandardInput(), RunOptions.Prompt.FromFile(Path _, boolean _) -> "";
    };
  }

  /** One file a folder, named by its last part and a number that tells it from its namesakes. */
  private Path history() {
    Path root = plan.workspace().root();
    CRC32C crc = new CRC32C();
    crc.update(root.toString().getBytes(StandardCharsets.UTF_8));
    String name = root.getFileName() == null ? "root" : root.getFileName().toString();
    return host.state()
        .path()
        .resolve("history")
        .resolve(name + "-" + Long.toHexString(crc.getValue()));
  }
}
