package dev.vibe.agent;

import static dev.vibe.agent.AgentFixture.command;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.event.Command;
import dev.vibe.event.Event;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user says into a run that goes on. */
class SteeredRunTest {

  private static final Message.User WORD = Message.User.text("use the logger");

  @TempDir Path scratch;

  private final CompletableFuture<AgentSession> session = new CompletableFuture<>();

  private AgentFixture agent() throws IOException {
    AgentFixture agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
    return agent.tool(new ProbeTool("speak", CallKind.ACTS, command -> speak()));
  }

  private ToolOutput speak() {
    session.join().submit(new Command.Steer(WORD));
    return ToolOutput.ok("spoken");
  }

  private void run(AgentFixture agent) {
    try (AgentSession started = agent.start()) {
      session.complete(started);
      started.submit(new Command.Prompt(Message.User.text("do it")));
      AgentFixture.await(started);
    }
  }

  @Test
  void it_stands_behind_the_results_and_before_the_next_request() throws IOException {
    AgentFixture agent = agent();
    agent.model.calls("speak", command("x"), "act", command("y"));
    agent.model.says("Done.");
    run(agent);

    List<Message> first = agent.model.requests().get(0).messages();
    List<Message> second = agent.model.requests().get(1).messages();
    assertEquals(first, second.subList(0, first.size()));
    assertInstanceOf(Message.ToolResults.class, second.get(second.size() - 2));
    assertEquals(WORD, second.getLast());
    assertEquals(2, agent.events(Event.UserSaid.class).size());
  }

  @Test
  void what_is_told_by_the_way_stands_at_the_end_of_the_next_request() throws IOException {
    AgentFixture agent = new AgentFixture(Files.createDirectory(scratch.resolve("work")));
    Part map = new Part.Attachment("map", "src/");
    agent.tool(
        new ProbeTool(
            "speak",
            CallKind.ACTS,
            command -> {
              session.join().tellByTheWay(map);
              return ToolOutput.ok("spoken");
            }));
    agent.model.calls("speak", command("x"));
    agent.model.says("Done.");
    run(agent);

    List<Message> first = agent.model.requests().get(0).messages();
    List<Message> second = agent.model.requests().get(1).messages();
    assertEquals(first, second.subList(0, first.size()));
    assertEquals(new Message.User(List.of(map)), second.getLast());
    assertEquals(2, agent.model.requests().size());
  }

  @Test
  void what_is_told_by_the_way_neither_keeps_a_run_going_nor_gets_lost() {
    Steering steering = new Steering();
    steering.open();
    steering.offerByTheWay(WORD);
    assertEquals(List.of(), steering.takeOrClose());
    steering.close();

    assertEquals(Optional.of(WORD), steering.takeByTheWay());
    assertEquals(Optional.empty(), steering.takeByTheWay());
  }

  @Test
  void what_comes_with_the_answer_makes_it_not_the_last() {
    Steering steering = new Steering();
    steering.open();
    steering.offer(WORD);
    assertEquals(List.of(WORD), steering.takeOrClose());

    steering.offer(WORD);
    assertEquals(List.of(WORD), steering.takeOrClose());
  }

  @Test
  void after_the_answer_nothing_is_taken_in() {
    Steering steering = new Steering();
    steering.offer(WORD);
    steering.open();
    assertEquals(List.of(), steering.takeOrClose());

    steering.offer(WORD);
    steering.open();
    assertEquals(List.of(), steering.take());
  }
}
