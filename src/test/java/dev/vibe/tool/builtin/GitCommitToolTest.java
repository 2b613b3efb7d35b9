package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.commit.CommitTerms;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.change.SeenVersions;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitToolTest {

  @TempDir Path temporary;
  private Sandbox box;
  private EditBatch batch;
  private RunChanges changes = new RunChanges();

  @BeforeEach
  void make() {
    box = new Sandbox(temporary);
    changes = box.ledger();
    batch = new EditBatch(new Workspace(box.folder(), List.of()), new SeenVersions());
  }

  private Prepared prepare(String message, String... files) {
    GitWorkspace workspace = box.open();
    return new GitCommitTool(workspace, changes, () -> Sandbox.NOTE, CommitTerms.STRICT)
        .prepare(new GitCommitTool.Input(message, List.of(files), false), new ToolContext(batch));
  }

  private ToolOutput run(Prepared prepared) throws InterruptedException {
    return assertInstanceOf(Invocation.Acting.class, prepared, prepared.toString()).body().run();
  }

  private static Refusal refused(Prepared prepared) {
    return assertInstanceOf(Refusal.class, prepared);
  }

  @Test
  void commit_says_what_it_holds_and_is_an_event() throws InterruptedException {
    box.init();
    box.write("a.py", "print(1)\n");
    box.commitAll("start");
    box.edit(changes, "a.py", "logger.debug(1)\n");
    box.edit(changes, "b.py", "x\n");

    Prepared prepared = prepare("Log instead of printing\n\nWhy.");
    assertEquals(
        List.of(new Effect.Commit("Log instead of printing\n\nWhy.", List.of("a.py", "b.py"))),
        ((Invocation) prepared).effects());
    ToolOutput output = run(prepared);

    String id = box.git("rev-parse", "HEAD").strip();
    assertEquals(
        "Committed "
            + id.substring(0, 8)
            + " on main: Log instead of printing\n2 files, +2 -1\n  a.py +1 -1\n  b.py +1 -0",
        output.text());
    assertEquals(
        List.of(
            new Event.Committed(id, "Log instead of printing\n\nWhy.", List.of("a.py", "b.py"))),
        output.events());
  }

  @Test
  void commit_of_some_files_names_the_others_and_an_amended_one_says_what_came_to_it()
      throws InterruptedException {
    box.init();
    box.edit(changes, "a.py", "a\n");
    box.edit(changes, "b.py", "b\n");

    String some = run(prepare("Add a", "a.py")).text();
    assertTrue(some.endsWith("\n  a.py +1 -0\nChanged by you and not in it: b.py"), some);

    GitCommitTool.Input amend = new GitCommitTool.Input("Add a and b", List.of(), true);
    String amended =
        run(new GitCommitTool(box.open(), changes, () -> Sandbox.NOTE, CommitTerms.STRICT)
                .prepare(amend, new ToolContext(batch)))
            .text();
    assertTrue(amended.startsWith("Amended; it is now "), amended);
    assertTrue(amended.endsWith("\nadded to it: 1 file, +1 -0\n  b.py +1 -0"), amended);
  }

  @Test
  void edits_of_the_same_reply_are_in_the_effect_and_in_the_commit() throws InterruptedException {
    box.init();
    FileChange change = box.change("new.txt", new Content.Absent(), "n\n");
    batch.stage(change);

    Prepared prepared = prepare("Add a file");
    assertEquals(
        List.of(new Effect.Commit("Add a file", List.of("new.txt"))),
        ((Invocation) prepared).effects());
    box.write("new.txt", "n\n");
    changes.record(change);
    ToolOutput output = run(prepared);

    assertTrue(output.text().contains("new.txt +1 -0"), output.text());
  }

  @Test
  void file_that_cannot_be_committed_is_named_in_text_and_facts() throws InterruptedException {
    box.init();
    box.write("draft.txt", "user\n");
    box.edit(changes, "draft.txt", "user\nrun\n");
    box.edit(changes, "a.txt", "a\n");

    ToolOutput output = run(prepare("Change"));

    assertEquals(Outcome.OK, output.outcome());
    assertTrue(output.text().contains("\nNot committed: draft.txt: it was there before"));
    assertInstanceOf(Event.Committed.class, output.events().get(0));
    Event.NoticeRaised notice = assertInstanceOf(Event.NoticeRaised.class, output.events().get(1));
    assertEquals(ProblemCode.NOT_COMMITTED, notice.notice().problem().code());
  }

  @Test
  void lock_of_another_program_is_no_reason_for_the_model_to_remove_it()
      throws IOException, InterruptedException {
    box.init();
    box.edit(changes, "a.txt", "a\n");
    Files.createFile(box.folder().resolve(".git/index.lock"));

    ToolOutput output = run(prepare("Add a.txt"));

    assertEquals(Outcome.FAILED, output.outcome());
    assertTrue(output.text().contains("call git_commit again"), output.text());
    assertFalse(output.text().contains("rm "), output.text());
  }

  @Test
  void nothing_that_could_be_committed_is_a_failure() throws InterruptedException {
    box.init();
    box.write("draft.txt", "user\n");
    box.edit(changes, "draft.txt", "user\nrun\n");

    ToolOutput output = run(prepare("Change"));

    assertEquals(Outcome.FAILED, output.outcome());
    assertTrue(output.text().startsWith("No commit was made.\nNot committed: draft.txt"));
  }

  @Test
  void refusals_say_what_to_do() throws InterruptedException {
    assertEquals(RefusalCode.NO_REPOSITORY, refused(prepare("Change")).code());
    assertTrue(refused(prepare("Change")).message().contains("Go on without git_commit"));
    box.init();
    assertEquals(RefusalCode.NOTHING_CHANGED, refused(prepare("Change")).code());
    box.edit(changes, "a.txt", "a\n");
    assertEquals(RefusalCode.NO_MESSAGE, refused(prepare("  ")).code());
    Refusal unknown = refused(prepare("Change", "a.txt", "b.txt"));
    assertEquals(RefusalCode.NOT_CHANGED, unknown.code());
    assertEquals(
        "You did not change b.txt. Name only what you changed and did not commit yet: a.txt.",
        unknown.message());
    box.write(".git/CHERRY_PICK_HEAD", "0000000000000000000000000000000000000000\n");
    ToolOutput output = run(prepare("Change"));
    assertEquals(Outcome.FAILED, output.outcome());
    assertTrue(output.text().contains("a cherry-pick is in progress"), output.text());
  }
}
