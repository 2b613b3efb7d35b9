package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.ToolContext;
import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.TextFile;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadFileToolTest extends ReadingFixture {

  @Test
  void a_file_that_fits_is_shown_as_it_is() throws Exception {
    write("a.txt", "one\ntwo\r\n\nfour");
    assertEquals("one\ntwo\n\nfour", read("a.txt", 0, 0));
    write("b.txt", "\tone\n\n");
    assertEquals("\tone\n\n", read("b.txt", 1, 2));
  }

  @Test
  void a_part_says_which_and_proposes_the_next() throws Exception {
    write("a.txt", numbers(500));
    assertEquals("[lines 2-3 of 500; more: offset=4, limit=100]\n2\n3\n", read("a.txt", 2, 2));
    assertTrue(read("a.txt", 1, 250).startsWith("[lines 1-250 of 500; more: offset=251]\n"));
    assertTrue(
        read("a.txt", 1, 200).startsWith("[lines 1-200 of 500; more: offset=201, limit=200]\n"));
    assertEquals("[lines 499-500 of 500, the end]\n499\n500\n", read("a.txt", 499, 2));
    assertEquals("[lines 500-500 of 500, the end]\n500\n", read("a.txt", 500, 0));
  }

  @Test
  void a_reading_says_what_it_reads() throws Exception {
    write("src/a.txt", "x");
    Invocation.Reading reading =
        prepare(new ReadFileTool(RULES), new ReadFileTool.Input(root + "/src/a.txt", 0, 0));
    assertEquals("read src/a.txt", reading.title());
    assertEquals(List.of(new Effect.Read("src/a.txt")), reading.effects());
  }

  @Test
  void a_long_file_is_shown_in_pieces() throws Exception {
    write("long.txt", numbers(5_000));
    String shown = read("long.txt", 0, 0);
    assertTrue(shown.startsWith("[lines 1-2000 of 5000; more: offset=2001]\n1\n2\n"));
    assertTrue(shown.endsWith("\n2000\n"));
    assertFalse(read("long.txt", 4_999, 0).contains("more"));
  }

  @Test
  void a_file_too_long_for_the_window_is_shown_with_an_outline() throws Exception {
    StringBuilder text = new StringBuilder("package x;\n\nclass Till {\n");
    for (int i = 0; i < 100; i++) {
      text.append("  private int add").append(i).append("(int by) {\n");
      text.append("    return this.sum + by;\n  }\n\n");
    }
    write("Till.java", text + "}\n\nrecord Coin(int cents) {}\n");
    String shown = small("Till.java", 3_000);
    assertTrue(shown.length() < 3_300, shown);
    assertTrue(shown.startsWith("[lines 1-"), shown);
    assertTrue(shown.contains("of 406; more: offset="), shown);
    assertTrue(shown.contains("\n\nclass Till {\n  private int add0(int by) {\n"), shown);
    assertTrue(
        Pattern.compile("by line, \\d more left out:\\]\n\\d+:  int add\\d+\n")
            .matcher(shown)
            .find(),
        shown);
    assertTrue(shown.endsWith(":  int add98\n406:record Coin\n"), shown);
    String roomy = small("Till.java", 6_000);
    assertTrue(
        roomy.endsWith(
            """
            396:  private int add98(int by) {
            400:  private int add99(int by) {
            406:record Coin(int cents) {}
            """),
        roomy);

    write("notes.md", "# One\n" + "text # no\n".repeat(400) + "## Two\n");
    assertTrue(small("notes.md", 3_000).endsWith(":]\n402:## Two\n"));
    write("a.json", "{\"a\": 1}\n".repeat(400));
    assertFalse(small("a.json", 3_000).contains("definitions"));
  }

  private String small(String file, int most) throws Exception {
    ToolContext window = new ToolContext(context.batch(), Set.of(), most);
    return assertInstanceOf(
            Invocation.Reading.class,
            new ReadFileTool(RULES).prepare(new ReadFileTool.Input(file, 0, 0), window))
        .body()
        .run()
        .text();
  }

  @Test
  void an_offset_past_the_end_is_no_reading() throws Exception {
    write("a.txt", "x\n");
    run(new ReadFileTool(RULES), new ReadFileTool.Input("a.txt", 9, 0), Outcome.FAILED);
    WorkspacePath path = new Workspace(root, List.of()).pathOf(root.resolve("a.txt"));
    assertFalse(context.batch().seen().knows(path));
    read("a.txt", 0, 0);
    assertTrue(context.batch().seen().knows(path));
  }

  @Test
  void output_stays_within_its_bound() throws Exception {
    write("wide.txt", ("x".repeat(1_000) + "\n").repeat(500));
    String shown = read("wide.txt", 0, 0);
    assertTrue(shown.length() < 52_000);
    assertTrue(shown.contains("more: offset=51]\n"));
    write("line.txt", "y".repeat(3_000));
    assertTrue(read("line.txt", 0, 0).contains("[… 1000 more characters in this line]"));
  }

  @Test
  void every_failure_has_its_own_remedy() throws Exception {
    write("src/logger.py", "x");
    write("empty.txt", "");
    Files.write(root.resolve("binary"), new byte[] {1, 0, 2});
    try (RandomAccessFile large = new RandomAccessFile(root.resolve("large.txt").toFile(), "rw")) {
      large.setLength(TextFile.MAX_BYTES + 1);
    }
    assertTrue(failed("src/loger.py").contains("Did you mean src/logger.py?"));
    assertTrue(failed("logger.py").contains("Did you mean src/logger.py?"));
    assertTrue(failed("nothing/like.this").contains("Look for it with glob"));
    assertTrue(failed("src").contains("glob(pattern=\"/*\", path=\"src\")"));
    assertTrue(failed("binary").contains("binary"));
    assertTrue(failed("large.txt").contains("too large"));
    assertTrue(
        run(new ReadFileTool(RULES), new ReadFileTool.Input("src/logger.py", 5, 0), Outcome.FAILED)
            .contains("only 1 line"));
    assertEquals("empty.txt exists and is empty.", read("empty.txt", 0, 0));
  }

  @Test
  void a_window_of_a_large_file_is_shown() throws Exception {
    byte[] line = "é line\r\n".getBytes(StandardCharsets.UTF_8);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(root.resolve("large")))) {
      for (int i = 0; i < 2_000_000; i++) {
        out.write(line);
      }
    }
    assertEquals(
        "[lines 1999999-1999999 of 2000000; more: offset=2000000]\né line\n",
        read("large", 1_999_999, 1));
  }

  @Test
  void bytes_that_are_no_characters_are_shown_as_such() throws Exception {
    Files.write(
        root.resolve("broken"), new byte[] {'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, '\n'});
    Files.write(root.resolve("mac"), "a\rb\r".getBytes(StandardCharsets.UTF_8));
    assertEquals("aÃ©ÿ\n", read("broken", 0, 0));
    Files.write(
        root.resolve("mixed"),
        new byte[] {(byte) 0xC3, (byte) 0xA9, (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, '\n'});
    assertEquals("éé\uFFFD\n", read("mixed", 0, 0));
    assertEquals("a\nb\n", read("mac", 0, 0));
  }

  @Test
  void other_encodings_are_shown() throws Exception {
    Files.write(root.resolve("latin"), "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(root.resolve("utf16"), "\ufeffcaf\u00e9\n".getBytes(StandardCharsets.UTF_16LE));
    Files.write(root.resolve("bom"), "\ufeffcaf\u00e9\n".getBytes(StandardCharsets.UTF_8));
    for (String file : List.of("latin", "utf16", "bom")) {
      assertEquals("café\n", read(file, 0, 0), file);
    }
  }

  @Test
  void a_guarded_path_needs_a_yes_to_this_very_path() throws Exception {
    write(".env", "KEY=1");
    ReadFileTool tool = new ReadFileTool(RULES);
    ReadFileTool.Input input = new ReadFileTool.Input(".env", 0, 0);
    GuardedPath guarded = assertInstanceOf(GuardedPath.class, tool.prepare(input, context));
    assertEquals(Guard.SECRET, guarded.guard());
    assertEquals(new Effect.Read(".env"), guarded.effect());

    ToolContext opened = new ToolContext(context.batch(), Set.of(guarded.path()));
    assertInstanceOf(Invocation.Reading.class, tool.prepare(input, opened));
    assertInstanceOf(
        GuardedPath.class,
        tool.prepare(input, new ToolContext(context.batch(), Set.of("other/.env"))));
  }

  @Test
  void what_no_yes_can_open_is_refused() throws Exception {
    assertEquals(
        RefusalCode.OUTSIDE,
        refuse(new ReadFileTool(RULES), new ReadFileTool.Input("/proc/self/environ", 0, 0)).code());
    assertEquals(
        RefusalCode.INVALID,
        refuse(new ReadFileTool(RULES), new ReadFileTool.Input("a", -1, 0)).code());
  }

  private String read(String file, int offset, int limit) throws Exception {
    return run(new ReadFileTool(RULES), new ReadFileTool.Input(file, offset, limit), Outcome.OK);
  }

  private String failed(String file) throws Exception {
    return run(new ReadFileTool(RULES), new ReadFileTool.Input(file, 0, 0), Outcome.FAILED);
  }

  private static String numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }

  @Test
  void methods_and_constructors_without_a_modifier_are_in_the_outline() throws Exception {
    String body = "      if (sum(a) > 0) {\n        Till.of(a);\n      }\n".repeat(40) + "  }\n";
    String head = "// a long comment that fills the head of the file\n".repeat(60);
    write(
        "Till.java",
        head
            + "  void run() {\n"
            + body
            + "  Till(int a) {\n"
            + body
            + "  List<A> of(int a) {\n"
            + body);
    String shown = small("Till.java", 3_000);
    assertEquals(
        """
        [definitions further down, by line:]
        61:  void run() {
        183:  Till(int a) {
        305:  List<A> of(int a) {
        """,
        shown.substring(shown.indexOf("[definitions")));
  }
}
