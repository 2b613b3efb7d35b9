package dev.vibe.exec.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.ChildEnvironment;
import dev.vibe.exec.CommandLimits;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.Launch;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.OwnProcess;
import dev.vibe.exec.ProcessResult;
import dev.vibe.exec.sandbox.SandboxTerms.Wish;
import dev.vibe.git.Sandbox;
import dev.vibe.problem.ProblemCode;
import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxLauncherTest {

  @TempDir private Path temp;
  private @Nullable CommandRunner runner;

  @AfterEach
  void close() {
    if (runner != null) {
      runner.close();
    }
  }

  private SandboxLauncher launcher(Wish wish) throws IOException {
    return launcher(TriedTerms.of(wish, temp.toRealPath()));
  }

  private static SandboxLauncher launcher(SandboxTerms terms) {
    List<Level> levels = List.of(Level.BUBBLEWRAP, Level.NONE);
    return new SandboxLauncher(terms, Launcher.unconfined(), Map.of("GOCACHE", "x"), levels);
  }

  private CommandRequest request(String command) throws IOException {
    return CommandRequest.foreground(
        command, temp.toRealPath().resolve("folder"), CommandRequest.USUAL);
  }

  private ProcessResult run(SandboxLauncher launcher, CommandRequest request) throws IOException {
    if (runner == null) {
      runner =
          new CommandRunner(
              new ChildEnvironment.Source(
                  Map.of("PATH", "/usr/bin:/bin"), List.of(), Set.of(), Set.of()),
              temp.toRealPath().resolve("state/commands"),
              launcher,
              OwnProcess.unguarded());
    }
    return runner.run(request);
  }

  @Test
  @Needs(MachineAbility.BUBBLEWRAP)
  void what_only_reads_is_confined_in_every_mode_and_cannot_write_to_the_folder()
      throws IOException {
    SandboxLauncher launcher = launcher(Wish.AUTO);
    launcher.startFor(Launcher.Asked.SOMEBODY, asked -> asked.command().startsWith("cat"));
    CommandRequest write = request("echo x >made; echo y >$TMPDIR/y && cat $TMPDIR/y");

    assertTrue(launcher.isReading(request("cat a")));
    assertFalse(launcher.isReading(write));
    ProcessResult reading = run(launcher, write.reaching(Launch.Reach.READING));
    ProcessResult allowed = run(launcher, request("echo x >made"));

    assertEquals("bubblewrap", reading.level());
    assertTrue(reading.output().head().contains("Read-only file system"), reading::toString);
    assertTrue(reading.output().head().endsWith("y\n"), reading::toString);
    assertEquals("", allowed.level());
    assertTrue(Files.exists(request("").directory().resolve("made")));
  }

  @Test
  @Needs(MachineAbility.BUBBLEWRAP)
  void what_the_sandbox_kept_it_from_is_told() throws IOException {
    SandboxLauncher launcher = launcher(Wish.AUTO);

    ProcessResult result = run(launcher, request("echo x >../beside"));

    assertEquals(1, result.exitCode());
    assertEquals(List.of(), result.leftBehind());
    assertEquals("writing there", launcher.stopped(result.level(), result).orElseThrow());
    assertTrue(launcher.mayGoOutside());
    assertEquals("in a sandbox (bubblewrap, no network)", launcher.confinement());
    assertEquals("without a sandbox", launcher.confinementOutside());
  }

  private Sandbox repository() throws IOException {
    Sandbox box =
        new Sandbox(temp).in(Files.createDirectories(temp.toRealPath().resolve("folder")));
    box.git("init", "-q");
    box.git("config", "user.name", "A");
    box.git("config", "user.email", "a@example.com");
    box.git("commit", "-q", "--allow-empty", "-m", "start");
    return box;
  }

  @Test
  @Needs(MachineAbility.BUBBLEWRAP)
  void git_beside_other_commands_writes_its_data_and_they_do_not() throws IOException {
    Sandbox box = repository();
    SandboxLauncher launcher = launcher(Wish.AUTO);

    ProcessResult result =
        run(
            launcher,
            request("echo x >f && git add f && git commit -qm x; git log --format=%s; ls"));
    ProcessResult kept =
        run(launcher, request("rm -rf .git/refs; echo x >>.git/config; git log --format=%s"));

    assertEquals("x\nstart\nf\n", result.output().head());
    assertEquals(0, result.exitCode());
    assertTrue(kept.output().head().endsWith("x\nstart\n"), kept::toString);
    assertTrue(Files.isDirectory(box.folder().resolve(".git/refs")));
  }

  @Test
  @Needs(MachineAbility.BUBBLEWRAP)
  void what_was_planted_is_gone_before_git_could_keep_it() throws IOException {
    Sandbox box = repository();
    SandboxLauncher launcher = launcher(Wish.AUTO);

    ProcessResult result =
        run(
            launcher,
            request(
                "echo {} >.mcp.json; echo x >f; git add -A && git commit -qm x; git status -s"));

    assertEquals("f\n", box.git("show", "--format=", "--name-only"));
    assertEquals(1, result.notes().size(), result::toString);
  }

  @Test
  @Needs(MachineAbility.BUBBLEWRAP)
  void hooks_that_commands_can_write_are_not_run() throws IOException {
    Sandbox box = repository();
    SandboxLauncher launcher = launcher(Wish.AUTO);
    box.git("config", "core.hooksPath", "checks");
    String hook =
        "printf '#!/bin/sh\necho ran >ran\n' >checks/pre-commit; chmod +x checks/pre-commit";

    ProcessResult own =
        run(launcher, request("mkdir checks; " + hook + "; git add -A && git commit -qm x"));
    box.git("config", "--unset", "core.hooksPath");
    Files.writeString(box.folder().resolve(".git/hooks/pre-commit"), "#!/bin/sh\necho users\n");
    assertTrue(box.folder().resolve(".git/hooks/pre-commit").toFile().setExecutable(true));
    ProcessResult users = run(launcher, request("echo y >y; git add -A && git commit -qm y"));

    assertEquals(0, own.exitCode(), own::toString);
    assertTrue(Files.notExists(box.folder().resolve("ran")));
    assertEquals("users\n", users.output().head());
  }

  @Test
  void where_nothing_confines_commands_run_but_not_where_that_is_required() throws IOException {
    Path base = temp.toRealPath();
    SandboxLauncher without = launcher(TriedTerms.of(Wish.AUTO, base, List.of()));
    assertTrue(without.lack().isEmpty());
    assertTrue(without.obstacle("make").isEmpty());
    assertEquals(ProblemCode.NOT_CONFINED, without.warning().orElseThrow().code());
    assertTrue(without.warning().isEmpty());
    assertEquals("", run(without, request("true")).level());

    SandboxLauncher required = launcher(TriedTerms.of(Wish.REQUIRE, base, List.of()));
    assertEquals(ProblemCode.NO_SANDBOX, required.lack().orElseThrow().code());
    assertTrue(required.lack().orElseThrow().cause().contains("bubblewrap: not installed"));
    assertTrue(required.obstacle("make").isPresent());
  }

  @Test
  void a_place_that_changes_nothing_is_not_shown_again() throws IOException {
    Path home = temp.toRealPath().resolve("home");
    Files.createDirectories(home.resolve(".ssh"));
    Path folder = Files.createDirectories(home.resolve("work"));
    SandboxTerms terms =
        new SandboxTerms(
            Wish.AUTO,
            List.of(folder),
            List.of(home),
            home.resolve("none"),
            List.of(),
            List.of(folder),
            List.of(),
            List.of(),
            home,
            home,
            CommandLimits.NONE,
            List.of());

    SandboxView view =
        SandboxView.of(terms, SandboxView.Work.READS, List.of(), new HomeSecrets(home).now(), home);

    assertEquals(List.of(home), view.readOnly());
    assertEquals(List.of(home.resolve(".ssh")), view.hidden());
    assertEquals(List.of(), view.writable());
    assertTrue(view.isShownIn(home));
    assertFalse(view.isShownIn(home.resolve(".ssh")));
  }
}
