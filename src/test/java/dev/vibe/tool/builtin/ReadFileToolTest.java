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
import dev.vibe.workspace.content.TextFile;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadFileToolTest extends ReadingFixture {

  @Test
  void lines_are_numbered() throws Exception {
    write("a.txt", "one\ntwo\r\n\nfour");
    assertEquals(
        List.of("     1\tone", "     2\ttwo", "     3\t", "     4\tfour"),
        read("a.txt", 0, 0).lines().toList());
    assertEquals(
        """
             2\ttwo
        [lines 2 to 2 of 4; more with read_file(file="a.txt", offset=3, limit=1)]
        """,
        read("a.txt", 2, 1));
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
    assertTrue(shown.contains("  2000\t2000\n"));
    assertTrue(
        shown.endsWith(
            "[lines 1 to 2000 of 5000; more with read_file(file=\"long.txt\", offset=2001)]\n"));
    assertFalse(read("long.txt", 4_999, 0).contains("more with"));
  }

  @Test
  void output_stays_within_its_bound() throws Exception {
    write("wide.txt", ("x".repeat(1_000) + "\n").repeat(500));
    String shown = read("wide.txt", 0, 0);
    assertTrue(shown.length() < 52_000);
    assertTrue(shown.contains("offset=51)"));
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
        "1999999\té line\n[lines 1999999 to 1999999 of 2000000; more with"
            + " read_file(file=\"large\", offset=2000000, limit=1)]\n",
        read("large", 1_999_999, 1));
  }

  @Test
  void bytes_that_are_no_characters_are_shown_as_such() throws Exception {
    Files.write(
        root.resolve("broken"), new byte[] {'a', (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, '\n'});
    Files.write(root.resolve("mac"), "a\rb\r".getBytes(StandardCharsets.UTF_8));
    assertEquals("     1\taÃ©ÿ\n", read("broken", 0, 0));
    Files.write(
        root.resolve("mixed"),
        new byte[] {(byte) 0xC3, (byte) 0xA9, (byte) 0xC3, (byte) 0xA9, (byte) 0xFF, '\n'});
    assertEquals("     1\téé\uFFFD\n", read("mixed", 0, 0));
    assertEquals("     1\ta\n     2\tb\n", read("mac", 0, 0));
  }

  @Test
  void other_encodings_are_shown() throws Exception {
    Files.write(root.resolve("latin"), "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(root.resolve("utf16"), "\ufeffcaf\u00e9\n".getBytes(StandardCharsets.UTF_16LE));
    Files.write(root.resolve("bom"), "\ufeffcaf\u00e9\n".getBytes(StandardCharsets.UTF_8));
    for (String file : List.of("latin", "utf16", "bom")) {
      assertEquals("     1\tcafé\n", read(file, 0, 0), file);
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
}
