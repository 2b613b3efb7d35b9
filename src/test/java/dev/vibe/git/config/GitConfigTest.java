package dev.vibe.git.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitConfigTest {

  @TempDir Path temporary;
  private Sandbox box;

  @BeforeEach
  void make() {
    box = new Sandbox(temporary).init();
  }

  private GitFolders folders() {
    return assertInstanceOf(GitFolders.Search.Found.class, GitFolders.find(box.folder())).folders();
  }

  private GitConfig config() throws IOException {
    return GitConfig.load(box.settings(), folders());
  }

  private void append(Path file, String text) throws IOException {
    Files.writeString(file, (Files.exists(file) ? Files.readString(file) : "") + text);
  }

  /** Each condition in an include of its own, in the repository's and in the user's file. */
  @Test
  void includes_count_as_they_do_for_git() throws IOException {
    List<String> conditions = new ArrayList<>();
    String folder = box.folder().toString();
    for (String sense : List.of("gitdir:", "gitdir/i:")) {
      for (String pattern :
          List.of(
              "**",
              "work/",
              "WORK/",
              "work/.git",
              "wor?/",
              "[vw]ork/",
              "[!w]ork/",
              "wor\\k/",
              "**/work/**",
              "*/work/.git",
              "~",
              "w*k/",
              "other/",
              folder,
              folder + "/",
              folder + "/.git",
              folder + "/**",
              box.base() + "/*/.git",
              box.base() + "/*",
              box.base() + "/{work,x}/",
              "~/",
              "~/../work/",
              "~/../work/.git",
              "./",
              "./**",
              ".git/",
              "/")) {
        conditions.add(sense + pattern);
      }
    }
    for (String pattern :
        List.of("main", "ma*", "m/", "**", "feature/", "feature/**", "*", "Main", "x/main", "")) {
      conditions.add("onbranch:" + pattern);
    }
    for (String pattern :
        List.of(
            "https://example.org/**",
            "https://*.org/**",
            "https://example.org/*",
            "https://example.org/team/x",
            "**/team/**",
            "*example*",
            "git@host:team/*",
            "git@host:**",
            "https://[de]xample.org/**",
            "none/**")) {
      conditions.add("hasconfig:remote.*.url:" + pattern);
    }
    conditions.addAll(List.of("unknown:x", "gitdir", "hasconfig:user.name:**"));
    append(
        folders().gitDir().resolve("config"),
        "[remote \"a\"] url = https://example.org/team/x\n[remote \"b\"] url = git@host:team/y\n");
    for (Path file :
        List.of(folders().gitDir().resolve("config"), box.home().resolve(".gitconfig"))) {
      for (int i = 0; i < conditions.size(); i++) {
        String name = (file.startsWith(box.home()) ? "u" : "r") + i;
        Path included = file.resolveSibling(name + ".inc");
        Files.writeString(included, "[seen] " + name + " = " + name + "\n");
        append(
            file,
            "[includeIf \""
                + conditions.get(i).replace("\\", "\\\\")
                + "\"] path = "
                + name
                + ".inc\n");
      }
    }

    for (String branch : List.of("main", "feature/x")) {
      box.git("symbolic-ref", "HEAD", "refs/heads/" + branch);
      assertEquals(named(gits(), conditions), named(ours(conditions.size()), conditions), branch);
    }
  }

  private Set<String> gits() {
    Set<String> seen = new TreeSet<>();
    box.git("config", "--get-regexp", "^seen\\.")
        .lines()
        .forEach(line -> seen.add(line.substring(line.indexOf(' ') + 1)));
    return seen;
  }

  private Set<String> ours(int count) throws IOException {
    GitConfig config = config();
    Set<String> seen = new TreeSet<>();
    for (String level : List.of("r", "u")) {
      for (int i = 0; i < count; i++) {
        String value = config.value("seen", level + i);
        if (!value.isEmpty()) {
          seen.add(value);
        }
      }
    }
    return seen;
  }

  private static List<String> named(Set<String> seen, List<String> conditions) {
    return seen.stream()
        .map(name -> name.charAt(0) + " " + conditions.get(Integer.parseInt(name.substring(1))))
        .sorted()
        .toList();
  }

  /** As a shell tells it that went there by a link. */
  @Test
  void a_folder_that_was_entered_by_a_link_counts_by_either_name() throws IOException {
    Path link = Files.createSymbolicLink(box.base().resolve("link"), box.folder());
    box.variable("PWD", link.toString());
    List<String> conditions =
        List.of("gitdir:" + link + "/", "gitdir:link/", "gitdir:" + box.folder() + "/");
    for (int i = 0; i < conditions.size(); i++) {
      Files.writeString(box.home().resolve(i + ".inc"), "[seen] u" + i + " = u" + i + "\n");
      append(
          box.home().resolve(".gitconfig"),
          "[includeIf \"" + conditions.get(i) + "\"] path = " + i + ".inc\n");
    }
    assertEquals(Set.of("u0", "u1", "u2"), gits());
    assertEquals(named(gits(), conditions), named(ours(conditions.size()), conditions));
  }

  @Test
  void where_refs_are_in_tables_git_is_asked_for_the_branch() throws IOException {
    Path git = Files.writeString(box.base().resolve("git"), "#!/bin/sh\necho refs/heads/main\n");
    assertTrue(git.toFile().setExecutable(true));
    Files.writeString(folders().gitDir().resolve("HEAD"), "ref: refs/heads/.invalid\n");
    Path config = folders().gitDir().resolve("config");
    append(config, "[extensions] refStorage = reftable\n[includeIf \"onbranch:main\"] path = x\n");
    Files.writeString(config.resolveSibling("x"), "[user] name = Main\n");

    GitConfig read = GitConfig.load(box.settings(git.toString()), folders());
    assertEquals("Main", read.value("user", "name"));
    assertTrue(read.isReftable());
    assertThrows(IOException.class, () -> GitConfig.load(box.settings(""), folders()));
  }

  @Test
  void paths_of_includes_are_found_as_git_finds_them() throws IOException {
    Path config = folders().gitDir().resolve("config");
    Path outside = Files.writeString(box.base().resolve("o.inc"), "[seen] absolute = absolute\n");
    Files.writeString(box.home().resolve("h.inc"), "[seen] home = home\n");
    Files.createDirectories(config.resolveSibling("deep"));
    Files.writeString(
        config.resolveSibling("deep/d.inc"), "[seen] deep = deep\n[include] path = e.inc\n");
    Files.writeString(config.resolveSibling("deep/e.inc"), "[seen] below = below\n");
    Files.writeString(box.base().resolve("p.inc"), "[seen] prefix = prefix\n");
    append(
        config,
        "[include]\npath = "
            + outside
            + "\npath = ~/h.inc\npath = deep/d.inc\npath = missing.inc\n"
            + "path = \"%(prefix)/.."
            + box.base()
            + "/p.inc\"\n");
    assertEquals(Set.of("absolute", "home", "deep", "below", "prefix"), gits());
    for (String name : gits()) {
      assertEquals(name, config().value("seen", name));
    }
  }

  @Test
  void work_tree_counts_last_and_only_where_the_repository_says_so() throws IOException {
    Path git = folders().gitDir();
    Files.writeString(git.resolve("config.worktree"), "[user] name = Tree\n");
    assertEquals("Ada", config().value("user", "name"));
    append(git.resolve("config"), "[extensions]\nworktreeConfig = true\n[user]\nname = Repo\n");
    assertEquals("Tree", config().value("user", "name"));
    assertEquals("Ada", config().usersValue("user", "name"));
  }

  @Test
  void files_that_include_each_other_end() throws IOException {
    Path git = folders().gitDir();
    append(git.resolve("config"), "[include] path = config\n[include] path = config\n");
    assertThrows(IOException.class, this::config);
  }

  @Test
  void pipe_in_place_of_a_file_is_not_waited_for() throws Exception {
    Path pipe = box.base().resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    append(
        folders().gitDir().resolve("config"),
        "[include]\npath = " + pipe + "\n[core]\nexcludesFile = " + pipe + "\n");
    assertTrue(config().value("core", "excludesFile").endsWith("pipe"));
    assertFalse(DataConfig.of(config(), folders(), box.settings()).contains("pipe"));
  }

  @Test
  void filters_are_known_in_every_spelling() throws IOException {
    append(
        folders().gitDir().resolve("config"),
        "[Filter.X]clean=a\n[FILTER \"Y\"] CLEAN = a\n[filter \"z\"]\n\tprocess = a\n");
    assertEquals(Set.of("x", "Y", "z"), config().filters());
  }

  @Test
  void only_data_is_handed_on() throws IOException {
    append(
        folders().gitDir().resolve("config"),
        """
        [core]
        	fsmonitor = evil
        	hooksPath = evil
        	ignoreCase = yes
        	autocrlf = input
        	eol = "lf; evil"
        	compression = evil
        	trustCtime = evil
        	sshCommand = evil
        [extensions]
        	worktreeConfig = true
        	partialClone = evil
        	something = new
        [filter "x"]
        	clean = evil
        [gpg]
        	program = evil
        [remote "x"]
        	url = ext::evil
        [core "x"]
        	ignoreCase = evil
        """);
    assertEquals(
        """
        [core]
        	autocrlf = "input"
        	bare = "false"
        	filemode = "true"
        	ignorecase = "true"
        	logallrefupdates = "true"
        	repositoryformatversion = "0"
        [extensions]
        	something = "new"
        """,
        DataConfig.of(config(), folders(), box.settings()));
  }
}
