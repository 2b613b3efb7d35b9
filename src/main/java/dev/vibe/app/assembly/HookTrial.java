package dev.vibe.app.assembly;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.conversation.ToolNames;
import dev.vibe.exec.CommandRunner;
import dev.vibe.hook.Hook;
import dev.vibe.hook.HookAnswer;
import dev.vibe.hook.HookEvent;
import dev.vibe.hook.HookSet;
import dev.vibe.json.Json;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trial of a hook: runs it as a session would, on a sample of what it would hear. */
public final class HookTrial {

  private HookTrial() {}

  /**
   * What came of it.
   *
   * @param input what it was given
   * @param answer how that is understood
   */
  public record Outcome(String input, int exitCode, String output, HookAnswer answer) {}

  /** Runs it. Blocks as long as it may take. */
  public static Outcome run(HostEnvironment host, SessionPlan plan, Hook hook) {
    Path folder = host.state().path().resolve("hooks");
    CommandSetup setup = new CommandSetup(plan.config(), SandboxSetup.of(plan, host), folder);
    try (CommandRunner commands = setup.runner(plan.workspace())) {
      String input = Json.write(sample(hook.event(), plan));
      HookSet.Ended ended = SessionHooks.runner(plan, commands, folder).run(hook, input);
      String output = ended.output().strip();
      return new Outcome(
          input, ended.exitCode(), output, HookAnswer.of(hook.event(), ended.exitCode(), output));
    }
  }

  private static Map<String, Object> sample(HookEvent event, SessionPlan plan) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("event", event.word());
    facts.put("hook_event_name", event.other());
    facts.put("session_id", "sample");
    facts.put("cwd", plan.workspace().root().toString());
    switch (event) {
      case SESSION_START -> facts.put("source", "startup");
      case USER_PROMPT -> facts.put("prompt", "sample prompt");
      case PRE_TOOL, POST_TOOL -> {
        facts.put("tool_name", ToolNames.BASH);
        facts.put("tool_input", Map.of("command", "ls"));
        if (event == HookEvent.POST_TOOL) {
          facts.put("tool_response", "exit code 0");
          facts.put("is_error", false);
        }
      }
      case PRE_COMMIT -> facts.put("message", "Sample message");
      case STOP -> facts.put("answer", "sample answer");
      case COMPACTION -> facts.put("trigger", "full");
      case NOTIFICATION -> facts.put("message", "run ls");
      case INTERRUPT, SUBAGENT_STOP -> {}
    }
    return facts;
  }
}
