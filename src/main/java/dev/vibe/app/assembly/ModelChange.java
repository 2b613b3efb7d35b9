package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.Config;
import dev.vibe.config.ConfigLoader;
import dev.vibe.config.ConfigResult;
import dev.vibe.config.FlagValue;
import dev.vibe.config.LoadRequest;
import dev.vibe.config.Project;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.VibeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Change of a session to another model, as if it had been named on the command line. */
final class ModelChange {

  private static final String SETTING = "model";

  private ModelChange() {}

  /**
   * The task with the model's name in its configuration.
   *
   * @throws VibeException (usage) when the configuration cannot take it
   */
  static SessionPlan to(SessionPlan plan, HostEnvironment host, String name) {
    RunOptions before = plan.options();
    List<FlagValue> flags = new ArrayList<>(before.flags());
    flags.removeIf(flag -> flag.key().equals(SETTING));
    flags.add(new FlagValue(SETTING, "/model", name));
    RunOptions options =
        new RunOptions(
            before.prompt(),
            before.where(),
            new RunOptions.Model.Configured(),
            before.changes(),
            before.output(),
            flags,
            before.beginning());
    return new SessionPlan(
        options,
        config(plan, host, options),
        plan.workspace(),
        plan.session(),
        plan.notices(),
        plan.handed());
  }

  /** The name by which the model was chosen; empty when the configuration chose it. */
  static String chosen(SessionPlan plan) {
    return plan.options().flags().stream()
        .filter(flag -> flag.key().equals(SETTING))
        .map(FlagValue::text)
        .findFirst()
        .orElse("");
  }

  private static Config config(SessionPlan plan, HostEnvironment host, RunOptions options) {
    Path root = plan.workspace().root();
    Project project =
        options.where().isTrusted() ? new Project.Trusted(root) : new Project.Untrusted(root);
    LoadRequest request =
        new LoadRequest(host.paths(), project, host.environment(), options.flags());
    return switch (ConfigLoader.load(request)) {
      case ConfigResult.Valid valid -> valid.config();
      case ConfigResult.Invalid(List<Problem> problems) ->
          throw new VibeException(ExitCode.USAGE, problems.getFirst());
    };
  }
}
