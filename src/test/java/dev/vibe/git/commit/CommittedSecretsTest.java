package dev.vibe.git.commit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.text.SecretScan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommittedSecretsTest {

  private static final String TOKEN = "ghp_" + "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX";

  @Test
  void what_commits_of_others_add_is_found_once(@TempDir Path temporary) {
    Sandbox box = new Sandbox(temporary).init();
    box.write("old.txt", "token " + TOKEN + "\n");
    box.commitAll("start");
    try (GitWorkspace git = box.open()) {
      Moment before = git.ledger(List.of()).now();
      box.write("moved.txt", box.read("old.txt"));
      box.delete("old.txt");
      box.commitAll("move");
      box.write("b.txt", "one\ntwo\nkey-of-the-model-42\n");
      box.write(".env", "A=1\n");
      box.commitAll("add");

      List<MovedHead.Made> made = git.movedHead(before).orElseThrow().made();
      assertEquals(2, made.size());
      assertEquals(
          List.of(
              ".env: by its name it holds log-in data", "b.txt, line 3: key that vibe itself uses"),
          git.secretsIn(made, new SecretScan(List.of("key-of-the-model-42"))).stream()
              .map(FoundSecret::toString)
              .toList());
      assertEquals(List.of(), git.secretsIn(List.of(), new SecretScan(List.of())));
    }
  }
}
