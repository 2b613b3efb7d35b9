package dev.vibe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the model is told of an edit that breaks something, from the command line on. */
class DiagnosticsIT {

  private static final String OLD = "class A {\n  int one = 1;\n}\n";

  @TempDir Path scratch;

  private String told(String config) {
    Script script =
        Script.vllm().calls(Script.edit("A.java", "= 1;", "= \"1\";")).says("All done.");
    try (Stage stage = Stage.in(scratch, script).config(config)) {
      stage.repo().write("A.java", OLD).commitAll("Start");

      RunningVibe.Ended ended = stage.run("-p", "go", "--mode", "auto");

      assertEquals(0, ended.exitCode(), ended::stderr);
      assertFalse(Files.exists(stage.repo().root().resolve("A.class")));
      return stage.server().requests().getLast().body();
    }
  }

  @Test
  void compiler_of_the_jdk_tells_what_an_edit_of_java_broke() {
    String told = told("");

    assertTrue(told.contains("this broke:"), told);
    assertTrue(told.contains("A.java:2:13: error: incompatible types"), told);
  }

  @Test
  void nothing_is_told_where_it_is_turned_off() {
    String told = told("diagnostics = false\n");

    assertFalse(told.contains("this broke:"), told);
  }
}
