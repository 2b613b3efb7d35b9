package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import dev.vibe.testkit.ModelServer;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a server, a command or a file sends, a run ends with a clear word, and its heap, which
 * is what a usual start has, suffices.
 */
class BoundedHeapIT {

  private static final long GIGABYTE = 1L << 30;

  private static final String EVENTS = "text/event-stream";
  private static final String JSON = "application/json";

  /** What the client has not read waits in the sockets, and a broken answer is asked for again. */
  private static final long MOST_SENT = GIGABYTE;

  @TempDir Path scratch;

  private static String event(String delta) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n";
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "line | `data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"` | long",
        "comment | `: ` | long",
        "event | `data: {\n` | `data: 1,\n`",
      })
  void endless_event_ends_with_a_word(String what, String start, String repeated) {
    assertRefused(sent -> begun(start, Reply.endless(200, EVENTS, repeated, sent)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "text | `{\"content\":\"word %d of a text that goes on \"}`",
        "reasoning | `{\"reasoning_content\":\"word %d of a thought that goes on \"}`",
        "arguments |"
            + " `{\"tool_calls\":[{\"index\":0,\"id\":\"abcdefghi\",\"function\":{\"name\":\"read_file\",\"arguments\":\"{{{{{{{{%d\"}}]}`",
      })
  void endless_reply_ends_with_a_word(String what, String delta) {
    assertRefused(sent -> Reply.written(out -> countedFor(out, event(delta), sent)));
  }

  /** Each event is another one, as a reply that repeats itself is cut much earlier. */
  private static void countedFor(OutputStream out, String event, AtomicLong sent)
      throws IOException {
    for (long i = 0; ; i++) {
      byte[] bytes = event.formatted(i).getBytes(StandardCharsets.UTF_8);
      out.write(bytes);
      sent.addAndGet(bytes.length);
    }
  }

  @Test
  void endless_document_ends_with_a_word() {
    assertRefused(sent -> begun("{\"a\":[", Reply.endless(200, JSON, "1,", sent)));
  }

  @Test
  void endless_error_ends_with_a_word() {
    assertRefused(sent -> begun("{\"error\":[", Reply.endless(400, JSON, "1,", sent)));
  }

  private static Reply begun(String start, Reply reply) {
    return reply.after(new Reply.Step.Send(start.getBytes(StandardCharsets.UTF_8)));
  }

  /** The function makes a reply that counts the bytes it sends, on all connections. */
  private void assertRefused(Function<AtomicLong, Reply> endless) {
    TempRepo repo = TempRepo.init(scratch.resolve("repo"));
    AtomicLong sent = new AtomicLong();
    Reply reply = endless.apply(sent);
    try (ModelServer server = ModelServer.start(request -> reply)) {
      RunningVibe.Ended ended =
          Launcher.in(scratch)
              .directory(repo.root())
              .with("VIBE_BASE_URL", server.baseUrl())
              .with("VIBE_API_KEY", "k")
              .with("VIBE_MODEL", "devstral")
              .run("-p", "x");

      assertEquals(6, ended.exitCode(), ended::stderr);
      assertTrue(ended.stderr().contains("  try: "), ended::stderr);
      assertEnough(ended);
      assertTrue(sent.get() < MOST_SENT, () -> "sent " + sent);
    }
  }

  @Test
  void endless_list_of_models_ends_with_a_word() {
    AtomicLong sent = new AtomicLong();
    Reply reply = begun("{\"data\":[", Reply.endless(200, JSON, "{\"id\":\"one\"},", sent));
    try (ModelServer server = ModelServer.start(request -> reply)) {
      RunningVibe.Ended ended =
          Launcher.in(scratch)
              .with("VIBE_BASE_URL", server.baseUrl())
              .with("VIBE_API_KEY", "k")
              .run("models");

      assertTrue(ended.stdout().contains("not known"), ended::toString);
      assertEnough(ended);
      assertTrue(sent.get() < MOST_SENT, () -> "sent " + sent);
    }
  }

  @Test
  void gigabyte_of_output_is_shown_by_its_ends() {
    String command = "head -c 1073741824 /dev/zero | tr '\\000' x; echo; echo the end";
    try (Stage stage = stage(Script.vllm().calls(Call.run(command)).says("Done."))) {
      RunningVibe.Ended ended = stage.run("-p", "x", "--mode", "auto");

      assertEnough(ended);
      assertEquals("Done.\n", ended.stdout(), ended::stderr);
      assertTrue(stage.lastResult(2).contains("the end"));
      assertTrue(stage.lastResult(2).length() < 64_000);
    }
  }

  private Stage stage(Script script) {
    Stage stage = Stage.in(scratch, script);
    stage.repo().write("a.txt", "old\n").commitAll("Start");
    return stage;
  }

  @Test
  void large_files_are_read_searched_and_edited_or_refused() throws IOException {
    Script script =
        Script.of(StreamShape.VLLM)
            .calls(
                Call.read("lines.txt"),
                Call.read("line.txt"),
                Call.read("huge.bin"),
                Call.of("grep", Map.of("pattern", "needle")),
                Call.of("grep", Map.of("pattern", "(x+x+)+y", "path", "line.txt")))
            .calls(Script.edit("lines.txt", "needle\n", "thread\n"))
            .says("Done.");
    try (Stage stage = stage(script)) {
      Path root = stage.repo().root();
      Files.writeString(root.resolve("lines.txt"), "a line of it\n".repeat(3_840_000) + "needle\n");
      Files.writeString(root.resolve("line.txt"), "x".repeat(49_999_999));
      Path huge = sparse(root.resolve("huge.bin"));
      RunningVibe.Ended ended = stage.run("-p", "x", "--mode", "auto");
      Files.delete(huge);

      assertEnough(ended);
      assertEquals("Done.\n", ended.stdout(), ended::stderr);
      for (int i = 0; i < 5; i++) {
        String result = stage.result(2, i - 5);
        assertTrue(result.length() < 64_000, "result " + i);
      }
      assertTrue(stage.result(2, 2 - 5).contains("too large"), stage.result(2, 2 - 5));
      assertTrue(stage.repo().read("lines.txt").endsWith("thread\n"));
    }
  }

  @Test
  void gigabyte_on_standard_input_is_cut() throws IOException {
    Path input = sparse(scratch.resolve("input"));
    Path command = scratch.resolve("command");
    Files.writeString(
        command,
        "#!/bin/sh\nexec '" + Launcher.in(scratch).command() + "' \"$@\" < '" + input + "'\n");
    assertTrue(command.toFile().setExecutable(true));
    try (Stage stage = stage(Script.vllm().says("Done.").says("Done."))) {
      RunningVibe.Ended added = stage.launcher().command(command).run("-p", "x");
      assertEnough(added);
      assertEquals("Done.\n", added.stdout(), added::stderr);

      RunningVibe.Ended alone = stage.launcher().command(command).run("-p", "-");
      assertEnough(alone);
      assertEquals("Done.\n", alone.stdout(), alone::stderr);
      Files.delete(input);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "repo/AGENTS.md, 0",
    "repo/.gitignore, 0",
    "repo/.git/config, 0",
    "repo/.git/index, 0",
    "repo/a.txt, 0",
    "repo/untracked.bin, 0",
    "home/.gitconfig, 0",
    "home/vibe/config.toml, 2",
  })
  void gigabyte_in_a_file_that_a_run_looks_into_is_refused_or_cut(String file, int exitCode)
      throws IOException {
    try (Stage stage = stage(Script.vllm().calls(Call.run("echo hi")).says("Done."))) {
      Path path = scratch.resolve(file);
      Files.createDirectories(path.getParent());
      sparse(path);
      RunningVibe.Ended ended = stage.run("-p", "x", "--mode", "auto", "--trust");
      Files.delete(path);

      assertEnough(ended);
      assertEquals(exitCode, ended.exitCode(), ended::toString);
    }
  }

  @Test
  void gigabyte_that_a_command_makes_stays_uncommitted() throws IOException {
    Script script =
        Script.vllm()
            .calls(Call.run("truncate -s 1G made.bin; truncate -s 1G a.txt"))
            .says("Done.");
    try (Stage stage = stage(script)) {
      RunningVibe.Ended ended = stage.run("-p", "x", "--mode", "auto", "--auto-commit");
      Files.delete(stage.repo().root().resolve("made.bin"));
      Files.delete(stage.repo().root().resolve("a.txt"));

      assertEnough(ended);
      assertEquals(List.of("Start"), stage.repo().log(), ended::stderr);
    }
  }

  @Test
  void edit_and_answer_of_several_megabytes_are_borne() {
    String text =
        IntStream.range(0, 200_000)
            .mapToObj(i -> "word " + i + " of a text ")
            .collect(Collectors.joining());
    Script script =
        Script.of(StreamShape.MISTRAL).calls(Call.write("b.txt", text)).says(text.strip());
    try (Stage stage = stage(script)) {
      Stage.Outcome record = stage.record("-p", "x", "--mode", "auto").endedWith(0, "done");

      assertEnough(record.ended());
      assertEquals(text.strip(), record.text("answer"));
      assertEquals(text, stage.repo().read("b.txt"));
    }
  }

  /** A file of a gigabyte that takes no room on the disk; to be deleted before the stage closes. */
  private static Path sparse(Path file) throws IOException {
    try (RandomAccessFile made = new RandomAccessFile(file.toFile(), "rw")) {
      made.setLength(GIGABYTE);
    }
    return file;
  }

  private static void assertEnough(RunningVibe.Ended ended) {
    assertFalse(ended.stderr().contains("OutOfMemory"), ended::stderr);
    assertFalse(ended.stderr().contains("internal"), ended::stderr);
    assertFalse(ended.stderr().contains("\tat "), ended::stderr);
  }
}
