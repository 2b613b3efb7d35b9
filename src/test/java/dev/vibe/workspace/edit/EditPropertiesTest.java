package dev.vibe.workspace.edit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.Gen;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextEncoding;
import dev.vibe.workspace.content.TextFile;
import dev.vibe.workspace.edit.TextEdit.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Random edits on random files in every encoding and with every kind of line ending. */
class EditPropertiesTest {

  private static final String[] WORDS = {
    "alpha", "x = 1;", "\tif (a)", "  foo()", "café", "naïve", "{", "}", "", "   ", "ende", "'q'"
  };

  private static final String[] BREAKS = {"\n", "\r\n", "\r"};

  private static String text(RandomGenerator random, boolean mixed) {
    StringBuilder out = new StringBuilder();
    String lineBreak = BREAKS[random.nextInt(3)];
    int lines = random.nextInt(1, 12);
    for (int i = 0; i < lines; i++) {
      out.append(WORDS[random.nextInt(WORDS.length)])
          .append(random.nextInt(3) == 0 ? " " : "")
          .append(random.nextInt(4) == 0 ? String.valueOf(random.nextInt(20)) : "");
      out.append(mixed ? BREAKS[random.nextInt(2)] : lineBreak);
    }
    out.append(random.nextBoolean() ? "the end" : "");
    return out.toString();
  }

  private static final List<TextEncoding> ENCODINGS =
      List.of(
          TextEncoding.UTF_8,
          TextEncoding.UTF_8_BOM,
          TextEncoding.UTF_16LE,
          TextEncoding.UTF_16BE,
          TextEncoding.LATIN_1);

  @Test
  void bytes_outside_an_exact_match_stay() {
    Gen.forAll(
        "exact edit",
        4000,
        random -> {
          String text = text(random, random.nextInt(4) == 0);
          TextEncoding encoding = ENCODINGS.get(random.nextInt(ENCODINGS.size()));
          byte[] before = encoding.encode(text).orElseThrow();
          TextFile file = ((Loaded.Text) Loaded.decode("f", before)).file();
          int from = random.nextInt(text.length());
          int to = random.nextInt(from, text.length()) + 1;
          if (splitsBreak(text, from) || splitsBreak(text, to)) {
            return; // half a line break is no match here, but may be one elsewhere
          }
          TextEdit edit = new TextEdit(text.substring(from, to), "ne\u00E9 $1\\", Places.ONE);
          if (EditMatcher.match(file.text(), edit)
                  instanceof MatchResult.Replaced(String after, MatchStep step, int line, int n)
              && step == MatchStep.EXACT) {
            byte[] bytes = file.encode(after).orElseThrow();
            byte[] head = encoding.encode(text.substring(0, from)).orElseThrow();
            int tail =
                encoding.encode(text.substring(to)).orElseThrow().length
                    - encoding.encode("").orElseThrow().length;
            assertArrayEquals(head, Arrays.copyOf(bytes, head.length));
            assertArrayEquals(
                Arrays.copyOfRange(before, before.length - tail, before.length),
                Arrays.copyOfRange(bytes, bytes.length - tail, bytes.length));
            assertEquals(text.substring(0, from) + "ne\u00E9 $1\\" + text.substring(to), after);
          }
        });
  }

  private static boolean splitsBreak(String text, int at) {
    return at > 0 && text.startsWith("\r\n", at - 1);
  }

  @Test
  void lines_outside_a_loose_match_stay_and_lines_inside_that_do_not_change_stay() {
    int[] loose = new int[1];
    Gen.forAll(
        "loose edit",
        6000,
        random -> {
          String text = text(random, random.nextInt(4) == 0);
          Lines lines = Lines.of(text);
          int first = random.nextInt(lines.count());
          int last = random.nextInt(first, lines.count());
          List<String> old = new ArrayList<>();
          for (int i = first; i <= last; i++) {
            old.add(worn(lines.content(i), random));
          }
          int changed = random.nextInt(old.size());
          List<String> fresh = new ArrayList<>(old);
          fresh.set(changed, IndentStyle.indent(old.get(changed)) + "something else");
          TextEdit edit =
              new TextEdit(
                  String.join("\n", old) + "\n", String.join("\n", fresh) + "\n", Places.ONE);
          if (EditMatcher.match(text, edit)
                  instanceof MatchResult.Replaced(String after, MatchStep step, int line, int n)
              && line == first + 1
              && !old.get(0).isBlank()) {
            loose[0] += step == MatchStep.EXACT ? 0 : 1;
            Lines now = Lines.of(after);
            assertEquals(lines.count(), now.count(), step + " " + after);
            for (int i = 0; i < lines.count(); i++) {
              boolean hit = i == first + changed;
              String expected = text.substring(lines.start(i), lines.start(i + 1));
              String found = after.substring(now.start(i), now.start(i + 1));
              assertEquals(lines.lineBreak(i), now.lineBreak(i), step + ": break of line " + i);
              assertTrue(hit || expected.equals(found), step + ": " + expected + "/" + found);
            }
          }
        });
    assertTrue(loose[0] > 500, "only " + loose[0] + " loose matches");
  }

  /** A line as a model might recall it. */
  private static String worn(String line, RandomGenerator random) {
    String worn = line.replaceAll(" +$", "");
    return switch (random.nextInt(4)) {
      case 0 -> worn.replace("\u00E9", "e\u0301");
      case 1 -> worn + "  ";
      case 2 -> line.replace("'", "\u2019");
      default -> line;
    };
  }

  @Test
  void a_block_is_found_under_any_uniform_shift() {
    Gen.forAll(
        "shift",
        2000,
        random -> {
          List<String> block = new ArrayList<>(List.of("begin("));
          for (int i = 0; i < random.nextInt(1, 6); i++) {
            block.add("  ".repeat(random.nextInt(3)) + "word" + i + ";");
          }
          String shift = random.nextBoolean() ? " ".repeat(random.nextInt(1, 9)) : "\t";
          String file =
              "top\n" + String.join("", block.stream().map(l -> shift + l + "\n").toList()) + "e\n";
          String old = String.join("\n", block) + "\n";
          String expected = file.replace("word0", "changed");
          TextEdit edit = new TextEdit(old, old.replace("word0", "changed"), Places.ONE);
          assertEquals(
              new MatchResult.Replaced(expected, MatchStep.INDENTATION, 2, 1),
              EditMatcher.match(file, edit));
        });
  }
}
