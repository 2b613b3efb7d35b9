package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RangeDiffTest {

  private Sandbox box;

  @BeforeEach
  void make(@TempDir Path temporary) {
    box = new Sandbox(temporary).init();
    box.write("a.txt", "one\n");
    box.write("sub/b.txt", "b\nb\nb\n");
    box.commitAll("start");
    box.git("branch", "side");
    box.write("a.txt", "two\n");
    box.commitAll("main goes on");
    box.git("checkout", "-q", "side");
    box.git("mv", "sub/b.txt", "sub/c d.txt");
    box.write("new.txt", "new\n");
    box.commitAll("the side's own");
    box.write("new.txt", "not committed\n");
  }

  private Optional<String> diff(Path folder, String range) {
    try (GitWorkspace git = GitWorkspace.open(folder, box.settings(""))) {
      return ((GitRepository) git.present()).diff(range);
    }
  }

  private String byGit(String range) {
    return box.git("diff", "--no-color", "-M", "--abbrev=7", range, "--");
  }

  @ParameterizedTest
  @ValueSource(strings = {"main..side", "main...side", "side~1..", "..main", "main...HEAD"})
  void a_range_is_what_git_shows_for_it(String range) {
    assertEquals(Optional.of(byGit(range)), diff(box.folder(), range));
  }

  @Test
  void one_name_means_what_head_has_since_it_left_that() {
    assertEquals(Optional.of(byGit("main...side")), diff(box.folder(), "main"));
    assertEquals(Optional.of(""), diff(box.folder(), "HEAD"));
  }

  @Test
  void in_a_subfolder_it_is_about_that_alone() {
    String sub = diff(box.folder().resolve("sub"), "main").orElseThrow();
    assertTrue(sub.contains("sub/c d.txt") && !sub.contains("new.txt"), sub);
  }

  @Test
  void an_end_that_is_no_commit_is_none() {
    assertEquals(Optional.empty(), diff(box.folder(), "nowhere"));
    assertEquals(Optional.empty(), diff(box.folder(), "main..nowhere"));
    assertEquals(Optional.empty(), diff(box.folder(), "HEAD:a.txt"));
  }

  @Test
  void where_two_have_nothing_in_common_the_ends_are_compared() {
    box.git("checkout", "-q", "--orphan", "other");
    box.git("rm", "-qrf", ".");
    box.write("other.txt", "o\n");
    box.commitAll("another start");
    String diff = diff(box.folder(), "main").orElseThrow();
    assertTrue(diff.contains("other.txt") && diff.contains("a.txt"), diff);
  }

  @Test
  void an_installed_git_reads_what_jgit_cannot() throws IOException {
    Path folder = Files.createDirectories(box.base().resolve("sha256"));
    Sandbox other = box.in(folder);
    other.git("init", "-q", "--object-format=sha256", "-b", "main");
    other.write("a.txt", "one\n");
    other.commitAll("start");
    other.write("a.txt", "other\n");
    other.commitAll("next");
    try (GitWorkspace git = GitWorkspace.open(folder, box.settings())) {
      GitRepository repository = (GitRepository) git.present();
      String shown = repository.diff("main~1").orElseThrow();
      assertTrue(shown.contains("-one\n+other\n"), shown);
      assertEquals(Optional.empty(), repository.diff("nowhere"));
    }
  }
}
