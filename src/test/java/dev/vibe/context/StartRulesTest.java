package dev.vibe.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.approval.Rules;
import dev.vibe.conversation.Part;
import dev.vibe.git.RepoFacts;
import dev.vibe.git.config.OngoingWork;
import dev.vibe.problem.Problem;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.ReadRules.Standing;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rule on reading keeps out of the prompt and of what is told at the start. */
class StartRulesTest {

  private static final Rules DENIED =
      Rules.parse(List.of(), List.of(), List.of("read(docs/**)", "read(**/AGENTS.md)"));

  private static final Rules ASKED = Rules.parse(List.of(), List.of("read(docs/**)"), List.of());

  @TempDir private Path temp;
  private Path root;

  @BeforeEach
  void makeFiles() throws IOException {
    root = temp.toRealPath();
    Files.createDirectories(root.resolve("docs"));
    Files.writeString(root.resolve("docs/canary.txt"), "canary-7f3a");
    Files.writeString(root.resolve("a.txt"), "a");
    Files.writeString(root.resolve("AGENTS.md"), "canary-agents");
  }

  private Workspace under(Rules rules) {
    return new Workspace(root, List.of()).under(rules::reading);
  }

  @Test
  void a_mention_of_a_denied_file_attaches_nothing_and_tells_the_person() {
    Mentions.Found found =
        new Mentions(under(DENIED), folder -> List.of()).of("see @docs/canary.txt and @a.txt");

    assertEquals(List.of(new Part.Attachment("a.txt, 1 line", "a")), found.parts());
    Problem trouble = found.troubles().getFirst();
    assertEquals("cannot show docs/canary.txt", trouble.what());
    assertTrue(trouble.cause().contains("rule"), trouble.cause());
  }

  @Test
  void a_mention_is_a_yes_to_a_file_that_is_asked_about() {
    Mentions.Found found =
        new Mentions(under(ASKED), folder -> List.of()).of("see @docs/canary.txt");

    assertEquals(1, found.parts().size());
    assertEquals(List.of(), found.troubles());
  }

  @Test
  void the_list_of_files_at_the_start_leaves_them_out() throws IOException {
    String few = FolderListing.of(under(DENIED), IgnoreRules.repositoriesOnly()).render();
    for (int i = 0; i < 70; i++) {
      Files.writeString(root.resolve("b" + i), "");
    }
    String many = FolderListing.of(under(DENIED), IgnoreRules.repositoriesOnly()).render();

    assertFalse(few.contains("canary"), few);
    assertFalse(many.contains("docs"), many);
    assertFalse(many.contains("AGENTS"), many);
  }

  @Test
  void instructions_of_the_folder_are_files_too() {
    Workspace workspace = under(DENIED);

    List<Fragment> fragments =
        InstructionFiles.ofFolder(
            root,
            root,
            file -> workspace.standing(workspace.pathOf(file)) == Standing.FREE,
            problem -> {});

    assertEquals(List.of(), fragments);
    assertEquals(1, InstructionFiles.ofFolder(root, root, file -> true, problem -> {}).size());
  }

  @Test
  void the_state_of_the_repository_counts_them_without_their_names() {
    RepoFacts facts =
        new RepoFacts(
            new RepoFacts.Position.Unborn("main"),
            OngoingWork.NONE,
            new RepoFacts.Paths(2, List.of("a.txt", "docs/canary.txt")),
            new RepoFacts.Paths(0, List.of()),
            new RepoFacts.Paths(1, List.of("docs/")),
            new RepoFacts.Paths(0, List.of()),
            List.of());

    RepoFacts named = facts.naming(path -> DENIED.reading(path) == Standing.FREE);

    assertEquals(new RepoFacts.Paths(2, List.of("a.txt")), named.staged());
    assertEquals(new RepoFacts.Paths(1, List.of()), named.untracked());
  }
}
