package dev.vibe.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.app.ScriptedRuns.Call;
import dev.vibe.git.Sandbox;
import dev.vibe.lsp.client.TestLanguageServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in which the model is told what its edits broke. */
class DiagnosedRunsTest {

  private static final String DONE = "Done.";

  @TempDir Path temporary;
  private Sandbox box;
  private ScriptedRuns runs;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
    box.write("a.t", "one\ntwo\nold BAD\n");
    box.write("src/main/java/p/A.java", "package p;\n\nclass A {\n  int one = 1;\n}\n");
    box.commitAll("start");
    runs = new ScriptedRuns(box);
  }

  private Path log() {
    return box.folder().resolve("server.log");
  }

  private String configured() {
    String argv =
        TestLanguageServer.argv("PULL", log()).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(", "));
    return "[lsp.test]\ncommand = [" + argv + "]\nfiles = [\"*.t\"]\n[lsp.test.init]\ndepth = 3\n";
  }

  @Test
  void result_of_an_edit_tells_what_it_broke_in_a_trusted_folder() throws IOException {
    runs.config(configured()).trusting();
    runs.calls(Call.edit("a.t", "two", "new BAD"));
    runs.expecting(DONE, "broke:", "a.t:2:5: error: not good: new BAD");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);

    String told = Files.readString(log());
    assertTrue(told.contains("options {depth=3}"), told);
    assertTrue(told.contains("shutdown"), told);
  }

  @Test
  void no_server_is_begun_in_a_folder_that_is_not_trusted() {
    runs.config(configured());
    runs.calls(Call.edit("a.t", "two", "new BAD"));
    runs.says(DONE);

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertFalse(Files.exists(log()));
  }

  @Test
  void compiler_of_the_jdk_looks_at_java() {
    runs.calls(Call.edit("src/main/java/p/A.java", "= 1", "= \"1\""));
    runs.expecting(DONE, "this broke:", "A.java:4:13: error: incompatible types: java.lang.String");

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
  }

  @Test
  void nobody_looks_where_it_is_turned_off() {
    runs.config("diagnostics = false\n" + configured()).trusting();
    runs.calls(
        Call.edit("src/main/java/p/A.java", "= 1", "= \"1\""), Call.edit("a.t", "two", "new BAD"));
    runs.says(DONE);

    assertEquals(0, runs.run("go").get("exit_code"), runs::err);
    assertFalse(Files.exists(log()));
    assertFalse(runs.err().contains("broke"), runs::err);
  }
}
