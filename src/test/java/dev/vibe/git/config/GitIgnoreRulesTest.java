package dev.vibe.git.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.Sandbox;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.IgnoreRules.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitIgnoreRulesTest {

  @TempDir Path temporary;
  private Sandbox box;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
  }

  /** Files that a walk by the rules meets. */
  private Set<String> walked(Path root, IgnoreRules rules) throws IOException {
    Set<String> files = new TreeSet<>();
    walk(root, "", rules, files);
    return files;
  }

  private static void walk(Path root, String folder, IgnoreRules rules, Set<String> files)
      throws IOException {
    List<Path> entries = new ArrayList<>();
    try (var listed = Files.list(root.resolve(folder))) {
      listed.forEach(entries::add);
    }
    for (Path entry : entries) {
      String relative = root.relativize(entry).toString();
      boolean isFolder = Files.isDirectory(entry);
      if (rules.ignored(relative, isFolder ? Kind.FOLDER : Kind.FILE)) {
        continue;
      }
      if (isFolder) {
        walk(root, relative, rules.enter(relative), files);
      } else {
        files.add(relative);
      }
    }
  }

  private Set<String> listedByGit() {
    String listed = box.git("ls-files", "--others", "--exclude-standard", "-z");
    return new TreeSet<>(List.of(listed.split("\0")));
  }

  @Test
  void same_files_as_git_lists() throws IOException {
    box.write(
        ".gitignore", "*.log\n!keep.log\n/top.txt\nbuild/\n**/deep/*.tmp\ndocs/*.html\n\\#x\n");
    box.write("sub/.gitignore", "!special.log\nlocal\n*.gen.*\n");
    box.write(".git/info/exclude", "excluded.txt\n");
    box.write("../home/.config/git/ignore", "*.swp\n");
    for (String path :
        List.of(
            "a.log",
            "keep.log",
            "top.txt",
            "sub/top.txt",
            "build/x",
            "sub/build/y",
            "sub/z.log",
            "sub/special.log",
            "sub/local/q",
            "local",
            "x/deep/a.tmp",
            "deep/b.tmp",
            "x/deep/c",
            "docs/a.html",
            "docs/b/c.html",
            "#x",
            "sub/a.gen.c",
            "excluded.txt",
            "sub/excluded.txt",
            "note.swp",
            "src/main/App.java",
            "Build/x")) {
      box.write(path, "x\n");
    }

    assertEquals(listedByGit(), walked(box.folder(), box.open().ignoreRules()));
  }

  @Test
  void excludes_file_of_the_configuration_counts() throws IOException {
    box.git("config", "--global", "core.excludesFile", "~/mine");
    Files.writeString(box.home().resolve("mine"), "*.bak\n");
    box.write("a.bak", "x\n");
    box.write("b.txt", "x\n");

    assertEquals(listedByGit(), walked(box.folder(), box.open().ignoreRules()));
  }

  @Test
  void rules_above_the_working_folder_count() {
    box.write(".gitignore", "*.log\n/sub/hidden/\n");
    box.write("sub/.gitignore", "x.txt\n");
    box.write("sub/deeper/a", "a\n");
    box.in(box.folder().resolve("sub"));
    IgnoreRules rules = box.open().ignoreRules();

    assertTrue(rules.ignored("a.log", Kind.FILE));
    assertTrue(rules.ignored("hidden", Kind.FOLDER));
    assertTrue(rules.ignored("x.txt", Kind.FILE));
    assertTrue(rules.enter("deeper").ignored("deeper/x.txt", Kind.FILE));
    assertFalse(rules.ignored("a.txt", Kind.FILE));
  }

  @Test
  void git_folders_are_always_ignored() {
    IgnoreRules rules = box.open().ignoreRules();
    assertTrue(rules.ignored(".git", Kind.FOLDER));
    assertTrue(rules.enter("lib").ignored("lib/.git", Kind.FILE));
  }

  @Test
  void own_state_below_the_folder_is_no_work_of_the_user() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("no repository"));
    Path state = Files.createDirectories(folder.resolve("home/my [state] *"));
    Files.writeString(state.resolve("log"), "");
    Files.writeString(folder.resolve("home/file"), "");
    GitSettings settings =
        GitSettings.of(Map.of(), temporary, state.resolve("git"), Clock.systemUTC());
    try (GitWorkspace git = GitWorkspace.open(folder, settings)) {
      assertEquals(Set.of("home/file"), walked(folder, git.ignoreRules()));
    }
  }
}
