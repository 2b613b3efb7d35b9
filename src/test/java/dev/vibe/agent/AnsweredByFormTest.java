package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.event.Command;
import dev.vibe.event.RunResult;
import dev.vibe.json.JsonSchema;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.ProblemCode;
import dev.vibe.provider.ModelRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answer of a run has to have the form that was asked for. */
class AnsweredByFormTest {

  private static final String SCHEMA =
      "{\"type\":\"object\",\"required\":[\"files\"],\"properties\":"
          + "{\"files\":{\"type\":\"integer\"}}}";

  private AgentFixture agent;

  @BeforeEach
  void make(@TempDir Path scratch) throws IOException {
    agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
  }

  private RunResult run() {
    try (AgentSession session = agent.start()) {
      session.submit(
          new Command.Prompt(Message.User.text("do it"), Optional.of(JsonSchema.read(SCHEMA))));
      return AgentFixture.await(session);
    }
  }

  private List<String> forms() {
    return agent.model.requests().stream().map(ModelRequest::answerSchema).toList();
  }

  @Test
  void an_answer_that_fits_is_taken_without_another_request() {
    agent.model.calls("str_replace", edit("old", "new"));
    agent.model.says("{\"files\":1}");

    assertEquals("{\"files\":1}", run().answer());
    assertEquals(List.of("", ""), forms());
  }

  @Test
  void of_an_answer_with_words_around_its_json_the_json_counts() {
    agent.model.says("Here it is:\n```json\n{\"files\": 2}\n```\n");
    assertEquals("{\"files\": 2}", run().answer());
  }

  @Test
  void one_that_does_not_fit_is_asked_for_again_by_the_schema_and_with_what_is_wrong() {
    agent.model.says("I looked at two files.");
    agent.model.says("{\"files\":\"two\"}");
    agent.model.says("{\"files\":2}");

    assertEquals("{\"files\":2}", run().answer());
    assertEquals(List.of("", SCHEMA, SCHEMA), forms());
    String told = agent.model.requests().get(2).messages().getLast().toString();
    assertTrue(told.contains("$.files: \"two\" is no integer"), told);
  }

  @Test
  void one_that_never_fits_fails_the_run() {
    agent.model.says("One.").says("Two.").says("Three.").says("Four.").says("never asked for");

    RunResult result = run();

    assertEquals(ExitCode.FAILED, result.exitCode());
    assertEquals(
        ProblemCode.ANSWER_MISFIT,
        assertInstanceOf(RunResult.Ending.Badly.class, result.ending()).problem().code());
    assertEquals(4, agent.model.requests().size());
  }
}
