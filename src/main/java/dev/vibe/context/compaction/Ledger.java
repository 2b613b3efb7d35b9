package dev.vibe.context.compaction;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.PlanPrompt;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ledger of what must not be lost of a conversation, whatever a model makes of the rest: read from
 * the record and from nobody's summary, so that it is the same after any number of compactions.
 *
 * @param said by the user, each once, in order
 * @param rules of the repository that came along with messages, by name
 * @param plan that the user accepted last; empty when none was
 * @param todo the list as it stands, a line each
 * @param files that edits have changed
 * @param commits what was committed, a line each
 * @param commands the last of them, and how each ended
 * @param answer what the model said last
 */
record Ledger(
    List<String> said,
    Map<String, String> rules,
    String plan,
    List<String> todo,
    List<String> files,
    List<String> commits,
    List<String> commands,
    String answer) {

  private static final int MOST_COMMANDS = 6;
  private static final int MOST_COMMITS = 20;
  private static final int LONGEST_LINE = 160;

  /** Names of files with instructions end like that. */
  private static final Set<String> INSTRUCTIONS = Set.of("AGENTS.md", "CLAUDE.md");

  Ledger {
    said = List.copyOf(said);
    todo = List.copyOf(todo);
    files = List.copyOf(files);
    commits = List.copyOf(commits);
    commands = List.copyOf(commands);
  }

  /** Of all that was said, with nothing left out. */
  static Ledger of(List<Message> whole) {
    Set<String> said = new LinkedHashSet<>();
    Map<String, String> rules = new LinkedHashMap<>();
    List<String> todo = List.of();
    String plan = "";
    String answer = "";
    for (Message message : whole) {
      switch (message) {
        case Message.User user -> {
          String text = text(user);
          var accepted = PlanPrompt.acceptedBy(text, answer);
          plan = accepted.orElse(plan);
          if (accepted.isEmpty() && !text.isBlank()) {
            said.remove(text);
            said.add(text);
          }
          rules.putAll(instructions(user));
        }
        case Message.Assistant assistant ->
            answer = assistant.text().isBlank() ? answer : assistant.text();
        case Message.ToolResults(List<ToolResult> results) -> todo = todo(results, todo);
      }
    }
    List<CallRecord> calls = CallRecord.of(whole);
    return new Ledger(
        List.copyOf(said),
        rules,
        plan,
        todo,
        calls.stream()
            .filter(call -> call.isEdit() && call.isPassed() && !call.target().isEmpty())
            .map(CallRecord::target)
            .distinct()
            .toList(),
        last(
            calls.stream()
                .filter(call -> call.isCommit() && call.isPassed())
                .map(call -> line(call.result().text()))
                .toList(),
            MOST_COMMITS),
        commands(calls),
        answer.strip());
  }

  private static String text(Message.User user) {
    return user.parts().stream()
        .map(part -> part instanceof Part.Text(String text) ? text : "")
        .filter(text -> !text.isBlank())
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static Map<String, String> instructions(Message.User user) {
    Map<String, String> found = new LinkedHashMap<>();
    for (Part part : user.parts()) {
      if (part instanceof Part.Attachment(String name, String text) && isInstructions(name)) {
        found.put(name, text.strip());
      }
    }
    return found;
  }

  /** Whether an attachment of this name is a file with instructions. */
  static boolean isInstructions(String name) {
    return INSTRUCTIONS.contains(name.substring(name.lastIndexOf('/') + 1));
  }

  private static List<String> todo(List<ToolResult> results, List<String> before) {
    List<String> now = before;
    for (ToolResult result : results) {
      for (ToolFact fact : result.facts()) {
        if (fact instanceof ToolFact.TodoList(List<ToolFact.Step> steps)) {
          now = steps.stream().map(ToolFact.Step::line).toList();
        }
      }
    }
    return now;
  }

  /** Each once, with how it ended last. */
  private static List<String> commands(List<CallRecord> calls) {
    Map<String, String> ended = new LinkedHashMap<>();
    for (CallRecord call : calls) {
      if (call.isCommand()) {
        ended.remove(call.target());
        ended.put(call.target(), call.isPassed() ? "passed" : "failed");
      }
    }
    List<String> lines = new ArrayList<>();
    ended.forEach((command, end) -> lines.add(line(command) + ": " + end));
    return last(lines, MOST_COMMANDS);
  }

  private static List<String> last(List<String> lines, int most) {
    return lines.subList(Math.max(0, lines.size() - most), lines.size());
  }

  /** The first line of a text, cut where it is long. */
  static String line(String text) {
    String first = text.strip().lines().findFirst().orElse("");
    return first.length() <= LONGEST_LINE ? first : first.substring(0, LONGEST_LINE) + "…";
  }
}
