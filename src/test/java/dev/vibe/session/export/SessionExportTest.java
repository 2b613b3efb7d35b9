package dev.vibe.session.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.conversation.Usage;
import dev.vibe.event.Envelope;
import dev.vibe.event.Event;
import dev.vibe.event.RunResult;
import dev.vibe.json.Json;
import dev.vibe.provider.replay.Cassette;
import dev.vibe.provider.replay.CassetteReader;
import dev.vibe.session.export.SessionExport.Form;
import dev.vibe.testkit.Golden;
import dev.vibe.text.UnifiedDiff;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionExportTest {

  private static final Instant START = Instant.parse("2026-11-30T10:15:00Z");

  private final List<Envelope> events = new ArrayList<>();

  private SessionExport export() {
    return new SessionExport("20261130-101500-k3f9", events, "1.2.3", ZoneOffset.UTC);
  }

  private void add(Event event) {
    int seq = events.size() + 1;
    events.add(new Envelope(seq, START.plusSeconds(seq), "20261130-101500-k3f9", 1, event));
  }

  private static ToolCall call(String id, String tool, String arguments) {
    return new ToolCall(new CallId(id), tool, new RawJson(arguments));
  }

  private void called(ToolCall call, String title, Outcome outcome, String text) {
    add(new Event.ToolCalled(call, title));
    add(
        new Event.ToolFinished(
            new ToolResult(call.id(), call.name(), outcome, text), Duration.ofMillis(12)));
  }

  private void story() {
    add(
        new Event.SessionStarted(
            "1.2.3", "/home/ada/shop", "devstral", "http://localhost/v1", "auto"));
    add(
        new Event.UserSaid(
            new Message.User(
                List.of(
                    new Part.Text("Make <b> bold & count from 1"),
                    new Part.Attachment("build.log", "ERROR </pre> ```")))));
    ToolCall edit = call("e1", "str_replace", "{\"file\": \"a.txt\"}");
    ToolCall run = call("r1", "bash", "{\"command\": broken");
    add(new Event.UsageReported(new Usage(100, 20, 10), new Usage(100, 20, 10), 0));
    add(
        new Event.AssistantSaid(
            new Message.Assistant(
                "I edit **a.txt** <script>alert(1)</script> ![see](http://x.example/p.png)",
                new Reasoning("Hm, one.", "reasoning_content"),
                List.of(edit, run))));
    called(edit, "edit a.txt", Outcome.OK, "a.txt: +1 -1");
    add(
        new Event.FileChanged(
            List.of(edit.id()), UnifiedDiff.between("a.txt", "one\n", "1 <i>\n"), false));
    called(run, "bash", Outcome.INVALID, "The arguments are no JSON.");
    add(
        new Event.Committed(
            "0123456789abcdef0123456789abcdef01234567", "Count\n\nWhy", List.of("a.txt")));
    add(new Event.UserSaid(Message.User.text("Faster, please.")));
    ToolCall lost = call("r2", "bash", "{\"command\":\"make\"}");
    add(new Event.AssistantSaid(new Message.Assistant("", Reasoning.NONE, List.of(lost))));
    add(new Event.ToolCalled(lost, "run make"));
    add(
        new Event.RunEnded(
            new RunResult(
                new RunResult.Ending.Well(),
                "Done.",
                "20261130-101500-k3f9",
                "devstral",
                "http://localhost/v1",
                2,
                new Usage(100, 20, 10),
                0.5,
                Duration.ofSeconds(3),
                List.of("a.txt"),
                List.of(),
                List.of())));
  }

  @Test
  void page_for_people() {
    story();
    Golden.assertMatches("src/test/resources/golden/export/session.md", export().in(Form.MARKDOWN));
    Golden.assertMatches("src/test/resources/golden/export/session.html", export().in(Form.HTML));
  }

  @Test
  void a_command_that_failed_says_so_in_its_line_and_counts_its_files() {
    ToolCall run = call("r1", "bash", "{}");
    add(new Event.AssistantSaid(new Message.Assistant("", Reasoning.NONE, List.of(run))));
    add(new Event.ToolCalled(run, "run make"));
    for (String file : List.of("a.txt", "b.txt")) {
      add(
          new Event.FileChanged(
              List.of(run.id()), UnifiedDiff.between(file, "one\n", "1\n2\n"), false));
    }
    add(
        new Event.ToolFinished(
            new ToolResult(
                run.id(), run.name(), Outcome.OK, "x", List.of(new ToolFact.EndedBadly(2))),
            Duration.ZERO));
    String html = export().in(Form.HTML);

    assertTrue(
        html.contains(
            "run make 2 files <span class=\"add\">+4</span> <span class=\"del\">−2</span>"
                + " <span class=\"bad\">exit 2</span>"),
        html);
  }

  @Test
  void nothing_of_it_becomes_markup_or_an_address() {
    story();
    String html = export().in(Form.HTML);
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("src="), html);
    assertFalse(html.contains("<img"), html);
    assertTrue(html.contains("<a rel=\"nofollow\" href=\"http://x.example/p.png\">see</a>"), html);
    assertTrue(html.contains("Make &lt;b&gt; bold &amp; count"), html);
    assertTrue(html.contains("<strong>a.txt</strong>"), html);
  }

  @Test
  void trajectory_has_each_step_with_its_results() {
    story();
    Golden.assertMatches(
        "src/test/resources/golden/export/session.atif.json", export().in(Form.ATIF));
  }

  @Test
  void json_is_the_list_of_events() {
    story();
    String json = export().in(Form.JSON);
    assertEquals(events.size() + 2, json.lines().count());
    assertEquals(
        events.size(),
        json.lines()
            .filter(line -> line.startsWith("{"))
            .map(line -> Json.object(line.replaceFirst(",$", "")))
            .count());
  }

  @Test
  void cassette_plays() {
    story();
    Cassette cassette = CassetteReader.read("tape", export().in(Form.CASSETTE));
    assertEquals("devstral", cassette.model());
    assertEquals(2, cassette.replies().size());
    Cassette.Reply first = cassette.replies().getFirst();
    assertEquals("Hm, one.", first.reasoning());
    assertEquals("{\"file\": \"a.txt\"}", first.calls().getFirst().arguments().text());
    assertEquals("{\"command\": broken", first.calls().getLast().arguments().text());
    assertEquals(new Usage(100, 20, 10), first.usage());
  }
}
