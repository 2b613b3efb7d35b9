package dev.vibe.ci;

import static dev.vibe.ci.ActionRunner.map;
import static dev.vibe.ci.ActionRunner.maps;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.forge.FakeForge;
import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the workflows that come with vibe promise: least rights, no splicing, no bot in a loop. */
class WorkflowsTest {

  private static final Path ACTIONS = Path.of(".github/actions");
  private static final Pattern OUTPUT = Pattern.compile("steps\\.vibe\\.outputs\\.([\\w-]+)");

  static Stream<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("examples/github-actions"))) {
      return files.filter(file -> file.toString().endsWith(".yml")).toList().stream();
    }
  }

  static Stream<Path> withActions() throws IOException {
    return workflows().filter(file -> !file.endsWith("batch.yml"));
  }

  private static List<Map<String, Object>> steps(Map<String, Object> workflow) {
    List<Map<String, Object>> all = new ArrayList<>(maps(map(workflow.get("runs")).get("steps")));
    map(workflow.get("jobs")).values().forEach(job -> all.addAll(maps(map(job).get("steps"))));
    return all;
  }

  @Test
  void nothing_is_spliced_into_a_script() throws IOException {
    List<Path> all = new ArrayList<>(workflows().toList());
    all.add(ACTIONS.resolve("vibe/action.yml"));
    all.add(ACTIONS.resolve("vibe-publish/action.yml"));
    all.add(Path.of(".github/workflows/release.yml"));
    for (Path file : all) {
      for (Map<String, Object> step : steps(ActionRunner.yaml(file))) {
        String script = String.valueOf(step.getOrDefault("run", ""));
        assertFalse(script.contains("${{"), file + ": " + script);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void a_job_may_only_read_unless_it_publishes_and_keeps_no_login(Path file) {
    Map<String, Object> workflow = ActionRunner.yaml(file);
    assertEquals(Map.of("contents", "read"), workflow.get("permissions"));
    assertFalse(map(workflow.get("on")).containsKey("pull_request_target"));
    for (Map<String, Object> step : steps(workflow)) {
      if (String.valueOf(step.get("uses")).startsWith("actions/checkout@")) {
        assertEquals(false, map(step.get("with")).get("persist-credentials"), file::toString);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("withActions")
  void the_agent_has_no_token_and_the_publisher_no_key(Path file) {
    Map<String, Object> jobs = map(ActionRunner.yaml(file).get("jobs"));
    assertEquals(Set.of("agent", "publish"), jobs.keySet());
    Map<String, Object> agent = map(jobs.get("agent"));
    Map<String, Object> publish = map(jobs.get("publish"));
    assertFalse(agent.containsKey("permissions"), "it has those of the workflow");
    assertFalse(agent.toString().contains("github.token"));
    assertTrue(agent.containsKey("timeout-minutes"));
    assertTrue(agent.toString().contains("secrets.VIBE_API_KEY"));
    assertFalse(publish.toString().contains("secrets."), publish::toString);
    assertEquals("write", map(publish.get("permissions")).get("pull-requests"));
    assertTrue(publish.containsKey("if"), "only where there is something");
  }

  @ParameterizedTest
  @MethodSource("withActions")
  void inputs_and_outputs_are_those_of_the_actions(Path file) throws IOException {
    for (Map<String, Object> step : steps(ActionRunner.yaml(file))) {
      String uses = String.valueOf(step.get("uses"));
      int at = uses.indexOf("/.github/actions/");
      if (at >= 0) {
        String name = uses.substring(uses.lastIndexOf('/') + 1, uses.indexOf('@'));
        Map<String, Object> action = ActionRunner.yaml(ACTIONS.resolve(name + "/action.yml"));
        Set<String> unknown = new TreeSet<>(map(step.get("with")).keySet());
        unknown.removeAll(map(action.get("inputs")).keySet());
        assertEquals(Set.of(), unknown, file::toString);
      }
    }
    Map<String, Object> outputs =
        map(ActionRunner.yaml(ACTIONS.resolve("vibe/action.yml")).get("outputs"));
    Matcher matcher = OUTPUT.matcher(Files.readString(file));
    while (matcher.find()) {
      assertTrue(outputs.containsKey(matcher.group(1)), matcher::group);
    }
  }

  @Test
  void the_pipeline_keeps_key_and_token_apart() {
    Map<String, Object> pipeline = ActionRunner.yaml(Path.of("examples/gitlab-ci/.gitlab-ci.yml"));
    for (String job : List.of("heal", "review")) {
      assertEquals("vibe-agent", map(map(pipeline.get(job)).get("environment")).get("name"));
      assertFalse(map(pipeline.get(job)).toString().contains("TOKEN"), job);
      assertTrue(map(pipeline.get(job)).toString().contains("/^vibe\\//"), job);
    }
    for (String job : List.of("propose", "post")) {
      assertEquals("vibe-publish", map(map(pipeline.get(job)).get("environment")).get("name"));
      assertFalse(map(pipeline.get(job)).toString().contains("API_KEY"), job);
    }
  }

  @Test
  void the_script_of_the_pipeline_pushes_with_the_options_of_a_merge_request(
      @TempDir Path temporary) throws Exception {
    Sandbox box = new Sandbox(temporary.resolve("box")).init();
    box.write("app.txt", "bad\n");
    box.commitAll("first");
    Path bare = temporary.resolve("served/acme.git");
    box.git(temporary, "clone", "-q", "--bare", box.folder().toString(), bare.toString());
    box.git(bare, "config", "http.receivepack", "true");
    box.git(bare, "config", "receive.advertisePushOptions", "true");
    Path hook = bare.resolve("hooks/post-receive");
    Files.createDirectories(hook.getParent());
    Files.writeString(
        hook, "#!/bin/sh\nenv | grep '^GIT_PUSH_OPTION_[0-9]' | sort >'" + bare + "/options'\n");
    assertTrue(hook.toFile().setExecutable(true));
    box.write("app.txt", "good\n");
    Path patch = temporary.resolve("change.patch");
    Files.writeString(patch, box.git("diff"));
    box.git("restore", "app.txt");

    try (FakeForge forge = FakeForge.start("gitlab", bare)) {
      assertEquals(0, propose(box, forge, patch, temporary));
      String options = Files.readString(bare.resolve("options"));
      assertTrue(options.contains("=merge_request.create\n"), options);
      assertTrue(options.contains("=merge_request.target=main\n"), options);
      assertTrue(options.contains("=merge_request.title=Draft: Heal it\n"), options);
      assertTrue(forge.logins().contains("oauth2"));
      String branch = box.git(bare, "for-each-ref", "--format=%(refname)", "refs/heads/vibe");
      assertEquals("good\n", box.git(bare, "show", branch.strip() + ":app.txt"));
      box.git("restore", "--staged", "--worktree", "app.txt");
      assertEquals(0, propose(box, forge, patch, temporary), "a second time");

      box.git("restore", "--staged", "--worktree", "app.txt");
      box.git("commit", "-q", "--allow-empty", "-m", "theirs");
      box.git("push", "-q", "-f", bare.toString(), "HEAD:" + branch.strip());
      assertEquals(1, propose(box, forge, patch, temporary), "what is somebody else's stays");
    }
  }

  private static int propose(Sandbox box, FakeForge forge, Path patch, Path temporary)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("examples/gitlab-ci/propose.sh").toAbsolutePath().toString(),
                patch.toString(),
                "main",
                "Heal it")
            .directory(box.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("log").toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                "/usr/local/bin:/usr/bin:/bin",
                "HOME",
                box.home().toString(),
                "CI_SERVER_URL",
                "http://" + forge.host(),
                "CI_PROJECT_PATH",
                "acme/shop",
                "VIBE_PUBLISH_TOKEN",
                FakeForge.TOKEN));
    return builder.start().waitFor();
  }
}
