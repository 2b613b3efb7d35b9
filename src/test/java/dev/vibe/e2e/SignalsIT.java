package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.conversation.Message;
import dev.vibe.conversation.ToolResult;
import dev.vibe.e2e.Script.Call;
import dev.vibe.event.Event;
import dev.vibe.session.SessionReader.Recording;
import dev.vibe.session.SessionReader.Tail;
import dev.vibe.session.Transcript;
import dev.vibe.testkit.ProcessWords;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.Reply.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a signal ends, and what it leaves behind. */
class SignalsIT {

  @TempDir Path scratch;

  /** What the commands of a test wait in; no two tests have the same. */
  private final String nap = "sleep 600." + System.nanoTime() % 1_000_000_000L;

  private static final String HALF =
      "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Half a\"}}]}";

  /** Plays the beginning of a reply, tells that it did, and then nothing. */
  private static Reply half(CountDownLatch played) {
    return Reply.events(HALF).then(new Step.Signal(played), new Step.Await(new CountDownLatch(1)));
  }

  @Test
  void interrupt_in_mid_stream_ends_in_order() {
    Script script =
        Script.vllm().calls(edit("a.txt", "old", "new")).reply(half(new CountDownLatch(1)));
    try (Stage stage = Stage.in(scratch, script)) {
      stage.repo().write("a.txt", "old\n").commitAll("Start");
      RunningVibe vibe =
          stage
              .launcher()
              .start("-p", "do it", "--mode", "accept-edits", "--output", "stream-json");
      // That it was sent would not do: what was not read yet is not in the conversation.
      vibe.awaitStdout("Half a");
      vibe.signal("INT");

      Stage.Outcome record = Stage.Outcome.ofLast(vibe.await()).endedWith(130, "interrupted");

      assertEquals("interrupted", record.problem());
      assertEquals(List.of("a.txt"), record.list("changed_files"));
      assertEquals("new\n", stage.repo().read("a.txt"));
      assertEquals(List.of(), leftOver(stage));
      Recording session = whole(stage);
      Message last = Transcript.of(session.events()).messages().getLast();
      assertEquals("Half a", assertInstanceOf(Message.Assistant.class, last).text());
    }
  }

  @Test
  void termination_in_mid_stream_has_its_own_exit_code() throws InterruptedException {
    CountDownLatch played = new CountDownLatch(1);
    try (Stage stage = Stage.in(scratch, Script.vllm().reply(half(played)))) {
      RunningVibe vibe = start(stage);
      assertTrue(played.await(60, TimeUnit.SECONDS));
      vibe.signal("TERM");

      assertEquals(
          "terminated", Stage.Outcome.of(vibe.await()).endedWith(143, "interrupted").problem());
      whole(stage);
    }
  }

  @Test
  void interrupt_in_mid_command_ends_all_its_processes() throws Exception {
    Script script =
        Script.vllm()
            .calls(
                Call.run("echo x > made.txt; " + nap + " & echo > pids; wait"),
                edit("a.txt", "old", "new"));
    try (Stage stage = Stage.in(scratch, script)) {
      stage.repo().write("a.txt", "old\n").commitAll("Start");
      Path pipe = pipe(stage, "pids");
      RunningVibe vibe = start(stage, "--auto-approve");
      List<ProcessHandle> processes = processes(pipe);
      vibe.signal("INT");

      Stage.Outcome record = Stage.Outcome.of(vibe.await()).endedWith(130, "interrupted");

      awaitEnd(processes);
      assertEquals("old\n", stage.repo().read("a.txt"));
      assertEquals(List.of("made.txt"), record.list("changed_files"));
      assertEquals(List.of(), leftOver(stage));
      List<ToolResult.Outcome> outcomes =
          whole(stage).events().stream()
              .filter(envelope -> envelope.event() instanceof Event.ToolFinished)
              .map(envelope -> ((Event.ToolFinished) envelope.event()).result().outcome())
              .toList();
      assertEquals(
          List.of(ToolResult.Outcome.INTERRUPTED, ToolResult.Outcome.INTERRUPTED), outcomes);
    }
  }

  /** After the first the run waits for somebody who reads its patch, and nobody does. */
  @Test
  void second_interrupt_ends_at_once_and_what_runs_in_the_background_dies_too() throws Exception {
    Script script =
        Script.vllm()
            .calls(Call.run(nap + " & echo > pids"))
            .calls(Call.run("trap 'echo > heard' TERM; echo > begun; " + nap + " & wait"));
    try (Stage stage = Stage.in(scratch, script)) {
      Path pids = pipe(stage, "pids");
      Path begun = pipe(stage, "begun");
      Path heard = pipe(stage, "heard");
      String patch = pipe(stage, "patch").toString();
      RunningVibe vibe = start(stage, "--auto-approve", "--patch-out", patch);
      List<ProcessHandle> processes = processes(pids);
      Files.readString(begun);
      vibe.signal("INT");
      Files.readString(heard);
      vibe.signal("INT");

      RunningVibe.Ended ended = vibe.await();

      assertEquals(130, ended.exitCode(), ended::toString);
      assertEquals("", ended.stdout());
      awaitEnd(processes);
    }
  }

  @Test
  void killed_its_commands_die_too_and_the_next_start_says_what_was_cut_off() throws Exception {
    Script script =
        Script.vllm()
            .calls(Call.run("echo x > made.txt; setsid " + nap + " & echo > pids; wait"))
            .says("Hello.");
    try (Stage stage = Stage.in(scratch, script)) {
      stage.repo().write("a.txt", "old\n").commitAll("Start");
      Path pids = pipe(stage, "pids");
      RunningVibe vibe = start(stage, "--auto-approve");
      List<ProcessHandle> processes = processes(pids);
      vibe.signal("KILL");

      assertEquals(137, vibe.await().exitCode());
      awaitEnd(processes);
      RunningVibe.Ended next = stage.run("-p", "Hello");
      assertEquals(0, next.exitCode(), next::toString);
      assertTrue(next.stderr().contains("cut off"), next::toString);
      assertTrue(next.stderr().contains("echo x > made.txt"), next::toString);
      RunningVibe.Ended third = stage.launcher().run("undo", "--list");
      assertTrue(third.stdout().contains("cut off: "), third::toString);
    }
  }

  @Test
  void termination_in_mid_command_of_a_commit_run_has_its_record() throws Exception {
    Script script =
        Script.vllm()
            .calls(edit("a.txt", "old", "new"), Call.commit("Change"))
            .calls(Call.run(nap + " & echo > pids; wait"));
    for (String signal : List.of("TERM", "HUP")) {
      Path folder = Files.createDirectories(scratch.resolve(signal));
      try (Stage stage = Stage.in(folder, script)) {
        stage.repo().write("a.txt", "old\n").commitAll("Start");
        Path pids = pipe(stage, "pids");
        RunningVibe vibe = start(stage, "--mode", "auto", "--auto-commit");
        List<ProcessHandle> processes = processes(pids);
        vibe.signal(signal);

        Stage.Outcome record = Stage.Outcome.of(vibe.await()).endedWith(143, "interrupted");

        awaitEnd(processes);
        assertEquals(List.of("a.txt"), record.list("changed_files"));
        assertEquals(List.of("Change", "Start"), stage.repo().log());
        assertEquals("new\n", stage.repo().fileAt("HEAD", "a.txt"));
        assertEquals(List.of(), leftOver(stage));
        whole(stage);
      }
    }
  }

  @Test
  void interrupt_before_the_first_request_is_heard() {
    try (Stage stage = Stage.in(scratch, Script.vllm())) {
      RunningVibe vibe = stage.launcher().openInput().start("-p", "fix it", "--output", "json");
      vibe.awaitStderr("waiting for standard input");
      vibe.signal("INT");

      Stage.Outcome.of(vibe.await()).endedWith(130, "interrupted");
      assertEquals(List.of(), stage.server().requests());
    }
  }

  @Test
  void interrupt_while_the_server_is_asked_what_it_serves_is_heard() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    try (Stage stage = Stage.in(scratch, Script.vllm())) {
      stage
          .server()
          .models(
              Reply.json(200, "{}")
                  .after(new Step.Signal(asked), new Step.Await(new CountDownLatch(1))));
      RunningVibe vibe =
          stage.launcher().with("VIBE_MODEL", "").start("-p", "fix it", "--output", "json");
      assertTrue(asked.await(60, TimeUnit.SECONDS));
      vibe.signal("INT");

      Stage.Outcome.of(vibe.await()).endedWith(130, "interrupted");
    }
  }

  private static RunningVibe start(Stage stage, String... more) {
    List<String> line = new ArrayList<>(List.of("-p", "do it", "--output", "json"));
    line.addAll(Arrays.asList(more));
    return stage.launcher().start(line.toArray(String[]::new));
  }

  /** Opening it to read waits for somebody who writes, so nothing needs to be polled. */
  private static Path pipe(Stage stage, String name) throws IOException, InterruptedException {
    Path pipe = stage.repo().root().resolve(name);
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    return pipe;
  }

  /** Those of the commands of this test, by their words: in a sandbox they have other numbers. */
  private List<ProcessHandle> processes(Path pipe) throws IOException {
    assertEquals("\n", Files.readString(pipe));
    List<ProcessHandle> all = ProcessWords.holding(nap);
    assertFalse(all.isEmpty());
    return all;
  }

  /** They are dead; whoever has to take note of that may need a moment. */
  private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
    CompletableFuture<?>[] ends =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(ends).get(60, TimeUnit.SECONDS);
  }

  /** The log, which must not be cut. */
  private static Recording whole(Stage stage) {
    Recording session = stage.session();
    assertInstanceOf(Tail.Whole.class, session.tail());
    assertInstanceOf(Event.RunEnded.class, session.events().getLast().event());
    return session;
  }

  /** Half-written files would be beside their goal or in the journal. */
  private static List<String> leftOver(Stage stage) {
    List<String> left =
        new ArrayList<>(
            stage.repo().status().stream()
                .filter(line -> !line.endsWith(" a.txt") && !line.endsWith(" made.txt"))
                .filter(line -> !line.endsWith(" pids"))
                .toList());
    Path journal = stage.home().resolve("journal");
    if (Files.exists(journal)) {
      try (var files = Files.list(journal)) {
        files.forEach(file -> left.add(file.toString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return left;
  }
}
