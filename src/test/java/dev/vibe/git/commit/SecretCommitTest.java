package dev.vibe.git.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.git.commit.CommitOutcome.Committed;
import dev.vibe.git.commit.CommitOutcome.HoldsSecrets;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCommitTest {

  /** Put together here, so that the repository holds nothing that looks like a key. */
  private static final String TOKEN = "ghp_" + "Zk3Vq8RtYw1LmNc7XsBd" + "5HgPe2JfUa9QoTi4";

  private static final String KEY =
      "-----BEGIN OPENSSH PRIVATE"
          + " KEY-----\n"
          + "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ"
          + "AAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQ\n";

  @TempDir Path temporary;
  private Sandbox box;
  private final RunChanges changes = new RunChanges();

  @BeforeEach
  void make() {
    box = new Sandbox(temporary);
    box.init();
    box.edit(new RunChanges(), "app.py", "one\n");
    box.git("add", "-A");
    box.git("commit", "-qm", "Start");
  }

  private CommitOutcome commit(SecretCheck check, String... files) {
    try (GitWorkspace workspace = box.open()) {
      return workspace.commit(changes, request("Change", check, files));
    }
  }

  private static CommitRequest request(String message, SecretCheck check, String... files) {
    return new CommitRequest(message, List.of(files), Sandbox.NOTE, CommitTerms.of(check));
  }

  private Problem held(CommitOutcome outcome) {
    Problem problem = assertInstanceOf(HoldsSecrets.class, outcome).problem();
    assertEquals(ProblemCode.SECRET_FOUND, problem.code());
    assertEquals("Start", box.git("log", "--format=%s").strip());
    assertEquals("", box.git("diff", "--cached", "--name-only"));
    return problem;
  }

  @Test
  void key_in_an_added_line_stops_the_commit() {
    box.edit(changes, "app.py", "one\ntwo\nTOKEN = \"" + TOKEN + "\"\n");
    Problem problem = held(commit(SecretCheck.STRICT));
    assertEquals("app.py, line 3: GitHub token", problem.cause());
    assertFalse(problem.toString().contains(TOKEN));
    assertTrue(problem.remedy().contains("--allow-secret"), problem.remedy());
  }

  @Test
  void files_of_log_in_data_stop_it_by_their_names() {
    box.edit(changes, "id_ed25519", "x\n");
    box.edit(changes, ".env.production", "DEBUG=1\n");
    box.edit(changes, "notes.txt", "see\n" + KEY);
    assertEquals(
        "id_ed25519: by its name it holds log-in data; .env.production: by its name it holds"
            + " log-in data; notes.txt, line 2: private key",
        held(commit(SecretCheck.STRICT)).cause());
  }

  @Test
  void only_what_the_commit_is_about_counts() {
    box.edit(changes, "app.py", TOKEN + "\n");
    box.edit(changes, "b.txt", "b\n");
    assertInstanceOf(Committed.class, commit(SecretCheck.STRICT, "b.txt"));
  }

  @Test
  void secret_that_head_holds_already_is_no_news() {
    box.edit(new RunChanges(), "app.py", TOKEN + "\n");
    box.edit(new RunChanges(), ".env.production", "a=1\n");
    box.git("add", "-A");
    box.git("commit", "-qm", "Fixture");
    box.edit(changes, "app.py", "moved:\n  " + TOKEN + "\n");
    box.edit(changes, ".env.production", "a=2\n");
    Committed made = assertInstanceOf(Committed.class, commit(SecretCheck.STRICT));
    assertEquals(List.of(), made.secrets());
  }

  @Test
  void key_of_the_model_and_the_message_count() {
    SecretCheck check = new SecretCheck(Set.of("open sesame 1"), SecretCheck.Allowance.STOPPED);
    box.edit(changes, "app.py", "x(open sesame 1)\n");
    assertEquals("app.py, line 1: key that vibe itself uses", held(commit(check)).cause());
    try (GitWorkspace workspace = box.open()) {
      CommitOutcome outcome =
          workspace.commit(changes, request("Use " + TOKEN, SecretCheck.STRICT));
      assertEquals("the commit message, line 1: GitHub token", held(outcome).cause());
    }
  }

  @Test
  void person_may_allow_it_and_is_told_what_it_holds() {
    box.edit(changes, "app.py", TOKEN + "\n");
    Committed made = assertInstanceOf(Committed.class, commit(SecretCheck.STRICT.allowing()));
    assertEquals(List.of(new FoundSecret("app.py", 1, "GitHub token")), made.secrets());
    Problem warning = made.warning().orElseThrow();
    assertEquals(ProblemCode.SECRET_COMMITTED, warning.code());
    assertEquals("app.py, line 1: GitHub token", warning.cause());
  }

  @Test
  void objection_is_known_before_and_changes_nothing() {
    box.edit(changes, "app.py", TOKEN + "\n");
    try (GitWorkspace workspace = box.open()) {
      Optional<Problem> objection =
          workspace.objection(changes, request("Change", SecretCheck.STRICT));
      assertEquals(ProblemCode.SECRET_FOUND, objection.orElseThrow().code());
      assertEquals(
          Optional.empty(),
          workspace.objection(changes, request("Change", SecretCheck.STRICT.allowing())));
    }
    assertEquals(1, changes.pending().size());
    assertEquals("", box.git("diff", "--cached", "--name-only"));
  }
}
