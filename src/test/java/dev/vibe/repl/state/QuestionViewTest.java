package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.testkit.Gen;
import dev.vibe.text.ControlChars;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionViewTest {

  private static List<String> lines(Effect effect) {
    return QuestionView.lines(new Question("title", List.of(effect), "reason"), 40).stream()
        .map(Line::text)
        .toList();
  }

  /** The command as the question quotes it, its lines put together again. */
  private static String shown(String command) {
    return lines(new Effect.Run(command, "/w")).stream()
        .skip(2)
        .filter(line -> !line.contains("why it asks"))
        .map(line -> line.substring(4))
        .reduce("", String::concat);
  }

  @Test
  void a_long_command_is_shown_whole() {
    String command = "echo " + "abc ".repeat(5000).strip();

    assertEquals(command, shown(command));
  }

  @Test
  void a_character_that_is_wider_than_the_screen_is_shown_whole() {
    String command = "echo " + "👩\u200d".repeat(200) + "👩";

    assertEquals(ControlChars.neutralise(command), shown(command));
  }

  @Test
  void a_long_diff_is_bounded() {
    List<String> lines = lines(new Effect.Write("f", UnifiedDiff.created("f", "x\n".repeat(5000))));

    assertTrue(lines.size() < 410, String.valueOf(lines.size()));
    assertTrue(lines.contains("  │ … 4601 more lines"), lines.toString());
  }

  @Test
  void every_effect_is_told() {
    assertEquals("  │ reads a", lines(new Effect.Read("a")).get(1));
    assertEquals("  │ deletes a", lines(new Effect.Delete("a")).get(1));
    assertEquals(
        List.of("  │ commits:", "  │ m", "  │   f"),
        lines(new Effect.Commit("m", List.of("f"))).subList(1, 4));
  }

  @Test
  void what_holds_for_a_command_and_why_no_rule_can_be_written_is_told() {
    Question.Terms terms = new Question.Terms(Question.Lasting.SESSION, "it is managed", "offline");
    Question question =
        new Question("run x", List.of(new Effect.Run("x", "/w")), "mode ask", terms, "");
    List<String> lines = QuestionView.lines(question, 60).stream().map(Line::text).toList();

    assertEquals(
        List.of(
            "? run x",
            "  │ runs in /w, offline:",
            "  │ x",
            "  │ why it asks: mode ask",
            "  │ no \"always\": it is managed"),
        lines);
    assertEquals(
        "[y]es / yes, this [s]ession / [N]o / [e]dit: ", QuestionView.choices(question, 80));
  }

  @Test
  void the_reason_is_broken_between_words() {
    Question question = new Question("x", List.of(), "the rule ask bash(make *) of this folder");

    assertEquals(
        List.of("? x", "  │ why it asks: the", "  │ rule ask bash(make", "  │ *) of this folder"),
        QuestionView.lines(question, 25).stream().map(Line::text).toList());
  }

  @Test
  void no_foreign_text_can_pass_for_the_question() {
    Gen.forAll(
        "spoofed question",
        300,
        random -> {
          String evil =
              Gen.hostileText(random, 60) + "\r\n[y]es / [n]o:" + " ".repeat(40) + "[y]es / [n]o:";
          List<String> lines =
              QuestionView.lines(
                      new Question(
                          evil,
                          List.of(
                              new Effect.Run(evil, evil),
                              new Effect.Write(evil, UnifiedDiff.created(evil, evil)),
                              new Effect.Commit(evil, List.of(evil))),
                          evil),
                      40)
                  .stream()
                  .map(Line::text)
                  .toList();

          for (String line : lines) {
            assertTrue(line.startsWith(line.equals(lines.getFirst()) ? "? " : "  │ "), line);
            assertTrue(Width.of(line) < 40, line);
            assertTrue(line.chars().noneMatch(Character::isISOControl), line);
          }
        });
  }
}
