package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.effect.Effect;
import dev.vibe.problem.RefusalCode;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.content.TextFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingToolsTest {

  private static final IgnoreRules RULES = IgnoreRules.repositoriesOnly();

  @TempDir private Path temp;
  private Path root;
  private ToolContext context;

  @BeforeEach
  void makeWorkspace() throws IOException {
    root = temp.toRealPath();
    context = new ToolContext(new EditBatch(new Workspace(root, List.of())));
  }

  // read_file

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

  // glob

  @Test
  void files_are_listed_newest_first() throws Exception {
    write("old.py", "");
    write("src/new.py", "");
    write("src/x.txt", "");
    age("old.py", 100);
    age("src/new.py", 10);
    assertEquals("src/new.py\nold.py\n", glob("*.py", ""));
    assertEquals("src/new.py\n", glob("*.py", "src"));
    assertEquals("old.py\n", glob("/*.py", ""));
    assertEquals("src/new.py\n", glob(root + "/src/*.py", ""));
  }

  @Test
  void a_long_list_is_cut_and_counted() throws Exception {
    for (int i = 0; i < 130; i++) {
      write("f" + i, "");
      age("f" + i, i);
    }
    String list = glob("f*", "");
    assertTrue(list.startsWith("f0\nf1\n"));
    assertEquals(101, list.lines().count());
    assertTrue(list.endsWith("[30 older files not shown; use a narrower pattern or path]\n"));
  }

  @Test
  void a_glob_that_finds_nothing_says_so() throws Exception {
    assertTrue(glob("*.zzz", "").startsWith("No files match."));
    assertTrue(
        run(new GlobTool(RULES), new GlobTool.Input("*", "nowhere"), Outcome.FAILED)
            .contains("does not exist"));
    assertEquals(
        RefusalCode.INVALID, refuse(new GlobTool(RULES), new GlobTool.Input("", "")).code());
    assertEquals(
        RefusalCode.OUTSIDE, refuse(new GlobTool(RULES), new GlobTool.Input("*", "/proc")).code());
  }

  // grep

  @Test
  void matches_are_shown_with_path_and_line() throws Exception {
    write("a.py", "import x\nprint(1)\n");
    write("b/c.py", "print(2)\r\n");
    write("d.txt", "print(3)\n");
    assertEquals(
        "a.py:2:print(1)\nb/c.py:1:print(2)\nd.txt:1:print(3)\n", grep("print\\(", "", "", 0, 0));
    assertEquals("a.py:2:print(1)\nb/c.py:1:print(2)\n", grep("print\\(", "", "*.py", 0, 0));
    assertEquals("b/c.py:1:print(2)\n", grep("print\\(", "b", "", 0, 0));
    assertEquals("a.py:2:print(1)\n", grep("(?i)^PRINT", "a.py", "", 0, 0));
    assertEquals("No matches in 3 files.\n", grep("zzz", "", "", 0, 0));
  }

  @Test
  void classes_of_characters_may_be_named_as_grep_names_them() throws Exception {
    write("a.txt", "one two\nonetwo\none7\n[:x:]\n");

    assertEquals("a.txt:1:one two\n", grep("one[[:space:]]two", "", "", 0, 0));
    assertEquals("a.txt:3:one7\n", grep("e[^[:alpha:][:blank:]]", "", "", 0, 0));
    assertEquals("a.txt:3:one7\n", grep("[[:xdigit:]]\\d", "", "", 0, 0));
    assertEquals("a.txt:4:[:x:]\n", grep("\\[:x:]", "", "", 0, 0));
  }

  @Test
  void context_lines_are_joined_and_set_apart() throws Exception {
    write("a", "1\n2\nhit\n4\n5\n6\n7\nhit\nhit\n10\n");
    assertEquals(
        "a-2-2\na:3:hit\na-4-4\n--\na-7-7\na:8:hit\na:9:hit\na-10-10\n", grep("hit", "", "", 1, 0));
    write("b", "hit\n");
    assertTrue(grep("hit", "", "", 1, 0).endsWith("a-10-10\n--\nb:1:hit\n"));
  }

  @Test
  void more_matches_than_asked_for_are_counted() throws Exception {
    write("a", "hit\n".repeat(5));
    write("b", "hit\n".repeat(3));
    assertEquals(
        "a:1:hit\na:2:hit\n[6 more matching lines in 2 files not shown; narrow pattern, path or"
            + " glob]\n",
        grep("hit", "", "", 0, 2));
  }

  @Test
  void binary_and_secret_files_are_not_searched() throws Exception {
    write(".env", "hit\n");
    Files.write(root.resolve("bin"), "hit\0".getBytes(StandardCharsets.UTF_8));
    write("a", "hit\n");
    assertEquals(
        "a:1:hit\n[files that may hold log-in data were not searched: 1]\n",
        grep("hit", "", "", 0, 0));
  }

  @Test
  void long_lines_are_cut_around_the_match() throws Exception {
    write("a", "x".repeat(5_000) + "hit" + "y".repeat(5_000));
    String line = grep("hit", "", "", 0, 0);
    assertTrue(line.length() < 330);
    assertTrue(line.startsWith("a:1:…xxx"));
    assertTrue(line.contains("xhity"));
    assertTrue(line.endsWith("y…\n"));
  }

  @Test
  void a_runaway_pattern_ends_with_advice() throws Exception {
    write("a", "a".repeat(300) + "\n");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertTrue(
                run(
                        new GrepTool(RULES),
                        new GrepTool.Input(".*.*.*.*.*.*z", "", "", 0, 0),
                        Outcome.FAILED)
                    .contains("takes too long on a")));
  }

  @Test
  void a_pattern_that_exhausts_the_stack_ends_with_advice() throws Exception {
    write("a", "ab".repeat(1_000_000) + "\n");
    assertTrue(
        run(new GrepTool(RULES), new GrepTool.Input("(a|b)*c", "", "", 0, 0), Outcome.FAILED)
            .contains("takes too long"));
  }

  @Test
  void what_is_no_pattern_is_explained() {
    Refusal refusal = refuse(new GrepTool(RULES), new GrepTool.Input("print(", "", "", 0, 0));
    assertEquals(RefusalCode.INVALID, refusal.code());
    assertTrue(refusal.message().contains("Unclosed group"));
    assertEquals(
        RefusalCode.INVALID,
        refuse(new GrepTool(RULES), new GrepTool.Input("", "", "", 0, 0)).code());
    assertEquals(
        RefusalCode.INVALID,
        refuse(new GrepTool(RULES), new GrepTool.Input("x", "", "", -1, 0)).code());
  }

  private String read(String file, int offset, int limit) throws Exception {
    return run(new ReadFileTool(RULES), new ReadFileTool.Input(file, offset, limit), Outcome.OK);
  }

  private String failed(String file) throws Exception {
    return run(new ReadFileTool(RULES), new ReadFileTool.Input(file, 0, 0), Outcome.FAILED);
  }

  private String glob(String pattern, String path) throws Exception {
    return run(new GlobTool(RULES), new GlobTool.Input(pattern, path), Outcome.OK);
  }

  private String grep(String pattern, String path, String glob, int around, int max)
      throws Exception {
    return run(
        new GrepTool(RULES), new GrepTool.Input(pattern, path, glob, around, max), Outcome.OK);
  }

  private <I extends Record> String run(Tool<I> tool, I input, Outcome expected) throws Exception {
    ToolOutput output = prepare(tool, input).body().run();
    assertEquals(expected, output.outcome(), output.text());
    return output.text();
  }

  private <I extends Record> Invocation.Reading prepare(Tool<I> tool, I input) {
    Prepared prepared = tool.prepare(input, context);
    return assertInstanceOf(Invocation.Reading.class, prepared, prepared::toString);
  }

  private <I extends Record> Refusal refuse(Tool<I> tool, I input) {
    return assertInstanceOf(Refusal.class, tool.prepare(input, context));
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }

  private void age(String file, int seconds) throws IOException {
    Instant then = Instant.parse("2026-01-01T00:00:00Z").minusSeconds(seconds);
    Files.setLastModifiedTime(root.resolve(file), FileTime.from(then));
  }

  private static String numbers(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> i + "\n").collect(Collectors.joining());
  }
}
