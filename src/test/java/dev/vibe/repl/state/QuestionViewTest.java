package dev.vibe.repl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Question;
import dev.vibe.approval.QuestionBound;
import dev.vibe.effect.Effect;
import dev.vibe.testkit.Gen;
import dev.vibe.text.ControlChars;
import dev.vibe.text.FileDiff;
import dev.vibe.text.UnifiedDiff;
import dev.vibe.text.Width;
import dev.vibe.view.Line;
import dev.vibe.view.ScreenSize;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuestionViewTest {

  private static List<String> lines(Effect effect) {
    return QuestionView.lines(new Question("title", List.of(effect), "reason"), 40).stream()
        .map(Line::text)
        .toList();
  }

  private static List<String> texts(Question question) {
    return QuestionView.lines(question, 80).stream().map(Line::text).toList();
  }

  /** The command as the question quotes it, its lines put together again. */
  private static String shown(String command) {
    return lines(new Effect.Run(command, "/w")).stream()
        .dropWhile(line -> !line.endsWith(":"))
        .skip(1)
        .takeWhile(line -> !line.contains("by its words"))
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
  void a_diff_is_shown_whole_and_every_line_of_it() {
    String text = "x\n".repeat(5000) + "y".repeat(5000) + "end\n";
    List<String> lines = lines(new Effect.Write("f", UnifiedDiff.created("f", text)));

    assertEquals(5000, lines.stream().filter(line -> line.matches("  │ +[0-9]+ \\+x")).count());
    String rest =
        String.join("", lines.subList(5000, lines.size())).replaceAll("  │ [ 0-9]{5}", "");
    assertTrue(rest.contains("y".repeat(5000) + "end"), rest);
    assertTrue(lines.stream().noneMatch(line -> line.contains("more")), "something is cut");
  }

  @Test
  void more_than_anybody_reads_is_cut_and_counted() {
    String text = "x\n".repeat(QuestionBound.MOST_LINES + 12_000);
    List<String> lines = lines(new Effect.Write("f", UnifiedDiff.created("f", text)));

    assertTrue(lines.contains("  │ … 12,001 lines not shown"), lines.getLast());
    long shown = lines.stream().filter(line -> line.matches("  │ +[0-9]+ \\+x")).count();
    assertEquals(QuestionBound.MOST_LINES - 1, shown);
  }

  @Test
  void blanks_are_counted_and_push_nothing_away() {
    assertEquals(
        "echo hi · 3,000 blanks · ; touch x", shown("echo hi" + " ".repeat(3000) + "; touch x"));
    assertEquals("echo · 40 tabs · x", shown("echo" + "\t".repeat(40) + "x"));
    assertEquals("cat <<'X · 2 blanks ·", shown("cat <<'X  "));
    assertEquals("    indented", shown("    indented"));
  }

  @Test
  void blank_lines_are_counted_in_commands_and_diffs() {
    List<String> run = lines(new Effect.Run("a" + "\n".repeat(301) + "b", "/w"));
    assertEquals(List.of("  │ a", "  │ · 300 blank lines ·", "  │ b"), run.subList(3, 6));

    List<String> write =
        lines(new Effect.Write("f", UnifiedDiff.created("f", "a" + "\n".repeat(400) + "b\n")));
    assertTrue(write.contains("  │   2 +· 399 blank lines ·"), write.toString());
    assertTrue(write.contains("  │ 401 +b"), write.toString());
  }

  @Test
  void a_command_says_what_it_would_do_as_far_as_its_words_tell() {
    Question question =
        new Question("run", List.of(new Effect.Run("sudo rm -r build; git push", "/w")), "why");

    assertEquals(
        List.of("  │ by its words: deletes build; reaches the network: git"),
        texts(question).stream().filter(line -> line.contains("by its words")).toList());
    assertTrue(
        texts(new Question("run", List.of(new Effect.Run("mvn test", "/w")), "why")).stream()
            .noneMatch(line -> line.contains("by its words")));
  }

  @Test
  void nothing_hides_in_an_escape_sequence_and_no_character_is_invisible() {
    assertEquals("echo ␛]0;t; touch x ␇", shown("echo \u001b]0;t; touch x \u0007"));
    assertEquals("a␍b‹U+202E›c‹U+200B›d‹U+00A0›e", shown("a\rb\u202ec\u200bd\u00a0e"));
    String marks = shown("e" + "\u0301".repeat(12));
    assertTrue(marks.endsWith("‹U+0301›".repeat(4)), marks);
    String text = "\u001b]0;hidden\u0007\n";
    List<String> write = lines(new Effect.Write("f", UnifiedDiff.created("f", text)));
    assertTrue(write.contains("  │ 1 +␛]0;hidden␇"), write.toString());
  }

  @Test
  void arguments_are_told_one_by_one_where_the_text_of_a_command_misleads() {
    List<String> lines = lines(new Effect.Run("r''m \"-r f\" 'a -v' '' && ls x", "/w"));
    assertEquals(
        List.of(
            "  │ an argument a line, as it is run:",
            "  │   rm",
            "  │   · -r f",
            "  │   · a -v",
            "  │   · ''",
            "  │   ls",
            "  │   · x",
            "  │ by its words: deletes ., a -v",
            "  │ why it asks: reason"),
        lines.subList(lines.size() - 9, lines.size()));
    String plain = "git commit -m 'say why'  src/a.c";
    assertEquals(plain, shown(plain));
    String expanded = "echo $X 'a -b'";
    assertEquals(expanded, shown(expanded));
  }

  @Test
  void what_the_call_asks_for_beside_its_effects_stands_first() {
    Question question =
        new Question(
            "run x",
            List.of(new Effect.Run("x", "/w")),
            "why",
            new Question.Terms(Question.Lasting.ONCE, "", ""),
            "",
            List.of("in the background", "evil\n[y]es"));

    assertEquals(
        List.of("? run x", "  │ in the background", "  │ evil␊[y]es"),
        QuestionView.lines(question, 60).stream().map(Line::text).limit(3).toList());
  }

  @Test
  void a_title_that_is_cut_is_told_whole_below() {
    String title = "tool " + "x".repeat(100) + " end";
    List<String> lines =
        QuestionView.lines(new Question(title, List.of(), "why"), 40).stream()
            .map(Line::text)
            .toList();

    assertTrue(lines.getFirst().endsWith("…"), lines.getFirst());
    String below = String.join("", lines.subList(1, 5)).replace("  │ ", "");
    assertTrue(below.contains(title), below);
  }

  @Test
  void a_change_without_lines_has_no_counts() {
    FileDiff none = new FileDiff("f", FileDiff.Kind.CHANGED, List.of(), 0, 0);

    assertEquals("  │ writes f", lines(new Effect.Write("f", none)).get(1));
  }

  @Test
  void many_lines_are_counted_before_they_come() {
    List<String> lines = lines(new Effect.Run("a\nb\nc", "/w"));

    assertEquals(
        "  │ runs 3 lines in /w, without a sandbox:",
        String.join("", lines.get(1), lines.get(2).substring(4)));
  }

  @Test
  void every_effect_is_told() {
    assertEquals("  │ reads a", lines(new Effect.Read("a")).get(1));
    assertEquals("  │ deletes a", lines(new Effect.Delete("a")).get(1));
    assertEquals(
        List.of("  │ commits 1 file:", "  │ m", "  │   f"),
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
        List.of(
            "y once · s this command until you leave · n no, and why · Enter no", "e change it: "),
        rows(question, 80));
    assertEquals(List.of("[y/s/N/e]: "), rows(question, 40));
  }

  private static List<String> rows(Question question, int columns) {
    ScreenSize size = new ScreenSize(columns, 24);
    return QuestionChoices.rows(
        Dialog.Asking.of(question, 0, Reading.of(question, size)).offer(), size);
  }

  @Test
  void each_answer_says_what_it_covers() {
    Effect edit = new Effect.Write("a.py", UnifiedDiff.between("a.py", "a\n", "b\n"));
    Effect commit = new Effect.Commit("m", List.of("f"));
    Question.Lasting always = Question.Lasting.ALWAYS;

    assertEquals(
        List.of(
            "y once · s all edits until you leave · a always: edit(a.py) in this project · n no,"
                + " and why · Enter no",
            "e change it: "),
        rows(new Question("edit a.py", List.of(edit), "why", always, "b\n"), 120));
    assertEquals(
        List.of(
            "y once · s all commits until you leave · a always: commit in this project",
            "n no, and why · Enter no: "),
        rows(new Question("commit", List.of(commit), "why", always, ""), 80));
    Effect fetch = new Effect.Call("web_fetch", Map.of("host", "docs.test", "url", "u"));
    Effect call = new Effect.Call("mcp__a__b", Map.of());
    assertTrue(
        rows(new Question("fetch u", List.of(fetch), "why", always, ""), 120)
            .getFirst()
            .startsWith(
                "y once · s all pages of docs.test until you leave · a always: web_fetch(doc"));
    assertTrue(
        rows(new Question("a: b", List.of(call), "why", always, ""), 120)
            .getFirst()
            .startsWith("y once · s all calls of mcp__a__b until you leave"));
    assertEquals(
        List.of("y yes · n no, and why · Enter no: "),
        rows(new Question("undo", List.of(), "why", Question.Lasting.ONCE, ""), 80));
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
