package dev.vibe.app.command;

import dev.vibe.app.assembly.ModelSource;
import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.Preparation.Prepared;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.assembly.TaskModels;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.run.HealRun;
import dev.vibe.app.run.PipedLog;
import dev.vibe.app.run.RunSinks;
import dev.vibe.app.run.Watchdog;
import dev.vibe.approval.Mode;
import dev.vibe.config.ConfigKey;
import dev.vibe.config.FlagValue;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.task.heal.Healer;
import dev.vibe.task.heal.Protection;
import dev.vibe.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Handler of {@code vibe heal}: prepares as a one-shot run does, then heals. */
public final class HealCommand {

  private static final String MODE = "mode";

  /** What a rule on commands says letter by letter. */
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./ '\"-]{1,200}");

  private final HostEnvironment host;
  private final Preparation preparation;

  /**
   * Options of a healing.
   *
   * @param command for the shell; empty for the last one that failed here
   * @param hint what the user says of it; may be empty
   * @param most attempts
   */
  public record Options(
      String command,
      String hint,
      int most,
      Healer.Rest rest,
      TestEdits edits,
      HealRun.Telling telling,
      RunOptions run) {

    private Options naming(String found) {
      return new Options(found, hint, most, rest, edits, telling, run);
    }
  }

  /** Choice of whether tests and their like may be changed. */
  public enum TestEdits {
    REFUSED,
    ALLOWED
  }

  public HealCommand(HostEnvironment host, Preparation preparation) {
    this.host = host;
    this.preparation = preparation;
  }

  /** The exit code; the result was shown when this returns. */
  public int run(Options asked) {
    RunOptions given = asked.run();
    try (Watchdog watchdog = Watchdog.overTakingBack(host, given.output())) {
      return new PreparedRun(host).run(given, watchdog, workspace -> opened(asked, workspace));
    }
  }

  private PreparedRun.Opened opened(Options asked, Workspace workspace) {
    Options options = asked.command().isEmpty() ? found(asked, workspace) : asked;
    return new PreparedRun.Opened(
        prepared(allowing(options), workspace),
        (plan, sinks, watchdog) -> heal(options, plan, sinks, watchdog));
  }

  private Options found(Options asked, Workspace workspace) {
    String log = asked.run().prompt() instanceof RunOptions.Prompt.Text ? PipedLog.read(host) : "";
    return asked.naming(new LastFailure(host, workspace.root()).command(log));
  }

  /** The model may run the command that it is to make pass. */
  private static RunOptions allowing(Options options) {
    RunOptions run = options.run();
    if (!PLAIN.matcher(options.command()).matches()) {
      return run;
    }
    RunOptions.Changes changes = run.changes();
    List<String> allowed = new ArrayList<>(changes.allowed());
    allowed.add("bash(" + options.command() + ")");
    return new RunOptions(
        run.prompt(),
        run.where(),
        run.model(),
        new RunOptions.Changes(
            false, false, false, changes.allowsSecrets(), false, allowed, changes.hosts()),
        run.output(),
        run.flags(),
        run.beginning());
  }

  /** To heal is to edit, so the mode is raised as {@code --auto-commit} raises it. */
  private Prepared prepared(RunOptions given, Workspace workspace) {
    Prepared prepared = preparation.unasked(given, workspace);
    if (!(prepared instanceof Prepared.Ready(SessionPlan plan))
        || plan.mode().compareTo(Mode.ACCEPT_EDITS) >= 0) {
      return prepared;
    }
    boolean isChosen = given.flags().stream().anyMatch(flag -> flag.key().equals(MODE));
    if (isChosen || plan.config().isManaged(ConfigKey.of(MODE))) {
      return new Prepared.Misconfigured(
          List.of(
              new Problem(
                  ProblemCode.USAGE,
                  "nothing can be healed in mode " + plan.mode().label(),
                  "a fix is an edit, and nobody is asked about those of a healing",
                  "--mode accept-edits or auto")));
    }
    List<FlagValue> flags = new ArrayList<>(given.flags());
    flags.add(new FlagValue(MODE, "vibe heal", Mode.ACCEPT_EDITS.label()));
    return preparation.unasked(
        new RunOptions(
            given.prompt(),
            given.where(),
            given.model(),
            given.changes(),
            given.output(),
            flags,
            given.beginning()),
        workspace);
  }

  private int heal(Options options, SessionPlan plan, RunSinks sinks, Watchdog watchdog)
      throws InterruptedException {
    Healer.Terms terms =
        new Healer.Terms(
            options.command(),
            options.most(),
            options.rest(),
            switch (options.edits()) {
              case REFUSED -> Protection.of(options.command());
              case ALLOWED -> Protection.none();
            },
            options.hint());
    ModelSource models = new TaskModels(host);
    return new HealRun(host, plan, sinks, watchdog, terms, options.telling())
        .run(models)
        .exitCode()
        .code();
  }
}
