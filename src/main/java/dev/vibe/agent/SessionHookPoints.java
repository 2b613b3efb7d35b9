package dev.vibe.agent;

import dev.vibe.approval.Question;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.event.Event;
import dev.vibe.event.EventBus;
import dev.vibe.hook.HookAnswer;
import dev.vibe.hook.HookAnswer.Ruling;
import dev.vibe.hook.HookEvent;
import dev.vibe.hook.HookSet;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Points of a session at which its user's hooks are run, and what comes of their answers. A session
 * without hooks does nothing here. Owned by the session's thread, but for notifications.
 */
final class SessionHookPoints {

  /** How often a hook may have a run go on. */
  private static final int MOST_GOING_ON = 5;

  private final HookSet hooks;
  private final EventBus bus;
  private final Interrupts interrupts;
  private final String folder;
  private final List<String> words = new ArrayList<>();
  private boolean hasBegun;
  private int goingOn;

  SessionHookPoints(HookSet hooks, EventBus bus, Interrupts interrupts, String folder) {
    this.hooks = hooks;
    this.bus = bus;
    this.interrupts = interrupts;
    this.folder = folder;
  }

  /** Prompt that has passed the hooks, or why it has not. */
  sealed interface Begun {

    record Prompt(Message.User message) implements Begun {}

    record Refused(Stop stop) implements Begun {}
  }

  /** A run begins. */
  Begun prompt(Message.User prompt) {
    goingOn = 0;
    words.clear();
    List<String> context = new ArrayList<>();
    if (!hasBegun) {
      hasBegun = true;
      context.add(run(HookEvent.SESSION_START, Map.of("source", "startup")).context());
    }
    HookAnswer answer = run(HookEvent.USER_PROMPT, Map.of("prompt", ChangeOrder.words(prompt)));
    if (answer.ruling() == Ruling.BLOCK) {
      return new Begun.Refused(
          new Stop(
              ExitCode.REFUSED,
              new Problem(
                  ProblemCode.HOOK_BLOCKED,
                  "the prompt was not sent",
                  answer.reason(),
                  "change the prompt, or the hook; vibe hooks list shows them")));
    }
    context.add(answer.context());
    context.removeIf(String::isBlank);
    if (context.isEmpty()) {
      return new Begun.Prompt(prompt);
    }
    List<Part> parts = new ArrayList<>(prompt.parts());
    parts.add(new Part.Attachment("hooks of the user", String.join("\n", context)));
    return new Begun.Prompt(new Message.User(parts));
  }

  /**
   * What hooks say before a call.
   *
   * @param call perhaps with another input
   * @param refusal for the model; empty when it may go on
   * @param answer whether it is to be asked about, or need not be
   */
  record BeforeCall(ToolCall call, Optional<String> refusal, HookAnswer answer) {}

  /** A call is about to be judged. */
  BeforeCall before(ToolCall call) {
    if (!hooks.has(HookEvent.PRE_TOOL)) {
      return new BeforeCall(call, Optional.empty(), HookAnswer.NOTHING);
    }
    Map<String, Object> input = input(call);
    HookAnswer answer =
        interrupts.during(
            () ->
                hooks.run(
                    HookEvent.PRE_TOOL,
                    call.name(),
                    files(input),
                    facts(Map.of("tool_name", call.name(), "tool_input", input))));
    told(answer);
    Optional<String> refusal =
        answer.ruling() == Ruling.BLOCK
            ? Optional.of("refused by " + answer.reason())
            : Optional.empty();
    ToolCall now =
        answer
            .input()
            .map(other -> new ToolCall(call.id(), call.name(), new RawJson(Json.write(other))))
            .orElse(call);
    return new BeforeCall(now, refusal, answer);
  }

  /** What is said against a call that a hook wants somebody to be asked about. */
  static Optional<Problem> objection(HookAnswer answer) {
    return answer.ruling() == Ruling.ASK
        ? Optional.of(
            new Problem(
                ProblemCode.HOOK_ASKS,
                "a hook wants a person to be asked",
                answer.reason(),
                "a hook that allows it; vibe hooks list shows them"))
        : Optional.empty();
  }

  /** A reply's calls were answered. */
  void after(List<ToolCall> calls, List<ToolResult> results) {
    if (!hooks.has(HookEvent.POST_TOOL)) {
      return;
    }
    for (int i = 0; i < Math.min(calls.size(), results.size()); i++) {
      ToolCall call = calls.get(i);
      Map<String, Object> input = input(call);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("tool_name", call.name());
      facts.put("tool_input", input);
      facts.put("tool_response", results.get(i).text());
      facts.put("is_error", results.get(i).isError());
      HookAnswer answer =
          interrupts.during(
              () -> hooks.run(HookEvent.POST_TOOL, call.name(), files(input), facts(facts)));
      told(answer);
      if (answer.ruling() == Ruling.BLOCK) {
        words.add(answer.reason());
      }
    }
  }

  /** What the model is to hear of hooks; once. */
  Optional<String> takeWords() {
    Optional<String> said =
        words.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", words));
    words.clear();
    return said;
  }

  /** Why a commit has to wait, for the model. */
  Optional<String> beforeCommit(String message) {
    HookAnswer answer = run(HookEvent.PRE_COMMIT, Map.of("message", message));
    return answer.ruling() == Ruling.BLOCK ? Optional.of(answer.reason()) : Optional.empty();
  }

  /** Why a run is not to end with an answer, for the model. */
  Optional<String> beforeEnd(String answer) {
    if (goingOn >= MOST_GOING_ON) {
      return Optional.empty();
    }
    HookAnswer said =
        run(HookEvent.STOP, Map.of("answer", answer, "stop_hook_active", goingOn > 0));
    if (said.ruling() != Ruling.BLOCK) {
      return Optional.empty();
    }
    goingOn++;
    return Optional.of(said.reason());
  }

  /** Whether the conversation may be compacted now. */
  boolean mayCompact(String trigger) {
    return run(HookEvent.COMPACTION, Map.of("trigger", trigger)).ruling() != Ruling.BLOCK;
  }

  /** A run is over, perhaps because something has stopped it. */
  void settled() {
    if (interrupts.isRequested() && hooks.has(HookEvent.INTERRUPT)) {
      HookAnswer _ = hooks.run(HookEvent.INTERRUPT, facts(Map.of()));
    }
  }

  /** A person is asked; nobody waits for the hook. */
  void asks(Question question) {
    if (hooks.has(HookEvent.NOTIFICATION)) {
      Map<String, Object> facts = facts(Map.of("message", question.title()));
      Thread.ofPlatform()
          .daemon()
          .name("hook-notification")
          .start(() -> hooks.run(HookEvent.NOTIFICATION, facts));
    }
  }

  private HookAnswer run(HookEvent event, Map<String, Object> more) {
    return hooks.has(event)
        ? interrupts.during(() -> hooks.run(event, facts(more)))
        : HookAnswer.NOTHING;
  }

  private void told(HookAnswer answer) {
    if (!answer.context().isBlank()) {
      words.add(answer.context());
    }
    if (answer.ruling() == Ruling.BLOCK) {
      bus.publish(new Event.Progressed(answer.reason()));
    }
  }

  private Map<String, Object> facts(Map<String, Object> more) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("session_id", bus.sessionId());
    facts.put("cwd", folder);
    facts.putAll(more);
    return facts;
  }

  /** With the name that hooks of other agents look for. */
  private static Map<String, Object> input(ToolCall call) {
    try {
      Map<String, Object> input = new LinkedHashMap<>(Json.object(call.arguments().text()));
      if (input.get("file") instanceof String file) {
        input.putIfAbsent("file_path", file);
      }
      return input;
    } catch (JsonShapeException e) {
      return Map.of();
    }
  }

  private static List<String> files(Map<String, Object> input) {
    List<String> files = new ArrayList<>();
    for (String name : List.of("file", "path", "files")) {
      switch (input.get(name)) {
        case String file -> files.add(file);
        case List<?> many -> many.forEach(file -> files.add(String.valueOf(file)));
        case null, default -> {}
      }
    }
    return files;
  }
}
