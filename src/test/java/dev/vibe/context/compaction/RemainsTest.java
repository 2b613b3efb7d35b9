package dev.vibe.context.compaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.PlanPrompt;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemainsTest {

  private static List<Message> talk() {
    ToolTalk talk = new ToolTalk();
    talk.messages.add(
        new Message.User(
            List.of(
                new Part.Text("do it"),
                new Part.Attachment("web/AGENTS.md", "Use tabs."),
                new Part.Attachment("notes.txt", "n".repeat(9_000)))));
    talk.answered("1. read 2. edit").said(PlanPrompt.accepting());
    talk.read("a.py", "x".repeat(9_000)).edited("a.py", "o".repeat(900), "n".repeat(900));
    talk.call(
        "todo",
        Map.of(),
        Outcome.OK,
        "kept",
        new ToolFact.TodoList(List.of(new ToolFact.Step("test", ToolFact.Progress.PENDING))));
    talk.ran("pytest -q", "F".repeat(9_000), new ToolFact.EndedBadly(1));
    talk.call("git_commit", Map.of("message", "m"), Outcome.OK, "committed 1234567 Mend\n1 file");
    return talk.answered("That is it.").messages;
  }

  @Test
  void what_remains_tells_the_next_compaction_as_much_as_all_of_it() {
    List<Message> remains = talk().stream().map(Remains::of).toList();

    assertEquals(Ledger.of(talk()), Ledger.of(remains));
    assertEquals(remains, remains.stream().map(Remains::of).toList());
    assertTrue(Weight.of(remains) < 800, () -> "" + Weight.of(remains));
  }
}
