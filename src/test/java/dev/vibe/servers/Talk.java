package dev.vibe.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.e2e.Launcher;
import dev.vibe.e2e.RunningVibe;
import dev.vibe.e2e.Script;
import dev.vibe.e2e.Script.Call;
import dev.vibe.e2e.TempRepo;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Scripted conversation with all that a history can hold, held by the product in three processes:
 * an image, reasoning, calls side by side with ids of another server, an edit that fits nowhere,
 * one that is made, a command that fails, a denied call, one that is interrupted; then a second
 * question after a file changed, and a third with a window so small that old results are cut.
 */
final class Talk {

  /** What an escape too many or too few would spoil. */
  static final String ODD = "say(\"a\\tb\", '<tag a=\"1\">&amp;</tag>', \"{{ x }}\") # ä€漢 %s";

  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
          + "rkJggg==";

  private final TempRepo repo;
  private final Launcher launcher;
  private final Gateway gateway;

  Talk(Path scratch, Gateway gateway) {
    this.repo = TempRepo.init(scratch.resolve("repo"));
    repo.write("a.py", "x = 1\n" + ODD + "\n")
        .write("b.py", "# a line of a file that fills a small window\n".repeat(110))
        .commitAll("Begin");
    this.launcher =
        Launcher.in(scratch)
            .directory(repo.root())
            .with("VIBE_BASE_URL", gateway.baseUrl())
            // The user says that the model sees; so an image counts until the server refuses it.
            .with("VIBE_CONTEXT_TOKENS", "32000")
            .with("VIBE_MODEL", "tried");
    this.gateway = gateway;
    try {
      Files.write(repo.root().resolve("shot.png"), Base64.getDecoder().decode(PIXEL));
      Files.writeString(
          Files.createDirectories(scratch.resolve("home/vibe")).resolve("config.toml"),
          "[models.tried]\nimages = true\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reply[] first() {
    StreamScript parallel = StreamScript.of(StreamShape.OPENAI, "parallel");
    parallel.reasoning("Both files ", "first.").text("I look at both.");
    parallel.call("read_file", Call.read("a.py").arguments());
    parallel.call("read_file", Call.read("b.py").arguments());
    return Script.of(StreamShape.LLAMA_CPP)
        .reply(parallel.reply())
        .calls(Script.edit("a.py", "y = \"not there\"", "y = 2"))
        .calls(Script.edit("a.py", "x = 1\n", "x = 1\n" + ODD + "\nx = 2\n"))
        .calls(Call.run("ls no-such-folder"))
        .calls(Call.write("../outside.txt", "no"))
        .calls(Call.run("touch begun; sleep 100"))
        .replies();
  }

  private static Reply[] second() {
    return Script.vllm()
        .calls(Call.read("a.py"))
        .says("It is done.")
        .calls(Call.of("todo", Map.of("items", List.of())))
        .says("It is still done.")
        .replies();
  }

  /** Holds it to its end. */
  void hold() {
    gateway.then(first());
    gateway.then(second());
    RunningVibe vibe = launcher.start("-p", "Look at @shot.png and mend a.py.", "--mode", "auto");
    vibe.awaitUnlessEnded(() -> Files.exists(repo.root().resolve("begun")));
    vibe.signal("INT");
    RunningVibe.Ended interrupted = vibe.await();
    assertEquals(130, interrupted.exitCode(), interrupted::toString);
    repo.write("a.py", repo.read("a.py") + "# by somebody else\n");
    assertDone(launcher.run("-c", "-p", "What is in a.py now?", "--mode", "auto"));
    assertDone(
        launcher
            .with("VIBE_CONTEXT_TOKENS", "4000")
            .run("-c", "-p", "And is it really?", "--mode", "auto"));
  }

  /** Holds one without anything odd but calls side by side; how it ended. */
  RunningVibe.Ended holdBriefly() {
    gateway.thenOnceTried(
        Script.vllm()
            .calls(Call.read("a.py"), Call.read("b.py"))
            .calls(Script.edit("a.py", "x = 1\n", "x = 1\n" + ODD + "\nx = 2\n"))
            .says("It is done.")
            .replies());
    return launcher.run("-p", "Mend a.py.", "--mode", "auto");
  }

  private static void assertDone(RunningVibe.Ended ended) {
    assertEquals(0, ended.exitCode(), ended::toString);
  }
}
