package dev.vibe.app.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.git.Sandbox;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.problem.VibeException;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.repl.state.Input;
import dev.vibe.testkit.ScriptedModel;
import dev.vibe.view.Line;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session says of its changes, to the model that words a commit and to the person. */
class CommitWordingTest {

  @TempDir Path temporary;
  private Sandbox box;
  private RunChanges changes;
  private final List<Input> told = new ArrayList<>();

  @BeforeEach
  void make() {
    box = new Sandbox(temporary);
    box.init();
    box.write("a.txt", "one\nsk-1\n");
    box.commitAll("start");
    changes = box.ledger();
    box.edit(changes, "a.txt", "two\nsk-1\n");
    box.edit(changes, "b.txt", "new\n");
  }

  private static String masked(String text) {
    return text.replace("sk-1", "[key hidden]");
  }

  private String worded(ScriptedModel model) throws InterruptedException {
    return new CommitWording(model, CommitWordingTest::masked)
        .of(changes.pending(), List.of("first", "second", "third", "fourth"), told::add);
  }

  @Test
  void one_request_without_tools_words_a_commit_from_its_lines() throws InterruptedException {
    ScriptedModel model = new ScriptedModel().says("```text\nSay two\n\nWhy.\n```");
    assertEquals("Say two\n\nWhy.", worded(model));

    assertEquals(1, model.requests().size());
    ModelRequest request = model.requests().getFirst();
    assertEquals(List.of(), request.tools());
    String said = Message.textOf((Message.User) request.messages().getFirst());
    assertTrue(said.contains("-one") && said.contains("+two") && said.contains("b.txt"), said);
    assertTrue(said.contains("> fourth") && !said.contains("> first"), said);
    assertFalse(said.contains("sk-1"), said);
    assertTrue(told.getFirst() instanceof Input.Used, told::toString);
  }

  @Test
  void a_model_that_cannot_be_asked_is_told() {
    ScriptedModel model = new ScriptedModel().fails(ModelEvent.Kind.UNREACHABLE);

    assertThrows(VibeException.class, () -> worded(model));
  }

  @Test
  void a_diff_shows_each_file_with_its_lines_also_once_it_is_committed() {
    box.commitAll("theirs");
    List<String> lines =
        ReportLines.changes(changes.files(), CommitWordingTest::masked).stream()
            .map(Line::text)
            .toList();

    assertEquals(
        List.of(
            "changed a.txt  +1 -1",
            "  1 - one",
            "  1 + two",
            "  2   [key hidden]",
            "created b.txt  +1 -0",
            "  1 + new"),
        lines);
  }

  @Test
  void a_session_without_changes_says_so() {
    String line = ReportLines.changes(List.of(), text -> text).getFirst().text();

    assertEquals("this session changed nothing; /diff all shows whatever is not committed", line);
  }
}
