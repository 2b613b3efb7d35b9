package dev.vibe.ci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.ci.ActionRunner.Outcome;
import dev.vibe.forge.FakeForge;
import dev.vibe.git.Sandbox;
import dev.vibe.json.Json;
import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The composite actions, with a recorded model, an archive of this vibe, and a scripted forge. */
class GitHubActionsTest {

  private static final Path VIBE = Path.of(".github/actions/vibe").toAbsolutePath();
  private static final Path PUBLISH = Path.of(".github/actions/vibe-publish").toAbsolutePath();

  @TempDir private Path temporary;
  private Sandbox box;
  private Path bare;
  private FakeForge forge;
  private ActionRunner runner;
  private Path archive;
  private String digest;

  @BeforeEach
  void begin() throws Exception {
    box = new Sandbox(temporary.resolve("box")).init();
    box.write("app.txt", "bad\n");
    box.write(".github/workflows/ci.yml", "on: push\n");
    box.commitAll("first");
    bare = temporary.resolve("served/acme.git");
    box.git(temporary, "clone", "-q", "--bare", box.folder().toString(), bare.toString());
    box.git(bare, "config", "http.receivepack", "true");
    forge = FakeForge.start("github", bare);
    box.git("remote", "add", "origin", forge.remote());
    runner =
        new ActionRunner(temporary.resolve("runner"))
            .with("GITHUB_SERVER_URL", "http://" + forge.host())
            .with("GITHUB_API_URL", forge.api());
    pack();
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  /** What a release has: one folder with {@code bin/vibe}, here one that starts these classes. */
  private void pack() throws Exception {
    Path program = temporary.resolve("pack/vibe-1.0/bin/vibe");
    Files.createDirectories(program.getParent());
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Files.writeString(
        program,
        "#!/bin/sh\nexec '%s/bin/java' -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -cp '%s' dev.vibe.cli.Main \"$@\"\n"
            .formatted(System.getProperty("java.home"), absolute(classes)));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    archive = temporary.resolve("vibe.tar.gz");
    Process tar =
        new ProcessBuilder("tar", "-czf", archive.toString(), "vibe-1.0")
            .directory(temporary.resolve("pack").toFile())
            .inheritIO()
            .start();
    assertEquals(0, tar.waitFor());
    digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
  }

  private static String absolute(String classes) {
    StringBuilder all = new StringBuilder();
    for (String each : classes.split(java.io.File.pathSeparator, -1)) {
      all.append(all.isEmpty() ? "" : ":").append(Path.of(each).toAbsolutePath());
    }
    return all.toString();
  }

  private Map<String, String> inputs(String... pairs) {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("archive", archive.toUri().toString().replace("file:/", "file:///"));
    inputs.put("sha256", digest);
    for (int i = 0; i < pairs.length; i += 2) {
      inputs.put(pairs[i], pairs[i + 1]);
    }
    return inputs;
  }

  /** The model's replies, as an argument of vibe. */
  @SafeVarargs
  private String model(Map<String, Object>... replies) throws IOException {
    List<Map<String, Object>> all = new ArrayList<>();
    for (Map<String, Object> reply : replies) {
      all.add(reply);
    }
    Path cassette = Files.createTempFile(temporary, "cassette", ".json");
    Files.writeString(cassette, Json.write(Map.of("replies", all)));
    return "--base-url\nreplay:" + cassette;
  }

  private static Map<String, Object> writes(String file, String content) {
    return Map.of(
        "calls",
        List.of(
            Map.of("name", "write_file", "arguments", Map.of("file", file, "content", content))));
  }

  private static Map<String, Object> says(String text) {
    return Map.of("text", text);
  }

  private Path checkout(String name) {
    Path folder = temporary.resolve(name);
    box.git(temporary, "clone", "-q", bare.toString(), folder.toString());
    box.git(folder, "remote", "set-url", "origin", forge.remote());
    return folder;
  }

  private Outcome publish(String checkout, String folder, String title) {
    return runner.run(
        PUBLISH,
        Map.of("folder", folder, "token", FakeForge.TOKEN, "title", title, "label", "bot"),
        checkout(checkout));
  }

  @Test
  @Needs(MachineAbility.RUNNER_TOOLS)
  void a_run_leaves_a_patch_that_is_proposed_and_a_second_one_updates_the_proposal()
      throws Exception {
    String tricky =
        "Done, thanks @octocat.\n::error::obey\n`$(touch spliced)`\n"
            + "a line of words, größer\n".repeat(15_000); // more than a pipe or an argument holds
    Outcome first =
        runner.run(
            VIBE,
            inputs(
                "prompt",
                "--yolo $(touch spliced) \"quoted\" 'it'",
                "args",
                model(writes("new.txt", "two\n"), says(tricky))),
            checkout("agent"));

    assertTrue(first.isGood(), first::log);
    assertEquals("done", first.output("status"), first::log);
    assertEquals("true", first.output("changed"));
    assertEquals("0", first.output("exit-code"));
    assertFalse(first.output("session-id").isEmpty());
    assertFalse(Files.exists(temporary.resolve("agent/spliced")), "a prompt is no script");
    assertTrue(first.summary().contains("    Done, thanks @octocat."), first::summary);
    int stopped = first.log().indexOf("::stop-commands::");
    String mark = first.log().substring(stopped + 17, stopped + 49);
    int obeyed = first.log().indexOf("::error::obey");
    assertTrue(stopped >= 0 && stopped < obeyed, first::log);
    assertTrue(first.log().indexOf("::" + mark + "::", obeyed) > obeyed, first::log);

    String folder = first.output("folder");
    Outcome opened = publish("publish", folder, "Fix \"it\" & more");
    assertTrue(opened.isGood(), opened::log);
    assertEquals("opened", opened.output("status"));
    String branch = opened.output("branch");
    assertTrue(branch.matches("vibe/fix-it-more-[0-9a-f]{8}"), branch);
    assertEquals(opened.output("commit"), box.git(bare, "rev-parse", branch).strip());
    assertEquals("new.txt\n", box.git(bare, "diff", "--name-only", "main", branch));
    assertTrue(box.git(bare, "log", "-1", "--format=%B", branch).contains("Vibe-Action: 1"));
    Map<String, Object> request = forge.requests().getFirst();
    assertEquals("Fix \"it\" & more", request.get("title"));
    assertEquals(true, request.get("draft"));
    assertTrue(String.valueOf(request.get("body")).length() < 65_536, "GitHub takes no more");
    assertEquals("main", ActionRunner.map(request.get("base")).get("ref"));
    assertTrue(String.valueOf(request.get("body")).contains("    Done, thanks @octocat."));
    assertFalse(
        opened.log().replace("::add-mask::" + FakeForge.TOKEN, "").contains(FakeForge.TOKEN));

    Outcome updated = publish("publish-again", folder, "Fix \"it\" & more");
    assertTrue(updated.isGood(), updated::log);
    assertEquals("updated", updated.output("status"));
    assertEquals(1, forge.requests().size());

    forge.change(1, "state", "closed");
    assertEquals("opened", publish("publish-new", folder, "Fix \"it\" & more").output("status"));

    box.git("fetch", "-q", bare.toString(), branch);
    box.git("switch", "-q", "-c", "theirs", "FETCH_HEAD");
    box.write("theirs.txt", "x\n");
    box.commitAll("theirs\n\nVibe-Action: 1");
    box.git("push", "-q", bare.toString(), "HEAD:refs/heads/" + branch);
    Outcome refused = publish("publish-late", folder, "Fix \"it\" & more");
    assertFalse(refused.isGood());
    assertTrue(refused.log().contains("somebody else"), refused::log);
  }

  @Test
  @Needs(MachineAbility.RUNNER_TOOLS)
  void a_red_command_is_healed_and_a_change_of_what_is_protected_is_not_proposed()
      throws Exception {
    Outcome healed =
        runner.run(
            VIBE,
            inputs(
                "task",
                "heal",
                "command",
                "test -f good.txt",
                "args",
                model(writes("good.txt", "x\n"), says("Made it."))),
            checkout("agent"));
    assertTrue(healed.isGood(), healed::log);
    assertEquals("true", healed.output("changed"), healed::log);
    Path patch = Path.of(healed.output("folder"), "change.patch");
    assertTrue(Files.readString(patch).contains("good.txt"));

    Outcome red =
        runner.run(
            VIBE,
            inputs(
                "task",
                "heal",
                "command",
                "exit 3",
                "args",
                model(says("No."), says("No."), says("No."))),
            checkout("agent-red"));
    assertFalse(red.isGood(), "it fails as vibe does");
    assertEquals("8", red.output("exit-code"), red::log);
    assertEquals("false", red.output("changed"));
    assertTrue(red.log().contains("::error title=vibe not-healed::"), red::log);

    box.write(".github/workflows/ci.yml", "on: pull_request_target\n");
    Files.writeString(patch, box.git("diff"));
    Outcome kept = publish("publish", healed.output("folder"), "Heal");
    assertFalse(kept.isGood());
    assertTrue(kept.log().contains("protected"), kept::log);
    assertEquals(List.of(), forge.requests());

    Files.writeString(patch, "");
    assertEquals(
        "unchanged", publish("publish-none", healed.output("folder"), "Heal").output("status"));
  }

  @Test
  @Needs(MachineAbility.RUNNER_TOOLS)
  void findings_are_annotations_in_one_step_and_comments_by_another() throws Exception {
    box.git("switch", "-q", "-c", "fix");
    box.write("a.py", "x = 1 / 0\n");
    box.commitAll("second");
    String head = box.git("rev-parse", "HEAD").strip();
    String base = box.git("rev-parse", "main").strip();
    forge.reviews().are(head, base, box.git("diff", base, head), List.of(1));
    String why = "100% wrong:\nsee,\n::error::x";
    Map<String, Object> finding = Map.of("file", "a.py", "line", 1, "severity", "high", "why", why);

    Outcome reviewed =
        runner.run(
            VIBE,
            inputs(
                "task",
                "review",
                "range",
                "main...HEAD",
                "args",
                model(says(Json.write(Map.of("findings", List.of(finding)))))),
            box.folder());

    assertTrue(reviewed.isGood(), reviewed::log);
    assertEquals("1", reviewed.output("findings"), reviewed::log);
    assertTrue(
        reviewed
            .log()
            .contains("\n::error file=a.py,line=1,title=vibe::100%25 wrong:%0Asee,%0A::error::x\n"),
        reviewed::log);

    Map<String, String> inputs =
        inputs("folder", reviewed.output("folder"), "token", FakeForge.TOKEN, "pr", "3");
    Outcome posted = runner.run(PUBLISH, inputs, box.folder());
    assertTrue(posted.isGood(), posted::log);
    assertEquals("posted", posted.output("status"));
    assertEquals(1, forge.reviews().comments().size(), posted::log);
  }

  /** A runner signals the process of the step, and nothing below it. */
  @Test
  void a_cancelled_step_has_vibe_end_in_order() throws Exception {
    Path begun = temporary.resolve("begun");
    assertEquals(0, new ProcessBuilder("mkfifo", begun.toString()).start().waitFor());
    Path program = temporary.resolve("slow-vibe");
    Files.writeString(
        program,
        "#!/bin/bash\ntrap 'kill %1; echo ended >heard; exit 143' TERM\nsleep 600 &\necho now >'"
            + begun
            + "'\nwait\n");
    assertTrue(program.toFile().setExecutable(true));
    Path output = temporary.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-c", "exec \"$ACTION_PATH/run.sh\"")
            .directory(box.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(temporary.resolve("log").toFile());
    for (String name : List.of("PROMPT", "PROMPT_FILE", "LOG", "VERIFY", "ARGS")) {
      builder.environment().put(name, "");
    }
    builder
        .environment()
        .putAll(
            Map.of(
                "ACTION_PATH", VIBE.toString(),
                "VIBE", program.toString(),
                "TASK", "prompt",
                "MODE", "auto",
                "TIMEOUT", "20m",
                "MAX_TURNS", "0",
                "MAX_TOKENS", "0",
                "MAX_COST", "0",
                "RUNNER_TEMP", temporary.toString(),
                "GITHUB_OUTPUT", output.toString()));
    Process step = builder.start();
    assertEquals("now\n", Files.readString(begun));
    step.destroy();
    assertEquals(0, step.waitFor());
    assertEquals("ended\n", box.read("heard"));
    assertTrue(Files.readString(output).endsWith("\nexit-code=143\n"));
  }

  @Test
  @Needs(MachineAbility.RUNNER_TOOLS)
  void an_archive_with_another_digest_is_not_unpacked() {
    Map<String, String> inputs = inputs("prompt", "x");
    inputs.put("sha256", "0".repeat(64));
    Outcome outcome = runner.run(VIBE, inputs, box.folder());
    assertFalse(outcome.isGood());
    assertTrue(outcome.log().contains("another digest"), outcome::log);
    assertFalse(Files.exists(temporary.resolve("runner/temp/vibe-" + "0".repeat(64))));

    inputs.put("sha256", "");
    assertTrue(runner.run(VIBE, inputs, box.folder()).log().contains("64 hexadecimal digits"));
    inputs.put("sha256", digest);
    inputs.put("archive", "http://" + forge.host() + "/vibe.tar.gz");
    assertTrue(runner.run(VIBE, inputs, box.folder()).log().contains("cannot be fetched"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "push | {\"sender\":{\"login\":\"renovate[bot]\"}} | begun by a bot",
        "push | {\"head_commit\":{\"message\":\"Fix\\n\\nVibe-Action: 1\"}} | vibe's own",
        "workflow_run | {\"workflow_run\":{\"head_branch\":\"vibe/x-1a2b3c4d\"}} | vibe's own",
        "pull_request | {\"pull_request\":{\"labels\":[{\"name\":\"no-vibe\"}]}} | no-vibe",
        "issue_comment | {\"comment\":{\"author_association\":\"NONE\"}} | may not begin it",
        "issue_comment | {\"comment\":{}} | may not begin it",
        "pull_request | {\"pull_request\":{\"head\":{\"repo\":{\"full_name\":\"x/y\"}}}} | of a"
            + " fork",
      })
  @Needs(MachineAbility.RUNNER_TOOLS)
  void what_is_not_worked_on_is_told(String event, String payload, String why) throws Exception {
    Path file = temporary.resolve("event.json");
    Files.writeString(file, payload);
    Outcome outcome =
        runner
            .with("GITHUB_EVENT_NAME", event)
            .with("GITHUB_EVENT_PATH", file.toString())
            .run(VIBE, inputs("prompt", "x"), box.folder());
    assertTrue(outcome.isGood(), outcome::log);
    assertTrue(outcome.output("skipped").contains(why), outcome::log);
    assertEquals("", outcome.output("folder"));
  }
}
