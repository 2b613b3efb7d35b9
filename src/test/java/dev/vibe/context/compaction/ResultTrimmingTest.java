package dev.vibe.context.compaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.CallId;
import dev.vibe.conversation.ImageType;
import dev.vibe.conversation.Message;
import dev.vibe.conversation.Part;
import dev.vibe.conversation.RawJson;
import dev.vibe.conversation.Reasoning;
import dev.vibe.conversation.ToolCall;
import dev.vibe.conversation.ToolResult;
import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.model.Price;
import dev.vibe.model.Vision;
import dev.vibe.provider.Capabilities;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTrimmingTest {

  /** A conversation of so many calls, each with a result of so many characters. */
  private static List<Message> conversation(int calls, int chars) {
    List<Message> messages = new ArrayList<>(List.of(Message.User.text("do it")));
    for (int i = 0; i < calls; i++) {
      CallId id = new CallId("call" + i);
      ToolCall call = new ToolCall(id, "read_file", new RawJson("{}"));
      messages.add(new Message.Assistant("", Reasoning.NONE, List.of(call)));
      messages.add(
          new Message.ToolResults(
              List.of(new ToolResult(id, "read_file", Outcome.OK, "x".repeat(chars)))));
    }
    return messages;
  }

  private static ResultTrimming trimming(int windowTokens) {
    ResultTrimming trimming = new ResultTrimming(1_000);
    trimming.fit(seeing(windowTokens));
    return trimming;
  }

  private static Capabilities seeing(int windowTokens) {
    return new Capabilities(windowTokens, Price.UNKNOWN, Vision.SEES);
  }

  private static int length(Message message) {
    return message instanceof Message.ToolResults(List<ToolResult> results)
        ? results.stream().mapToInt(result -> result.text().length()).sum()
        : 0;
  }

  @Test
  void conversation_that_fits_is_left_as_it_is() {
    List<Message> messages = conversation(4, 2_000);
    ResultTrimming trimming = trimming(10_000);

    assertFalse(trimming.exceeds(messages, 0));
    assertSame(messages, trimming.apply(messages, 0));
  }

  @Test
  void oldest_results_are_cut_in_one_step_down_to_the_aim() {
    List<Message> messages = conversation(10, 3_000);
    ResultTrimming trimming = trimming(10_000);
    assertTrue(trimming.exceeds(messages, 0));
    int border = trimming.nextBorder(messages, 0);
    List<Message> cut = trimming.apply(messages, border);

    assertTrue(cut.stream().mapToInt(ResultTrimmingTest::length).sum() < 32_000 * 0.4);
    assertTrue(length(cut.get(2)) < 600, cut.get(2)::toString);
    assertEquals(3_000, length(cut.getLast()));
    assertFalse(trimming.exceeds(messages, border));
  }

  @Test
  void old_images_give_way_to_words_and_count_as_much_as_they_may_take() {
    Part.Image shot = Part.Image.of("shot.png", ImageType.PNG, new byte[] {1});
    Message.User said = new Message.User(List.of(new Part.Text("look"), shot));
    List<Message> messages = new ArrayList<>(List.of(said));
    messages.addAll(conversation(3, 100));
    ResultTrimming trimming = trimming(5_000);

    assertFalse(trimming.exceeds(messages.subList(1, messages.size()), 0));
    assertFalse(trimming(6_000).exceeds(messages, 0));
    messages.addFirst(said);
    assertTrue(trimming.exceeds(messages, 0));
    trimming.fit(seeing(5_000).withVision(Vision.BLIND));
    assertFalse(trimming.exceeds(messages, 0), "an image that is not shown counted");
    trimming.fit(seeing(5_000));
    List<Message> cut = trimming.apply(messages, trimming.nextBorder(messages, 0));
    Message.User words = new Message.User(List.of(new Part.Text("look"), shot.unseen()));
    assertEquals(words, cut.getFirst());
    assertFalse(trimming.exceeds(cut, 0));
  }

  @Test
  void border_never_goes_back_and_newest_messages_are_never_cut() {
    List<Message> messages = conversation(3, 50_000);
    ResultTrimming trimming = trimming(1_000);
    int border = trimming.nextBorder(messages, 2);

    assertEquals(messages.size() - 4, border);
    assertEquals(border, trimming.nextBorder(messages, border));
  }

  @Test
  void every_result_keeps_its_call_and_says_that_it_was_cut() {
    List<Message> messages = conversation(6, 5_000);
    List<Message> cut = trimming(2_000).apply(messages, messages.size());
    for (int i = 0; i < messages.size(); i++) {
      if (cut.get(i) instanceof Message.ToolResults(List<ToolResult> results)) {
        ToolResult before = ((Message.ToolResults) messages.get(i)).results().getFirst();
        assertEquals(before.callId(), results.getFirst().callId());
        assertEquals(before.outcome(), results.getFirst().outcome());
        assertTrue(results.getFirst().text().contains("cut to save context"));
      } else {
        assertSame(messages.get(i), cut.get(i));
      }
    }
  }

  @Test
  void halved_window_stays_halved_when_the_window_is_told_again() {
    List<Message> messages = conversation(10, 2_000);
    ResultTrimming trimming = trimming(12_000);
    assertFalse(trimming.exceeds(messages, 0));
    trimming.halve();
    trimming.fit(seeing(12_000));

    assertTrue(trimming.exceeds(messages, 0));
  }
}
