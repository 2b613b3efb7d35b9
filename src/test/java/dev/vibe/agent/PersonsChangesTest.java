package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Mode;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.approval.Rule;
import dev.vibe.approval.Rules;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
