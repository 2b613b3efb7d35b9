package dev.vibe.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.conversation.ToolSpec;
import dev.vibe.json.Json;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.provider.ModelEvent;
import dev.vibe.provider.ModelRequest;
import dev.vibe.provider.openai.EndpointSettings;
import dev.vibe.provider.openai.KeySupplier;
import dev.vibe.provider.openai.OpenAiModel;
import dev.vibe.testkit.ModelEvents;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a model thought before a call goes back so that its template shows it in its own form. */
@Tag("servers")
class ThoughtsIT {

  private static final Path FILE = Path.of("src/test/resources/servers/thoughts.txt");
  private static final String THOUGHT = "I weigh it: read a.py \"first\", then say é漢.";
  private static final RawJson PARAMETERS =
      new RawJson("{\"type\":\"object\",\"properties\":{\"file\":{\"type\":\"string\"}}}");
  private static final List<ToolSpec> TOOLS =
      List.of(new ToolSpec("read_file", "Read.", PARAMETERS));

  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void thoughts_stand_between_the_marks_of_the_template() throws IOException {
    Map<String, Object> request = secondRequest();
    SortedMap<String, String> known = known();
    SortedMap<String, String> seen = new TreeMap<>();
    try (RealServers servers = RealServers.start()) {
      for (Path template : RealServers.templates()) {
        String name = String.valueOf(template.getFileName()).replace(".jinja", "");
        try (RealServer server = servers.serve(template, 8192)) {
          RealServer.Answer answer = server.render(request);
          String prompt = answer.isGood() ? String.valueOf(answer.json().get("prompt")) : "";
          if (prompt.contains(THOUGHT)) {
            seen.put(name, marks(prompt, known.getOrDefault(name, "? ?")));
          }
        }
      }
    }
    assertEquals(known, seen);
  }

  /** The marks that were expected where they are there, else what is in their place. */
  private static String marks(String prompt, String expected) {
    int at = prompt.indexOf(THOUGHT);
    String before = prompt.substring(0, at).stripTrailing();
    String after = prompt.substring(at + THOUGHT.length()).stripLeading();
    String open = expected.substring(0, expected.indexOf(' '));
    String close = expected.substring(open.length() + 1);
    return before.endsWith(open) && after.startsWith(close)
        ? expected
        : before.substring(Math.max(0, before.length() - 30)) + " … " + after.lines().findFirst();
  }

  private static SortedMap<String, String> known() throws IOException {
    SortedMap<String, String> known = new TreeMap<>();
    for (String line : Files.readAllLines(FILE)) {
      int end = line.indexOf(": ");
      if (!line.startsWith("#") && end > 0) {
        known.put(line.substring(0, end), line.substring(end + 2));
      }
    }
    return known;
  }

  /** What the product sends after a reply of llama.cpp with thoughts and a call. */
  private static Map<String, Object> secondRequest() {
    StreamScript first = StreamScript.of(StreamShape.LLAMA_CPP);
    first.reasoning(THOUGHT).text("I read it.").call("read_file", "{\"file\":\"a.py\"}");
    try (var server =
        ScriptedServer.start(
            first.reply(), StreamScript.of(StreamShape.LLAMA_CPP).text("Done.").reply())) {
      OpenAiModel model =
          new OpenAiModel(
              EndpointSettings.of(server.baseUrl(), new KeySupplier("KEY", () -> "x"), "tried"),
              new Http(HttpSettings.DEFAULT),
              InstantSource.system(),
              new SplittableRandom(1));
      Message.User asked = Message.User.text("hi");
      ModelEvent.Done done =
          assertInstanceOf(
              ModelEvent.Done.class,
              ModelEvents.of(model, new ModelRequest("You are vibe.", List.of(asked), TOOLS))
                  .getLast());
      Message result =
          new Message.ToolResults(
              List.of(
                  new ToolResult(
                      done.reply().calls().getFirst().id(), "read_file", Outcome.OK, "x = 1")));
      ModelEvents.of(
          model, new ModelRequest("You are vibe.", List.of(asked, done.reply(), result), TOOLS));
      return Json.object(server.requests().getLast().body());
    }
  }
}
