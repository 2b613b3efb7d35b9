package dev.vibe.e2e;

import static dev.vibe.e2e.Script.edit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.e2e.Script.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs unasked where nobody can be asked. */
class PermissionsIT {

  @TempDir Path scratch;

  private Stage stage(Script script) {
    Stage stage = Stage.in(scratch, script);
    stage.repo().write("a.txt", "old\n").write("docs/d.txt", "old\n").commitAll("Start");
    return stage;
  }

  private static Script everything() {
    return Script.vllm()
        .calls(
            Call.read("a.txt"),
            edit("a.txt", "old", "new"),
            Call.run("touch ran"),
            Call.commit("Renew"))
        .says("What I could.");
  }

  @ParameterizedTest
  @CsvSource({
    "plan, false, false, false, 0",
    "ask, false, false, false, 5",
    "accept-edits, true, false, false, 5",
    "auto, true, true, true, 0"
  })
  void mode_says_what_runs_unasked(
      String mode, boolean edits, boolean commands, boolean commits, int exitCode) {
    try (Stage stage = stage(everything())) {
      RunningVibe.Ended ended = stage.run("-p", "renew", "--mode", mode);

      assertEquals(exitCode, ended.exitCode(), ended::stderr);
      assertEquals(edits ? "new\n" : "old\n", stage.repo().read("a.txt"));
      assertEquals(commands, Files.exists(stage.repo().root().resolve("ran")));
      assertEquals(commits ? 2 : 1, stage.repo().log().size());
      assertTrue(stage.result(2, -4).contains("old"), stage.result(2, -4));
    }
  }

  @Test
  void refusal_names_what_would_allow_it_to_the_model_and_to_the_user() {
    try (Stage stage = stage(everything())) {
      RunningVibe.Ended ended = stage.run("-p", "renew");

      assertTrue(stage.result(2, -3).contains("--mode accept-edits"), stage.result(2, -3));
      assertTrue(stage.result(2, -2).contains("bash(touch ran)"), stage.result(2, -2));
      assertTrue(ended.stderr().contains("[refused]"), ended::stderr);
      assertTrue(ended.stderr().contains("--mode accept-edits"), ended::stderr);
    }
  }

  @Test
  void rule_of_the_command_line_allows_for_one_run() {
    try (Stage stage = stage(everything())) {
      stage.run("-p", "renew", "--auto-commit", "--allow", "bash(touch ran)");

      assertTrue(Files.exists(stage.repo().root().resolve("ran")));
      assertTrue(
          String.valueOf(stage.messages(1).getFirst().get("content"))
              .contains("Allowed: bash(touch ran)"));
      RunningVibe.Ended bad = stage.run("-p", "renew", "--allow", "touch ran");
      assertEquals(2, bad.exitCode(), bad::toString);
      assertTrue(bad.stderr().contains("bash(mvn test*)"), bad::stderr);
    }
  }

  @Test
  void auto_commit_is_leave_to_edit_and_commit_but_not_to_run_commands() {
    try (Stage stage = stage(everything())) {
      Stage.Outcome record = stage.record("-p", "renew", "--auto-commit").endedWith(5, "refused");

      assertEquals(List.of("Renew", "Start"), stage.repo().log());
      assertEquals(1, record.list("commits").size());
      assertFalse(Files.exists(stage.repo().root().resolve("ran")));
    }
  }

  @Test
  void rules_allow_ask_and_deny_and_deny_wins() {
    Script script =
        Script.vllm()
            .calls(
                edit("docs/d.txt", "old", "new"),
                edit("a.txt", "old", "new"),
                Call.run("touch allowed"),
                Call.run("touch asked"),
                Call.run("touch denied"))
            .says("What I could.");
    String rules =
        """
        [permissions]
        allow = ["edit(docs/**)", "bash(touch *)"]
        ask = ["bash(touch asked)"]
        deny = ["bash(touch denied)"]
        """;
    try (Stage stage = stage(script).config(rules)) {
      RunningVibe.Ended ended = stage.run("-p", "renew");

      assertEquals(5, ended.exitCode(), ended::stderr);
      assertEquals("new\n", stage.repo().read("docs/d.txt"));
      assertEquals("old\n", stage.repo().read("a.txt"));
      assertEquals(List.of(" M docs/d.txt", "?? allowed"), stage.repo().status());
      assertTrue(stage.result(2, -2).contains("ask rule bash(touch asked)"));
      assertTrue(stage.result(2, -1).contains("deny rule bash(touch denied)"));
    }
  }

  @Test
  void rules_of_an_untrusted_folder_do_not_count() {
    try (Stage stage = stage(everything())) {
      stage.repo().write(".vibe/config.toml", "permissions.allow = [\"bash\", \"edit\"]\n");

      RunningVibe.Ended ended = stage.run("-p", "renew");

      assertEquals(5, ended.exitCode(), ended::stderr);
      assertEquals("old\n", stage.repo().read("a.txt"));
    }
  }

  @Test
  void nothing_outside_the_folder_and_no_git_folder_is_touched_in_any_mode() throws IOException {
    Path outside = Files.writeString(scratch.resolve("secret.txt"), "outside old\n");
    List<String> ways = List.of("../secret.txt", outside.toString(), "link.txt", "dir/secret.txt");
    Script script =
        Script.vllm()
            .calls(
                ways.stream().map(way -> edit(way, "outside old", "broken")).toArray(Call[]::new))
            .calls(ways.stream().map(Call::read).toArray(Call[]::new))
            .calls(
                Call.write(".git/hooks/pre-commit", "#!/bin/sh\n"),
                Call.write("sub/.GIT/config", "x"),
                edit(".git/config", "[core]", "[gore]"),
                Call.of("grep", Map.of("pattern", "outside", "path", "..")))
            .says("No way.");
    try (Stage stage = stage(script)) {
      TempRepo repo = stage.repo();
      Files.createSymbolicLink(repo.root().resolve("link.txt"), outside);
      Files.createSymbolicLink(repo.root().resolve("dir"), scratch);
      String config = repo.read(".git/config");

      stage.run("-p", "break out", "--yolo");

      assertEquals("outside old\n", Files.readString(outside));
      assertEquals(config, repo.read(".git/config"));
      assertFalse(Files.exists(repo.root().resolve(".git/hooks/pre-commit")));
      assertFalse(Files.exists(repo.root().resolve("sub/.GIT")));
      assertEquals(4, stage.server().requests().size());
      for (int call = -12; call < 0; call++) {
        assertFalse(stage.result(4, call).contains("outside old\n"), stage.result(4, call));
      }
    }
  }
}
