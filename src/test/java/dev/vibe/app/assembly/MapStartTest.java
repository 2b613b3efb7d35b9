package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.app.Harness;
import dev.vibe.app.host.BackgroundTask;
import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.config.FlagValue;
import dev.vibe.testkit.ScriptedModel;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A map of the repository is begun where there will be room to tell it. */
class MapStartTest {

  /** More than the model is told all names of. */
  private static final int FILES = 600;

  @TempDir Path folder;

  private boolean isBegun(int window, FlagValue... flags) throws IOException {
    Harness vibe = new Harness(folder.toRealPath());
    HostEnvironment host = vibe.host(new StopSwitch());
    for (int i = 0; i < FILES; i++) {
      Files.writeString(host.directory().resolve("file-" + i + ".txt"), "text\n");
    }
    Workspace workspace = new Workspace(host.directory(), List.of());
    RunOptions options = vibe.options("do it", RunOptions.Format.TEXT, flags);
    SessionPlan plan =
        assertInstanceOf(
                Preparation.Prepared.Ready.class, new Preparation(host).unasked(options, workspace))
            .plan();
    SessionAssembly assembly = new SessionAssembly(host, plan);
    SessionModel model = new SessionModel(new ScriptedModel(), window);
    try (SessionResources resources = assembly.openResources()) {
      assembly.systemPrompt(resources, assembly.lookAtRepository(), BackgroundTask.done(model));
      return assembly.map().map().isPresent();
    }
  }

  @Test
  void none_is_begun_in_a_small_window() throws IOException {
    assertEquals(List.of(false, true), List.of(isBegun(8_192), isBegun(65_536)));
  }

  @Test
  void whoever_asks_for_one_has_it_in_any_window() throws IOException {
    assertEquals(true, isBegun(8_192, new FlagValue("map", "-c", "true")));
  }
}
