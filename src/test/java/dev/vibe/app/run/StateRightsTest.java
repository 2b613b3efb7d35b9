package dev.vibe.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.Harness;
import dev.vibe.app.host.RunOptions;
import dev.vibe.config.FlagValue;
import dev.vibe.testkit.ScriptedServer;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run keeps of itself is for its owner alone, file by file. */
class StateRightsTest {

  @TempDir Path folder;

  @Test
  void what_is_kept_of_a_run_is_readable_by_its_owner_only() throws IOException {
    StreamScript writes = StreamScript.of(StreamShape.VLLM);
    writes.call("write_file", "{\"file\":\"a.txt\",\"content\":\"a\"}");
    try (var server =
        ScriptedServer.start(
            writes.reply(), StreamScript.of(StreamShape.VLLM).text("done").reply())) {
      Harness vibe =
          new Harness(folder)
              .config("base_url = \"" + server.baseUrl() + "\"\nmodel = \"devstral\"\n");
      FlagValue auto = new FlagValue("mode", "--mode", "auto");
      assertEquals(0, vibe.run(RunOptions.Format.TEXT, auto), vibe::err);
    }
    try (Stream<Path> kept = Files.walk(folder.resolve("vibe"))) {
      Set<String> names = new TreeSet<>();
      List<String> open = kept.filter(path -> holds(path, names)).map(Path::toString).toList();

      assertEquals(List.of(), open);
      assertTrue(names.containsAll(Set.of("events.jsonl", "instructions.md", "known.json")));
    }
  }

  /** A file that holds something, and others may read it. */
  private static boolean holds(Path path, Set<String> names) {
    try {
      String name = String.valueOf(path.getFileName());
      if (!Files.isRegularFile(path) || Files.size(path) == 0 || name.equals("config.toml")) {
        return false;
      }
      names.add(name);
      String rights = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
      return !rights.endsWith("------") && !path.toString().contains("/git/");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
