package dev.vibe.hook;

import dev.vibe.json.Json;
import dev.vibe.text.ControlChars;
import dev.vibe.text.Truncation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Set of the hooks of a session. Runs those of an event one after the other, until one blocks.
 * Thread-safe as far as its runner is.
 */
public final class HookSet {

  /** Those of a session without any. */
  public static final HookSet NONE = new HookSet(List.of(), (hook, input) -> Ended.NOTHING);

  /** Of what a hook says, as much as a model should read of it. */
  private static final Truncation.Keep OUTPUT = new Truncation.Keep(8_000, 2_000);

  private final List<Hook> all;
  private final Runner runner;

  /** Port to whoever starts the command of a hook. */
  @FunctionalInterface
  public interface Runner {

    /**
     * Blocks until it has ended, at most as long as it may take. Never throws.
     *
     * @param input a JSON object on one line, for its standard input
     */
    Ended run(Hook hook, String input);
  }

  /**
   * End of a command.
   *
   * @param exitCode of the shell; that of a command that was stopped or cannot be started is none
   *     that means anything
   */
  public record Ended(int exitCode, String output) {

    static final Ended NOTHING = new Ended(0, "");
  }

  public HookSet(List<Hook> all, Runner runner) {
    this.all = List.copyOf(all);
    this.runner = runner;
  }

  /** Whether anything is to be run at an event. */
  public boolean has(HookEvent event) {
    return all.stream().anyMatch(hook -> hook.event() == event);
  }

  /** Runs those of an event that is about no tool. */
  public HookAnswer run(HookEvent event, Map<String, Object> facts) {
    return run(event, "", List.of(), facts);
  }

  /**
   * Runs those of an event that are about a call. Blocks.
   *
   * @param files that the call names
   * @param facts for their standard input
   */
  public HookAnswer run(
      HookEvent event, String tool, List<String> files, Map<String, Object> facts) {
    HookAnswer answer = HookAnswer.NOTHING;
    for (Hook hook : all) {
      boolean isMeant = hook.event() == event && (tool.isEmpty() || hook.isAbout(tool, files));
      if (isMeant && answer.ruling() != HookAnswer.Ruling.BLOCK) {
        Ended ended = runner.run(hook, input(event, facts));
        String output =
            Truncation.chars(ControlChars.neutralise(ended.output()).strip(), OUTPUT).text();
        answer = answer.and(named(hook, HookAnswer.of(event, ended.exitCode(), output)));
      }
    }
    return answer;
  }

  private static HookAnswer named(Hook hook, HookAnswer answer) {
    return answer.ruling() == HookAnswer.Ruling.NONE
        ? answer
        : new HookAnswer(
            answer.ruling(),
            "the hook " + hook.name() + (answer.reason().isEmpty() ? "" : ": " + answer.reason()),
            answer.input(),
            answer.context());
  }

  /** With the names that hooks of other agents look for. */
  private static String input(HookEvent event, Map<String, Object> facts) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("event", event.word());
    all.put("hook_event_name", event.other());
    all.putAll(facts);
    return Json.write(all);
  }
}
