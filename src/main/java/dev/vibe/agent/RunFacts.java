package dev.vibe.agent;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolNames;
import dev.vibe.conversation.ToolResult;
import dev.vibe.exec.shell.IdleCommand;
import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Facts of a conversation that an answer can be held against.
 *
 * @param hasActed whether something other than looking was done, or shown in a dry run
 * @param mayHaveCommitted whether a commit was made, or a command ran that may have made one
 * @param wasRefused whether a rule or a person said no to something
 * @param endedBadly whether the last command failed
 * @param wasOrdered whether the user asked for a change
 * @param changed files that this run has changed
 */
record RunFacts(
    boolean hasActed,
    boolean mayHaveCommitted,
    boolean wasRefused,
    boolean endedBadly,
    boolean wasOrdered,
    List<String> changed) {

  RunFacts {
    changed = List.copyOf(changed);
  }

  private static final Set<String> LOOKING =
      Set.of(
          ToolNames.READ_FILE, ToolNames.GREP, ToolNames.GLOB, ToolNames.TODO, ToolNames.ASK_USER);

  static RunFacts of(List<Message> messages, boolean wasOrdered, List<String> changed) {
    boolean hasActed = false;
    boolean mayHaveCommitted = false;
    boolean wasRefused = false;
    boolean endedBadly = false;
    Map<CallId, String> commands = new HashMap<>();
    for (Message message : messages) {
      switch (message) {
        case Message.User u -> {}
        case Message.Assistant said ->
            said.calls().forEach(call -> commands.put(call.id(), command(call)));
        case Message.ToolResults(List<ToolResult> results) -> {
          for (ToolResult result : results) {
            String command = commands.getOrDefault(result.callId(), "");
            boolean looks = LOOKING.contains(result.toolName()) || IdleCommand.is(command);
            wasRefused |= result.outcome() == ToolResult.Outcome.DENIED;
            if (!looks && !result.isError() && !result.isAlreadyDone()) {
              hasActed = true;
              mayHaveCommitted |=
                  result.toolName().equals(ToolNames.GIT_COMMIT) || command.contains("git");
              if (result.toolName().equals(ToolNames.BASH)) {
                endedBadly =
                    result.facts().stream().anyMatch(fact -> fact instanceof ToolFact.EndedBadly);
              }
            }
          }
        }
      }
    }
    return new RunFacts(hasActed, mayHaveCommitted, wasRefused, endedBadly, wasOrdered, changed);
  }

  /** Of a call that runs one; else empty. */
  private static String command(ToolCall call) {
    if (!call.name().equals(ToolNames.BASH)) {
      return "";
    }
    try {
      return JsonTree.read(call.arguments().text()) instanceof Map<?, ?> map
              && map.get("command") instanceof String command
          ? command
          : "";
    } catch (JsonShapeException e) {
      return ""; // it was not run
    }
  }
}
