package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.config.HookSetting;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launch;
import dev.vibe.exec.OutputText;
import dev.vibe.exec.ProcessResult;
import dev.vibe.exec.shell.ShellWriter;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.PlainFile;
import dev.vibe.hook.Hook;
import dev.vibe.hook.Hook.Origin;
import dev.vibe.hook.Hook.ToolPattern;
import dev.vibe.hook.HookEvent;
import dev.vibe.hook.HookFile;
import dev.vibe.hook.HookSet;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Hooks of a session: which are set up, and how their commands are run. */
public final class SessionHooks {

  /** Of what a hook writes, in characters. */
  private static final int MOST_OUTPUT = 64 << 10;

  private SessionHooks() {}

  /**
   * Those of the configuration, of the user's {@code hooks.json}, and of what a trusted project
   * brings along. Blocks on disk.
   *
   * @param told of what cannot be used
   */
  public static List<Hook> configured(
      HostEnvironment host, SessionPlan plan, Consumer<Problem> told) {
    List<Hook> hooks = new ArrayList<>();
    for (HookSetting setting : plan.config().hooks()) {
      hook(setting, told).ifPresent(hooks::add);
    }
    for (HookFile file : files(host, plan)) {
      HookFile.Read read = file.read();
      read.faults().forEach(fault -> told.accept(invalid(file.file().toString(), fault)));
      hooks.addAll(read.hooks());
    }
    return hooks;
  }

  private static List<HookFile> files(HostEnvironment host, SessionPlan plan) {
    List<HookFile> files = new ArrayList<>();
    files.add(new HookFile(host.paths().configDir().resolve("hooks.json"), Origin.USER));
    Path root = plan.workspace().root();
    Path others = root.resolve(".claude/settings.json");
    if (plan.options().where().isTrusted() && PlainFile.isIn(root, others)) {
      files.add(new HookFile(others, Origin.PROJECT));
    }
    return files.stream().filter(file -> Files.exists(file.file())).toList();
  }

  private static Optional<Hook> hook(HookSetting setting, Consumer<Problem> told) {
    Optional<HookEvent> event = HookEvent.named(setting.event());
    if (event.isEmpty() || setting.command().isBlank()) {
      told.accept(
          invalid(
              "hooks." + setting.name(),
              event.isEmpty()
                  ? "its event is one of " + String.join(", ", HookEvent.words())
                  : "it has no command"));
      return Optional.empty();
    }
    return Optional.of(
        new Hook(
            setting.name(),
            event.get(),
            setting.command(),
            setting.tools().stream().<ToolPattern>map(ToolPattern.Named::new).toList(),
            setting.paths(),
            setting.limit().orElse(Hook.USUAL),
            setting.isOfProject() ? Origin.PROJECT : Origin.USER));
  }

  private static Problem invalid(String where, String why) {
    return new Problem(
        ProblemCode.HOOK_INVALID,
        "a hook cannot be used: " + where,
        why,
        "correct it there; docs/hooks.md has the form");
  }

  /** Those of a session, run by its commands. Blocks on disk. */
  static HookSet of(HostEnvironment host, SessionPlan plan, CommandRunner commands, Path inputs) {
    List<Hook> hooks = configured(host, plan, plan.notices()::add);
    return hooks.isEmpty() ? HookSet.NONE : new HookSet(hooks, runner(plan, commands, inputs));
  }

  /**
   * Runs hooks as commands that nobody looked at: confined where that can be.
   *
   * @param inputs folder for what they read
   */
  public static HookSet.Runner runner(SessionPlan plan, CommandRunner commands, Path inputs) {
    AtomicInteger count = new AtomicInteger();
    return (hook, input) -> {
      Path file = inputs.resolve("hook-" + count.incrementAndGet() + ".json");
      try {
        AtomicFile.write(file, input + "\n", Rights.OWNER_ONLY, Flush.SOMETIME);
        String line = "{ " + hook.command() + "\n} < " + ShellWriter.quoted(file.toString());
        ProcessResult result =
            commands.run(
                new CommandRequest(
                    line,
                    plan.workspace().root(),
                    hook.limit(),
                    false,
                    plan.config().confinesHooks() ? Launch.Reach.UNSEEN : Launch.Reach.OUTSIDE));
        boolean isOver = result.ending() == ProcessResult.Ending.EXITED;
        return new HookSet.Ended(
            isOver ? result.exitCode() : 1, OutputText.of(result.output(), MOST_OUTPUT));
      } catch (IOException e) {
        return new HookSet.Ended(1, "");
      } catch (VibeException e) {
        return new HookSet.Ended(1, e.problem().cause());
      } finally {
        delete(file);
      }
    };
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit(); // it goes with the session at the latest
    }
  }
}
