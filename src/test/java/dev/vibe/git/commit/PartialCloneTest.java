package dev.vibe.git.commit;

import static dev.vibe.git.Sandbox.committed;
import static dev.vibe.git.Sandbox.refusal;
import static dev.vibe.git.Sandbox.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clone without the content of the files that are not checked out. */
class PartialCloneTest {

  @TempDir Path temporary;
  private Sandbox box;
  private RunChanges changes = new RunChanges();

  @BeforeEach
  void cloneInPart() {
    Sandbox source = new Sandbox(temporary);
    source.init();
    source.git("config", "uploadpack.allowFilter", "true");
    source.git("config", "uploadpack.allowAnySHA1InWant", "true");
    source.write("in/a.txt", "a\n");
    source.write("out/b.txt", "b\n");
    source.commitAll("start");
    Path clone = source.base().resolve("clone");
    String from = "file://" + source.folder();
    source.git("clone", "-q", "--filter=blob:none", "--sparse", from, clone.toString());
    box = source.in(clone);
    box.git("sparse-checkout", "set", "--no-sparse-index", "in");
    assertEquals(1, missing().size());
    changes = box.ledger();
  }

  private List<String> missing() {
    return box.git("rev-list", "--objects", "--missing=print", "HEAD")
        .lines()
        .filter(line -> line.startsWith("?"))
        .toList();
  }

  private void change() {
    box.write("in/a.txt", "by run\n");
    box.write("out/b.txt", "by run\n");
  }

  @Test
  void what_is_missing_is_got_by_git() {
    try (GitWorkspace git = box.open()) {
      Sandbox.command(git, changes, this::change);
      CommitOutcome.Committed made = committed(git.commit(changes, request("Change")));
      assertEquals(
          List.of("in/a.txt"), made.files().stream().map(CommitOutcome.File::path).toList());
      assertTrue(made.skipped().getFirst().reason().contains("same lines"), made.toString());
    }
    assertEquals(List.of(), missing());
    assertEquals("b\n", box.git("show", "HEAD:out/b.txt"));
  }

  @Test
  void without_git_it_is_said_that_it_takes_one() {
    try (GitWorkspace git = GitWorkspace.open(box.folder(), box.settings(""))) {
      changes = git.ledger(List.of());
      Sandbox.command(git, changes, this::change);
      assertEquals("needs-git", refusal(git.commit(changes, request("Change"))));
    }
    assertEquals(1, missing().size());
  }

  @Test
  void a_remote_that_is_away_is_named() {
    box.git("config", "remote.origin.url", "file:///nowhere");
    try (GitWorkspace git = box.open()) {
      Sandbox.command(git, changes, this::change);
      CommitOutcome.Refused refused =
          (CommitOutcome.Refused) git.commit(changes, request("Change"));
      assertTrue(refused.problem().remedy().contains("can be reached"), refused.toString());
    }
  }

  @Test
  void an_address_that_starts_a_program_is_not_asked() {
    Path pwned = box.base().resolve("PWNED");
    box.git("config", "remote.origin.url", "ext::touch " + pwned);
    box.git("config", "protocol.ext.allow", "always");
    try (GitWorkspace git = box.open()) {
      Sandbox.command(git, changes, this::change);
      git.commit(changes, request("Change"));
    }
    assertTrue(!pwned.toFile().exists());
  }
}
