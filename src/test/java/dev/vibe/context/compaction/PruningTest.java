package dev.vibe.context.compaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolFact;
import dev.vibe.conversation.ToolResult;
import dev.vibe.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PruningTest {

  private static final long NEVER = Long.MAX_VALUE;

  private static ToolTalk reads(int count, int chars) {
    ToolTalk talk = new ToolTalk().said("do it");
    for (int i = 0; i < count; i++) {
      talk.read("f" + i, "x".repeat(chars));
    }
    return talk;
  }

  private static List<Message> deeper(ToolTalk talk, long aim) {
    return Pruning.NONE.deeper(talk.messages, aim).apply(talk.messages);
  }

  @Test
  void conversation_without_cuts_is_left_as_it_is() {
    List<Message> messages = reads(4, 2_000).messages;

    assertSame(messages, Pruning.NONE.apply(messages));
    assertEquals(messages, deeper(reads(4, 2_000), NEVER));
  }

  @Test
  void reads_that_an_edit_followed_go_first_also_of_the_last_steps() {
    ToolTalk talk = new ToolTalk().said("do it").read("a.py", "y".repeat(900));
    talk.read("b.py", "z".repeat(900)).grepped("x", "./b.py\n" + "1:x\n".repeat(200));
    talk.edited("./b.py", "old", "new");
    List<Message> cut = deeper(talk, NEVER);

    assertEquals("y".repeat(900), ToolTalk.result(cut.get(2)));
    assertTrue(ToolTalk.result(cut.get(4)).contains("edited since"), ToolTalk.result(cut.get(4)));
    assertTrue(ToolTalk.result(cut.get(6)).contains("edited since"), ToolTalk.result(cut.get(6)));
    assertTrue(ToolTalk.result(cut.get(4)).length() < 150, ToolTalk.result(cut.get(4)));
  }

  @Test
  void failed_output_goes_once_the_same_command_passed() {
    ToolTalk talk = new ToolTalk().said("do it");
    talk.ran("pytest -q", "F".repeat(900), new ToolFact.EndedBadly(1));
    talk.ran("ruff check", "R".repeat(900), new ToolFact.EndedBadly(1));
    talk.ran("pytest -q", "3 passed");
    List<Message> cut = deeper(talk, NEVER);

    assertTrue(
        ToolTalk.result(cut.get(2)).contains("it passed since"), ToolTalk.result(cut.get(2)));
    assertEquals("R".repeat(900), ToolTalk.result(cut.get(4)));
  }

  @Test
  void texts_of_edits_that_succeeded_keep_their_beginning_and_stay_json() {
    ToolTalk talk = new ToolTalk().said("do it").edited("a.py", "o".repeat(500), "n".repeat(500));
    String arguments = ToolTalk.arguments(deeper(talk, NEVER).get(1));

    assertTrue(arguments.length() < 350, arguments);
    assertEquals("a.py", Json.object(arguments).get("file"));
  }

  @Test
  void oldest_results_are_cut_in_one_step_down_to_the_aim() {
    ToolTalk talk = reads(10, 3_000);
    List<Message> cut = deeper(talk, 13_000);

    assertTrue(Weight.of(cut) <= 13_000, () -> "" + Weight.of(cut));
    assertTrue(ToolTalk.result(cut.get(2)).length() < 600, ToolTalk.result(cut.get(2)));
    assertEquals("x".repeat(3_000), ToolTalk.result(cut.getLast()));
  }

  @Test
  void cut_stays_when_more_is_said() {
    ToolTalk talk = reads(10, 3_000);
    Pruning first = Pruning.NONE.deeper(talk.messages, 13_000);
    List<Message> before = first.apply(talk.messages);
    talk.read("later", "x".repeat(100));

    assertEquals(before, first.apply(talk.messages).subList(0, before.size()));
    assertEquals(first, first.deeper(talk.messages, 20_000));
  }

  @Test
  void every_result_keeps_its_call_and_says_that_it_was_cut() {
    List<Message> messages = reads(6, 5_000).messages;
    List<Message> cut = Pruning.NONE.all(messages).apply(messages);
    for (int i = 2; i < messages.size(); i += 2) {
      ToolResult before = ((Message.ToolResults) messages.get(i)).results().getFirst();
      ToolResult after = ((Message.ToolResults) cut.get(i)).results().getFirst();
      assertEquals(before.callId(), after.callId());
      assertEquals(before.outcome(), after.outcome());
      assertTrue(after.text().contains("cut to save context"), after.text());
    }
    assertEquals(Reasoning.NONE, ((Message.Assistant) cut.get(1)).reasoning());
  }

  @Test
  void rest_of_a_cut_output_is_told_where_it_is() {
    ToolTalk talk = new ToolTalk().said("do it");
    talk.ran("make", "m".repeat(5_000), new ToolFact.OutputFile("/state/out.txt"));
    List<Message> cut = Pruning.NONE.all(talk.messages).apply(talk.messages);

    assertTrue(ToolTalk.result(cut.get(2)).contains("/state/out.txt"), ToolTalk.result(cut.get(2)));
  }

  @Test
  void newest_result_gives_way_last_with_both_ends() {
    ToolTalk talk = reads(1, 10).read("big", "head" + "x".repeat(30_000) + "tail");
    List<Message> cut = Pruning.NONE.fitted(talk.messages, 8_000).apply(talk.messages);

    assertTrue(Weight.of(cut) <= 8_000, () -> "" + Weight.of(cut));
    assertTrue(ToolTalk.result(cut.getLast()).startsWith("head"));
    assertTrue(ToolTalk.result(cut.getLast()).contains("tail"));
  }

  @Test
  void what_came_along_with_a_prompt_gives_way_and_its_words_do_not() {
    String words = "w".repeat(1_000);
    List<Message> messages =
        List.of(
            new Message.User(
                List.of(new Part.Text(words), new Part.Attachment("log", "l".repeat(50_000)))));
    List<Message> cut = Pruning.NONE.fitted(messages, 8_000).apply(messages);

    assertTrue(Weight.of(cut) <= 8_000, () -> "" + Weight.of(cut));
    assertEquals(new Part.Text(words), ((Message.User) cut.getFirst()).parts().getFirst());
  }

  @Test
  void old_images_give_way_to_words() {
    Part.Image shot = Part.Image.of("shot.png", ImageType.PNG, new byte[] {1});
    List<Message> messages =
        new ArrayList<>(List.of(new Message.User(List.of(new Part.Text("look"), shot))));
    messages.addAll(reads(3, 100).messages);
    List<Message> cut = Pruning.NONE.deeper(messages, 1_000).apply(messages);

    Message.User words = new Message.User(List.of(new Part.Text("look"), shot.unseen()));
    assertEquals(words, cut.getFirst());
    assertFalse(Weight.of(messages) < Weight.of(cut) + Weight.IMAGE / 2);
  }
}
