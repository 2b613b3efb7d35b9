package dev.vibe.app.command;

import dev.vibe.app.assembly.HookTrial;
import dev.vibe.app.assembly.Preparation;
import dev.vibe.app.assembly.SessionHooks;
import dev.vibe.app.assembly.SessionPlan;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.hook.Hook;
import dev.vibe.hook.HookAnswer;
import dev.vibe.json.Json;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Width;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Handler of {@code vibe hooks}. Blocks on disk, and a trial on its command. */
public final class HooksCommand {

  private final HostEnvironment host;
  private final SessionPlan plan;
  private final List<Problem> faults = new ArrayList<>();

  /**
   * Does nothing yet.
   *
   * @throws VibeException (usage) when there is no such folder, or the configuration cannot be used
   */
  public HooksCommand(HostEnvironment host, RunOptions.Where where) {
    this.host = host;
    Preparation preparation = new Preparation(host);
    this.plan = preparation.standing(preparation.remembered(where));
  }

  /** Act of the command. */
  public sealed interface Act {

    record Listed(OutputForm form) implements Act {}

    /** A hook is run as a session would run it, on a sample of what it would hear. */
    record Tried(String name, OutputForm form) implements Act {}
  }

  /**
   * Does it.
   *
   * @return {@link ExitCode#FAILED} when a hook cannot be used
   * @throws VibeException when there is no such hook
   */
  public ExitCode run(Act act) {
    List<Hook> hooks = SessionHooks.configured(host, plan, faults::add);
    switch (act) {
      case Act.Listed(OutputForm form) -> print(listed(hooks, form));
      case Act.Tried(String name, OutputForm form) -> print(tried(named(hooks, name), form));
    }
    return faults.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static Hook named(List<Hook> hooks, String name) {
    return hooks.stream()
        .filter(hook -> hook.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new VibeException(
                    ExitCode.USAGE,
                    new Problem(
                        ProblemCode.HOOK_INVALID,
                        "there is no hook " + name,
                        hooks.isEmpty()
                            ? "there are none"
                            : "there are: "
                                + hooks.stream().map(Hook::name).collect(Collectors.joining(", ")),
                        "vibe hooks list   lists them")));
  }

  private List<String> listed(List<Hook> hooks, OutputForm form) {
    return switch (form) {
      case JSON -> {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "hooks");
        object.put("hooks", hooks.stream().map(HooksCommand::fields).toList());
        object.put(
            "faults", faults.stream().map(fault -> fault.what() + ": " + fault.cause()).toList());
        yield List.of(Json.write(object));
      }
      case TEXT -> {
        List<String> lines = new ArrayList<>();
        int name = hooks.stream().mapToInt(hook -> Width.of(hook.name())).max().orElse(0);
        int event = hooks.stream().mapToInt(hook -> hook.event().word().length()).max().orElse(0);
        for (Hook hook : hooks) {
          lines.add(
              Width.pad(hook.name(), name)
                  + "  "
                  + Width.pad(hook.event().word(), event)
                  + "  "
                  + hook.origin().words()
                  + "  "
                  + hook.command());
        }
        if (lines.isEmpty()) {
          lines.add("no hooks; docs/hooks.md tells how one is set up");
        }
        faults.forEach(fault -> lines.add(fault.what() + ": " + fault.cause()));
        yield lines;
      }
    };
  }

  private static Map<String, Object> fields(Hook hook) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", hook.name());
    fields.put("event", hook.event().word());
    fields.put("command", hook.command());
    fields.put("origin", hook.origin().name().toLowerCase(Locale.ROOT));
    fields.put("timeout_s", hook.limit().toSeconds());
    return fields;
  }

  private List<String> tried(Hook hook, OutputForm form) {
    HookTrial.Outcome outcome = HookTrial.run(host, plan, hook);
    HookAnswer answer = outcome.answer();
    String ruling = answer.ruling().name().toLowerCase(Locale.ROOT);
    if (form == OutputForm.JSON) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("type", "hook_tried");
      object.put("name", hook.name());
      object.put("input", Json.object(outcome.input()));
      object.put("exit_code", outcome.exitCode());
      object.put("output", outcome.output());
      object.put("ruling", ruling);
      object.put("reason", answer.reason());
      object.put("context", answer.context());
      return List.of(Json.write(object));
    }
    List<String> lines = new ArrayList<>();
    lines.add("it hears: " + outcome.input());
    lines.add("exit code " + outcome.exitCode());
    outcome.output().lines().forEach(line -> lines.add("  " + line));
    lines.add(
        "which means: "
            + (answer.ruling() == HookAnswer.Ruling.NONE ? "nothing is decided" : ruling)
            + (answer.reason().isEmpty() ? "" : ", " + answer.reason())
            + (answer.context().isEmpty() ? "" : "; the model is told: " + answer.context()));
    return lines;
  }

  private void print(List<String> lines) {
    lines.forEach(line -> host.out().println(ControlChars.neutraliseLine(line)));
  }
}
