package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Command;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model hears with its second prompt of what was done after its answer to the first. */
class BetweenRunsTest {

  private static final String TITLE = "changed since your last answer";

  @TempDir Path scratch;
  private Sandbox box;
  private AgentFixture agent;

  @BeforeEach
  void prepare() {
    box = new Sandbox(scratch).init();
    box.git("config", "user.name", "Ada");
    box.git("config", "user.email", "ada@example.org");
    box.write(".gitignore", "state/\n");
    agent = new AgentFixture(box.folder()).audience(Audience.PERSON);
    box.write("a", "old\n");
    box.write("never read", "old\n");
    box.commitAll("start");
  }

  /** What went with the prompt beside its words. */
  private List<Part> told(AgentSession session) {
    agent.model.says("Done.");
    session.submit(new Command.Prompt(Message.User.text("go on")));
    AgentFixture.await(session);
    Message.User prompt = (Message.User) agent.model.requests().getLast().messages().getLast();
    return prompt.parts().subList(1, prompt.parts().size());
  }

  /** A run in which the model reads one file and changes another. */
  private void firstRun(AgentSession session) {
    firstRun(session, "Done.");
  }

  private void firstRun(AgentSession session, String... answers) {
    agent
        .model
        .calls("read_file", Json.write(Map.of("file", "a")))
        .calls("str_replace", AgentFixture.edit("old", "new"));
    List.of(answers).forEach(agent.model::says);
    session.submit(new Command.Prompt(Message.User.text("do it")));
    AgentFixture.await(session);
  }

  private static List<Part> news(String text) {
    return List.of(new Part.Attachment(TITLE, text));
  }

  @Test
  void what_a_person_changed_in_files_that_the_model_knows_is_told_once() {
    try (AgentSession session = agent.start()) {
      firstRun(session);
      assertEquals(List.of(), told(session));

      box.write("a", "mine\n");
      box.write("never read", "mine\n");
      box.delete("f");

      assertEquals(news("changed, not by you: a\ngone: f"), told(session));
      assertEquals(List.of(), told(session));
    }
  }

  @Test
  void an_undo_is_told_as_such_and_not_at_all_once_it_was_taken_back() {
    try (AgentSession session = agent.start()) {
      firstRun(session);
      assertEquals(List.of(), told(session));

      box.write("f", "old\n");
      agent.between().undone(List.of("f"));
      box.write("f", "new\n");
      agent.between().redone(List.of("f"));
      assertEquals(List.of(), told(session));

      box.write("f", "old\n");
      agent.between().undone(List.of("f"));
      assertEquals(news("your changes taken back by the user: f"), told(session));

      box.write("f", "new\n");
      agent.between().redone(List.of("f"));
      assertEquals(news("your changes brought back by the user: f"), told(session));
    }
  }

  @Test
  void a_commit_is_told_unless_the_run_made_it() {
    agent.promise(RunRequirement.COMMIT_ALL);
    try (AgentSession session = agent.start()) {
      firstRun(session, "Done.", "I leave the commit to you.");
      String own = box.git("rev-parse", "--short=7", "HEAD").strip();
      assertEquals("f", box.git("show", "--format=", "--name-only", "HEAD").strip());
      assertEquals(List.of(), told(session));

      box.write("b", "mine\n");
      box.commitAll("Add b");

      String theirs = box.git("rev-parse", "--short=7", "HEAD").strip();
      assertEquals(news("HEAD, not by you: " + own + " → " + theirs + " (Add b)"), told(session));
    }
  }

  @Test
  void what_a_command_of_the_model_changed_is_no_news() {
    agent.tool(
        new ProbeTool(
            "make",
            CallKind.ACTS,
            text -> {
              box.write("a", "made\n");
              return ToolOutput.ok("made");
            }));
    try (AgentSession session = agent.start()) {
      agent.model.calls("read_file", Json.write(Map.of("file", "a")));
      agent.model.calls("make", AgentFixture.command("make")).says("Done.");
      session.submit(new Command.Prompt(Message.User.text("do it")));
      AgentFixture.await(session);
      assertEquals(List.of(), told(session));

      box.write("a", "mine\n");
      assertEquals(news("changed, not by you: a"), told(session));
    }
  }

  @Test
  void a_conversation_that_went_back_is_told_nothing_of_what_it_forgot() {
    try (AgentSession session = agent.start()) {
      firstRun(session);
      assertEquals(List.of(), told(session));
      box.write("f", "old\n");

      agent.between().forget();

      assertEquals(List.of(), told(session));
    }
  }
}
