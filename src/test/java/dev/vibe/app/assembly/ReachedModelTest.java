package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.app.Harness;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.VibeException;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session knows before its first prompt that nothing listens where its model was named. */
class ReachedModelTest {

  @TempDir Path folder;

  @Test
  void a_server_that_is_down_is_known_before_the_first_prompt_and_goes_on_being_looked_for()
      throws IOException {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }
    String address = "http://127.0.0.1:" + port + "/v1";

    VibeException down = assertThrows(VibeException.class, () -> reached(address));

    assertEquals(ExitCode.UNREACHABLE, down.exitCode());
    assertEquals("cannot reach " + address, down.problem().what());
  }

  @Test
  void a_server_without_a_list_is_there() throws IOException {
    try (var server =
        ScriptedServer.start(StreamScript.of(StreamShape.VLLM).text("done").reply())) {
      server.models(Reply.json(404, "{}"));

      assertEquals("mine", reached(server.baseUrl()).chat().id());
    }
  }

  private SessionModel reached(String address) {
    Harness vibe = new Harness(folder).config("base_url = \"" + address + "\"\nmodel = \"mine\"\n");
    HostEnvironment host = vibe.host(new StopSwitch());
    RunOptions options = vibe.options("do it", RunOptions.Format.TEXT);
    Preparation.Prepared prepared =
        new Preparation(host).unasked(options, new Workspace(host.directory(), List.of()));
    SessionPlan plan = assertInstanceOf(Preparation.Prepared.Ready.class, prepared).plan();
    return new TaskModels(host).reached(plan);
  }
}
