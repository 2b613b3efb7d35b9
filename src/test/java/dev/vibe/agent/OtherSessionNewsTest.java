package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.git.Sandbox;
import dev.vibe.session.OtherSessions;
import dev.vibe.session.SessionLog;
import dev.vibe.text.FileDiff;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session while another one works in the same folder. */
class OtherSessionNewsTest {

  @TempDir Path scratch;
  private Sandbox box;
  private AgentFixture agent;
  private SessionLog other;
  private long seq;

  @BeforeEach
  void prepare() {
    box = new Sandbox(scratch).init();
    box.git("config", "user.name", "Ada");
    box.git("config", "user.email", "ada@example.org");
    agent = new AgentFixture(box.folder()).promise(RunRequirement.COMMIT_ALL);
    box.write("theirs.txt", "a\n");
    box.write(".gitignore", "state/\n");
    box.commitAll("start");
    Path sessions = scratch.resolve("sessions");
    other = SessionLog.create(sessions, "other");
    did(new Event.SessionStarted("1", box.folder().toString(), "m", "http://x", "auto"));
    agent.others(OtherSessions.of(sessions, box.folder(), "session", Clock.systemUTC()));
  }

  @AfterEach
  void end() {
    other.close();
  }

  private void did(Event.Durable event) {
    other.append(new Envelope(++seq, Instant.now(), "other", 1, event));
  }

  /** A command of this session during which the other one does something. */
  private void during(Runnable theirs) {
    agent.tool(
        new ProbeTool(
            "make",
            CallKind.ACTS,
            text -> {
              box.write("mine.txt", "mine\n");
              theirs.run();
              return ToolOutput.ok("made");
            }));
    agent.model.calls("make", command("git status; make")).says("Done.").says("Done.");
  }

  @Test
  void what_the_other_changes_during_a_command_is_not_the_commands() {
    during(
        () -> {
          box.write("theirs.txt", "a\nb\n");
          did(
              new Event.FileChanged(
                  List.of(),
                  new FileDiff("theirs.txt", FileDiff.Kind.CHANGED, List.of(), 1, 0),
                  false));
        });
    RunResult result = agent.run();

    assertEquals(List.of("mine.txt"), result.changedFiles());
    assertEquals("mine.txt\n", box.git("show", "--format=", "--name-only", "HEAD"));
    assertEquals(" M theirs.txt\n", box.git("status", "--short"));
    String told = agent.results(2).getFirst().text();
    assertTrue(told.contains("another session works here; changed meanwhile: theirs.txt"), told);
    assertFalse(told.contains("changed by somebody else"), told); // that is the same, once more
  }

  @Test
  void commit_of_the_other_during_a_command_is_not_the_commands() {
    during(
        () -> {
          box.write("theirs.txt", "a\nb\n");
          box.git("commit", "-qam", "Theirs");
          String id = box.git("rev-parse", "HEAD").strip();
          did(new Event.Committed(id, "Theirs", List.of("theirs.txt")));
          did(
              new Event.FileChanged(
                  List.of(),
                  new FileDiff("theirs.txt", FileDiff.Kind.CHANGED, List.of(), 1, 0),
                  false));
        });
    RunResult result = agent.run();

    assertEquals(List.of(box.git("rev-parse", "HEAD").strip()), result.commits());
    assertEquals("mine.txt\n", box.git("show", "--format=", "--name-only", "HEAD"));
    String told = agent.results(2).getFirst().text();
    assertTrue(told.contains("so it is not yours"), told);
  }
}
