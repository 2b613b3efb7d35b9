package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.approval.Rule;
import dev.vibe.approval.Rules;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.event.Event;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.schema.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers by which a person does more than let a call pass. */
class PersonsChangesTest {

  @TempDir Path scratch;
  private AgentFixture agent;

  @BeforeEach
  void prepare() throws IOException {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work"))).mode(Mode.ASK);
  }

  @Test
  void the_persons_text_is_what_is_written_and_the_model_is_told() {
    agent.person.answers(new Answer.WriteInstead("mine\n"), new Answer.Yes());
    agent.model.calls("str_replace", edit("old", "new"), "str_replace", edit("mine", "ours"));
    agent.model.says("Done.");
    agent.run();

    assertEquals("new\n", agent.person.questions().getFirst().proposed());
    assertEquals("ours", agent.file());
    String told = agent.results(2).getFirst().text();
    assertTrue(told.contains("-new") && told.contains("+mine"), told);
  }

  /** Commits nothing, but keeps with which words it would. */
  private record Committing(List<String> made) implements Tool<Committing.Input> {

    record Input(@Doc("why") String message) {}

    @Override
    public ToolDeclaration<Input> declaration() {
      return new ToolDeclaration<>("keep", "A tool of the test.", Input.class, CallKind.ACTS);
    }

    @Override
    public Prepared prepare(Input input, ToolContext context) {
      Effect commit = new Effect.Commit(input.message(), List.of("f"));
      return new Invocation.Acting(
          "commit " + input.message(),
          List.of(commit),
          () -> {
            made.add(input.message());
            return ToolOutput.ok("Committed: " + input.message());
          });
    }
  }

  @Test
  void a_message_that_the_person_changed_is_asked_about_once_more_and_used() {
    List<String> made = new ArrayList<>();
    agent.tool(new Committing(made));
    agent.person.answers(new Answer.WriteInstead("Say why"), new Answer.Yes());
    agent.model.calls("keep", "{\"message\":\"Say\"}").says("Done.");
    agent.run();

    assertEquals(
        List.of("Say", "Say why"),
        agent.person.questions().stream().map(Question::proposed).toList());
    assertEquals(List.of("Say why"), made);
    assertEquals(1, agent.events(Event.ApprovalDecided.class).size());
  }

  @Test
  void a_rule_for_good_holds_at_once() {
    agent.person.answers(new Answer.YesAlways(Rule.parse("bash(one*)")));
    agent.model.calls("act", command("one"), "act", command("one more"));
    agent.model.says("Done.");
    agent.run();

    assertEquals(List.of("one:old", "one more:old"), agent.ran);
    assertEquals(Lasting.ALWAYS, agent.person.questions().getFirst().lasting());
    assertEquals(
        "user, always: bash(one*)",
        agent.events(Event.ApprovalDecided.class).getFirst().by().text());
  }

  @Test
  void a_rule_that_denies_holds_for_the_persons_command_too() {
    agent.rules(Rules.parse(List.of(), List.of(), List.of("bash(two)")));
    agent.person.answers(new Answer.RunInstead("two"));
    agent.model.calls("act", command("one")).says("Done.");
    agent.run();

    assertEquals(List.of(), agent.ran);
    assertEquals(List.of(Outcome.DENIED), agent.outcomes(2));
  }

  @Test
  void what_a_rule_asks_about_is_never_offered_for_good() {
    agent.rules(Rules.parse(List.of(), List.of("bash(one)"), List.of()));
    agent.person.answers(new Answer.Yes());
    agent.model.calls("act", command("one")).says("Done.");
    agent.run();

    assertEquals(Lasting.SESSION, agent.person.questions().getFirst().lasting());
  }
}
