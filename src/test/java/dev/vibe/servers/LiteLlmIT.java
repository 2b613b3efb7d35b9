package dev.vibe.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Launcher;
import dev.vibe.e2e.RunningVibe;
import dev.vibe.e2e.Script;
import dev.vibe.e2e.Script.Call;
import dev.vibe.e2e.TempRepo;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The product with LiteLLM between it and a real server. */
@Tag("servers")
@Timeout(300)
class LiteLlmIT {

  private static final int WINDOW = 8192;

  private static RealServers servers = RealServers.start();
  private static RealServer server =
      servers.serve(RealServers.template("Qwen-Qwen2.5-7B-Instruct"), WINDOW);
  private static Gateway gateway = new Gateway(server, Gateway.Work.RENDERED);
  private static LiteLlm proxy =
      LiteLlm.start(Map.of("scripted", gateway.baseUrl(), "endless", server.baseUrl()));

  @TempDir Path scratch;
  private TempRepo repo;
  private Launcher launcher;

  @AfterAll
  static void end() {
    proxy.close();
    gateway.close();
    servers.close();
  }

  @BeforeEach
  void repository() {
    repo = TempRepo.init(scratch.resolve("repo"));
    repo.write("a.py", "x = 1\n").commitAll("Begin");
    launcher =
        Launcher.in(scratch)
            .directory(repo.root())
            .with("VIBE_BASE_URL", proxy.baseUrl())
            .with("VIBE_API_KEY", LiteLlm.KEY)
            .with("VIBE_MODEL", "scripted");
  }

  @Test
  void calls_results_and_text_pass_through_it() {
    gateway.then(
        Script.vllm()
            .calls(Call.read("a.py"), Call.run("echo " + Talk.ODD.length()))
            .calls(Script.edit("a.py", "x = 1\n", "x = 1\n" + Talk.ODD + "\n"))
            .says("It is done.")
            .replies());
    RunningVibe.Ended ended = launcher.run("-p", "Mend a.py.", "--mode", "auto");

    assertEquals(0, ended.exitCode(), ended::toString);
    assertTrue(ended.stdout().contains("It is done."), ended::toString);
    assertEquals("x = 1\n" + Talk.ODD + "\n", repo.read("a.py"));
    assertEquals(0, gateway.unplayed());
  }

  @Test
  void wrong_key_is_told_as_the_fault_of_the_key() {
    RunningVibe.Ended ended =
        launcher.with("VIBE_API_KEY", "sk-another-0123456789").run("-p", "Say hi.");

    assertEquals(7, ended.exitCode(), ended::toString);
    assertTrue(ended.stderr().contains("VIBE_API_KEY"), ended::toString);
  }

  /** This version of the proxy goes on reading from its server, whoever hangs up. */
  @Test
  void stopped_run_ends_at_once() {
    RunningVibe vibe = launcher.with("VIBE_MODEL", "endless").start("-p", "Say hi.");
    assertTrue(vibe.awaitUnlessEnded(server::isBusy), "it ended before it was stopped");
    vibe.signal("INT");
    RunningVibe.Ended ended = vibe.await();

    assertEquals(130, ended.exitCode(), ended::toString);
  }
}
