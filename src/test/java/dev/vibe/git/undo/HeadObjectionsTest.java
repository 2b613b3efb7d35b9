package dev.vibe.git.undo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.checkpoint.CheckpointRecord.HeadMove;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.store.Head;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.undo.UndoPlan.Commits.Stay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadObjectionsTest {

  private static final String MAIN = "refs/heads/main";

  private Sandbox box;
  private String start;
  private String one;
  private String two;

  @BeforeEach
  void commits(@TempDir Path temporary) {
    box = new Sandbox(temporary).init();
    start = commit("start");
    one = commit("one");
    two = commit("two");
  }

  private String commit(String text) {
    box.write("a.txt", text + "\n");
    box.commitAll(text);
    return box.git("rev-parse", "HEAD").strip();
  }

  private List<HeadMove> both() {
    return List.of(new HeadMove(MAIN, one, two), new HeadMove(MAIN, start, one));
  }

  private HeadObjections objections(List<HeadMove> moves) {
    GitFolders folders = ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
    return new HeadObjections(box.settings(), folders, moves);
  }

  private String why(List<HeadMove> moves) throws IOException {
    return stay(moves).map(Stay::why).orElse("");
  }

  private Optional<Stay> stay(List<HeadMove> moves) throws IOException {
    HeadObjections objections = objections(moves);
    Optional<Stay> unreadable = objections.toReading();
    if (unreadable.isPresent()) {
      return unreadable;
    }
    try (JGitStore store = JGitStore.open(objections.folders(), box.settings())) {
      return objections.toMoving(store.repository(), store.head());
    }
  }

  @Test
  void there_is_none_where_the_commits_are_the_last_and_nobody_elses() throws IOException {
    assertEquals(Optional.empty(), stay(both()));
    assertTrue(objections(both()).areInOneLine());
    assertEquals(new Head(MAIN, start), objections(both()).start());
  }

  @Test
  void other_commits_between_them() throws IOException {
    List<HeadMove> gap = List.of(new HeadMove(MAIN, one, two), new HeadMove(MAIN, "", start));
    assertFalse(objections(gap).areInOneLine());
    assertEquals("other commits lie between them", why(gap));
    List<HeadMove> branches =
        List.of(new HeadMove(MAIN, one, two), new HeadMove("refs/heads/x", start, one));
    assertEquals("other commits lie between them", why(branches));
  }

  @Test
  void another_branch_comes_before_later_commits() throws IOException {
    box.git("switch", "-c", "other");
    commit("three");
    assertEquals("another branch is checked out", why(both()));
  }

  @Test
  void later_commits_come_before_work_in_progress() throws IOException {
    commit("three");
    merging();
    assertEquals("there are later commits", why(both()));
  }

  @Test
  void work_in_progress_comes_before_somebody_else() throws IOException {
    merging();
    box.git("tag", "v1");
    assertEquals("a merge is in progress", why(both()));
  }

  private void merging() {
    box.git("update-ref", "MERGE_HEAD", start);
  }

  @Test
  void the_first_commit_goes_unless_it_is_on_no_branch() throws IOException {
    box.git("update-ref", MAIN, start);
    assertEquals("", why(List.of(new HeadMove(MAIN, "", start))));
    box.git("checkout", "-q", "--detach");
    Stay stay = stay(List.of(new HeadMove("", "", start))).orElseThrow();
    assertEquals("it is the first commit, and on no branch", stay.why());
  }

  @Test
  void a_tag_or_another_branch_has_them() throws IOException {
    box.git("tag", "-a", "-m", "release", "v1");
    Stay stay = stay(both()).orElseThrow();
    assertEquals("v1 has it, too", stay.why());
    assertEquals("git revert " + two + " " + one, stay.remedy());
    assertEquals(List.of(two, one), stay.ids());
  }

  @Test
  void nobody_has_what_does_not_go() throws IOException {
    box.git("tag", "v1");
    assertEquals("", why(List.of(new HeadMove(MAIN, two, two))));
  }

  @Test
  void a_sha256_repository_is_not_read_and_the_remedy_takes_back_all_of_them() throws IOException {
    box.git("config", "core.repositoryFormatVersion", "1");
    box.git("config", "extensions.objectFormat", "sha256");
    Stay stay = stay(both()).orElseThrow();
    assertEquals("in a SHA-256 repository vibe moves no branch", stay.why());
    assertEquals("git reset --soft " + start, stay.remedy());
  }
}
