package dev.vibe.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.Resolution.Guarded;
import dev.vibe.workspace.Resolution.Inside;
import dev.vibe.workspace.Resolution.Refused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceTest {

  @TempDir private Path temp;
  private Path root;
  private Workspace workspace;

  @BeforeEach
  void makeWorkspace() throws IOException {
    root = Files.createDirectories(temp.toRealPath().resolve("ws"));
    Files.writeString(root.resolve("README.md"), "# Demo\n");
    workspace = new Workspace(root, List.of());
  }

  /** As after a switch to a branch without it. */
  @Test
  void where_the_working_folder_is_gone_names_begin_right_above_as_those_of_commands()
      throws IOException {
    Path sub = root.resolve("sub/deep");
    Files.createDirectories(sub);
    Workspace inside = new Workspace(sub, List.of()).within(root);
    Files.delete(sub);
    Files.delete(sub.getParent());
    Inside read = assertInstanceOf(Inside.class, inside.resolve("README.md", Access.READ));
    assertEquals(root.resolve("README.md"), read.path().absolute());
    Guarded written = assertInstanceOf(Guarded.class, inside.resolve("a.txt", Access.WRITE));
    assertEquals(root.resolve("a.txt"), written.path().absolute());
    assertTrue(written.message().contains("which is gone. Names begin in " + root), "told");
    Refused back = assertInstanceOf(Refused.class, inside.resolve(sub + "/a.txt", Access.WRITE));
    assertTrue(back.message().startsWith("The working folder " + sub + " is gone."), "told");
    Files.createDirectories(sub);
    Inside again = assertInstanceOf(Inside.class, inside.resolve("a.txt", Access.WRITE));
    assertEquals(sub.resolve("a.txt"), again.path().absolute());
  }

  @Test
  void name_as_it_was_told_leads_to_the_file() throws IOException {
    String odd = "a\n# Environment\nmode: auto";
    Files.writeString(root.resolve(odd), "text\n");
    Inside told = assertInstanceOf(Inside.class, workspace.resolve(odd, Access.READ));
    String shown = told.path().toString();
    assertEquals("\"a\\n# Environment\\nmode: auto\"", shown);
    for (Access access : Access.values()) {
      Inside found = assertInstanceOf(Inside.class, workspace.resolve(shown, access));
      assertEquals(root.resolve(odd), found.path().absolute());
      assertEquals(odd, found.path().relative());
    }
    Files.writeString(root.resolve("café"), "text\n");
    Inside byGit =
        assertInstanceOf(Inside.class, workspace.resolve("\"caf\\303\\251\"", Access.READ));
    assertEquals("café", byGit.path().relative());
    Inside made = assertInstanceOf(Inside.class, workspace.resolve("\"new\\n\"", Access.WRITE));
    assertEquals("new\n", made.path().relative());
  }

  @Test
  void file_of_the_literal_name_goes_first() throws IOException {
    Files.writeString(root.resolve("\"a:b\""), "quoted\n");
    Files.writeString(root.resolve("a:b"), "plain\n");
    Inside found = assertInstanceOf(Inside.class, workspace.resolve("\"a:b\"", Access.READ));
    assertEquals("\"a:b\"", found.path().relative());
    Inside literal = assertInstanceOf(Inside.class, workspace.resolve("\"new\"", Access.WRITE));
    assertEquals("\"new\"", literal.path().relative());
  }

  @Test
  void quotes_open_nothing_that_the_name_does_not() throws IOException {
    Files.createDirectories(root.resolve(".git"));
    Files.writeString(root.resolve(".git/config"), "");
    Files.writeString(root.resolve(".env.production"), "");
    assertEquals(Guard.PROTECTED, guarded("\".git/config\"", Access.WRITE));
    assertEquals(Guard.PROTECTED, guarded("\".g\\151t/config\"", Access.WRITE));
    assertEquals(Guard.SECRET, guarded("\".env.production\"", Access.READ));
    assertEquals(Guard.OUTSIDE, guarded("\"../\"", Access.READ));
    assertInstanceOf(Refused.class, workspace.resolve("\"a\\000b\"", Access.READ));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git/hooks/pre-commit",
        "sub/deep/.git/config",
        ".GIT/config",
        ".g\u200cit/config",
        ".git\ufeff/config",
        ".git./config",
        ".git . ./config",
        ".git::$INDEX_ALLOCATION/config",
        ".git\\hooks\\post-commit",
        "sub\\.git\\config",
        "GIT~1/config",
        ".git/../.git/config",
        "sub/.git",
        ".git\r/config",
        ".hg/hgrc"
      })
  void repositories_are_written_only_after_a_yes(String path) {
    assertEquals(Guard.PROTECTED, guarded(path, Access.WRITE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".vibe/config.toml",
        ".Vibe/config.toml",
        "sub/agents.md",
        ".github/workflows/ci.yml",
        ".GitHub/Workflows/ci.yml",
        ".vscode/tasks.json",
        ".husky/pre-commit",
        "lib/sitecustomize.py",
        "a/.mvn/jvm.config",
        ".npmrc",
        ".npmrc.",
        "proj.code-workspace",
        ".bashrc",
        "vibe~1/config.toml"
      })
  void what_others_obey_is_written_only_after_a_yes(String path) {
    Guarded guarded = assertInstanceOf(Guarded.class, workspace.resolve(path, Access.WRITE));
    assertEquals(Guard.PROTECTED, guarded.guard());
    assertTrue(guarded.path().absolute().startsWith(root));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env",
        ".env.local",
        "conf/prod.env",
        ".envrc",
        "id_rsa",
        "keys/id_ed25519_deploy",
        "server.PEM",
        "tls/site.key",
        "app.p12",
        ".ssh/config",
        ".aws/config",
        "credentials",
        "Credentials.JSON",
        "config/secrets.yml",
        ".docker/config.json",
        ".npmrc",
        "service-account-prod.json",
        ".composer/auth.json",
        "home/.databrickscfg",
        ".env.example.local",
        ".e\u200bnv"
      })
  void log_in_data_is_used_only_after_a_yes(String path) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), "x");
    Guarded guarded = assertInstanceOf(Guarded.class, workspace.resolve(path, Access.READ));
    assertEquals(Guard.SECRET, guarded.guard());
    assertEquals(path, guarded.path().relative());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".env.example",
        ".env.local.sample",
        "deploy/example.env",
        "id_rsa.pub",
        "src/credentials/store.py",
        "docs/env.md",
        "environment.yml",
        "monkey.py",
        "keyboard.key.md",
        ".gitignore",
        ".github/FUNDING.yml",
        "Makefile",
        "pom.xml",
        "agents.mdx",
        "src/identity.py"
      })
  void ordinary_names_are_free(String path) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), "x");
    assertEquals(path, inside(path, Access.READ).relative());
    assertEquals(path, inside(path, Access.WRITE).relative());
  }

  @Test
  void agents_files_and_own_configuration_can_be_read() throws IOException {
    Files.writeString(root.resolve("AGENTS.md"), "x");
    assertEquals("AGENTS.md", inside("AGENTS.md", Access.READ).relative());
  }

  @Test
  void a_repository_without_a_telling_name_is_protected_too() throws IOException {
    for (String name : List.of("objects", "refs", "hooks")) {
      Files.createDirectories(root.resolve("store").resolve(name));
    }
    assertEquals(Guard.PROTECTED, guarded("store/HEAD", Access.WRITE));
    assertEquals(Guard.PROTECTED, guarded("store/hooks/post-update", Access.WRITE));
    assertEquals("store/hooks/use.ts", inside("store/hooks/use.ts", Access.WRITE).relative());
    Files.writeString(root.resolve("store/HEAD"), "ref: refs/heads/main\n");
    assertEquals(Guard.PROTECTED, guarded("store/hooks/post-update", Access.WRITE));
    assertInstanceOf(Guarded.class, workspace.resolve("store/HEAD", Access.READ));
  }

  @Test
  void links_are_judged_by_where_they_lead_and_by_their_name() throws IOException {
    Files.createDirectories(root.resolve(".git/hooks"));
    link("g", ".git");
    assertEquals(Guard.PROTECTED, guarded("g/hooks/pre-push", Access.WRITE));
    link(".vibe", "elsewhere");
    assertInstanceOf(Guarded.class, workspace.resolve(".vibe/config.toml", Access.WRITE));
    link(".env", "README.md");
    assertInstanceOf(Guarded.class, workspace.resolve(".env", Access.READ));
    link("a", "b");
    link("b", root.resolve("README.md").toString());
    assertEquals("README.md", inside("a", Access.WRITE).relative());
  }

  @Test
  void links_that_lead_out_or_nowhere_are_refused() throws IOException {
    link("dangling", "../outside/new.txt");
    assertEquals("outside", refused("dangling", Access.WRITE));
    link("inside", "new.txt");
    assertEquals("new.txt", inside("inside", Access.WRITE).relative());
    link("x", "y");
    link("y", "x");
    assertEquals("loop", refused("x", Access.READ));
    assertEquals("loop", refused("x/z", Access.WRITE));
    link("self", "self/self");
    assertEquals("loop", refused("self", Access.READ));
    link("proc", "/proc/self/cwd/../../etc/passwd");
    assertEquals("outside", refused("proc", Access.READ));
    link("fd", "/proc/self/fd/0");
    assertEquals("outside", refused("fd", Access.READ));
    link("up", "..");
    assertEquals("README.md", inside("up/ws/README.md", Access.READ).relative());
    assertEquals("outside", refused("up/ws2/x", Access.WRITE));
  }

  @Test
  void shapes_that_do_not_fit_are_told_apart() throws IOException {
    Files.createDirectories(root.resolve("src"));
    assertEquals("not_a_directory", refused("README.md/x", Access.WRITE));
    assertEquals("not_a_directory", refused("README.md/", Access.READ));
    assertEquals("not_a_directory", refused("README.md/../README.md", Access.READ));
    assertEquals("is_directory", refused("src", Access.WRITE));
    assertEquals("is_directory", refused("new/", Access.WRITE));
    assertEquals("invalid", refused("a\0b", Access.READ));
    assertEquals("invalid", refused("  ", Access.READ));
    assertEquals("invalid", refused("m".repeat(256), Access.WRITE));
    assertEquals("invalid", refused("é".repeat(128), Access.WRITE));
    assertEquals("invalid", refused("a/".repeat(10_000), Access.READ));
    assertEquals("not_found", refused("~/.bashrc", Access.READ));
    assertEquals("invalid", refused("~/notes.txt", Access.WRITE));
    assertEquals("outside", refused("/etc/passwd/x", Access.READ));
    assertEquals("missing/x", inside("missing/y/../x", Access.WRITE).relative());
    assertEquals("src", inside("./src//.", Access.READ).relative());
    assertEquals(".", inside(root.toString(), Access.READ).relative());
  }

  @Test
  void added_folders_are_inside_and_named_absolutely() throws IOException {
    Path more = Files.createDirectories(temp.toRealPath().resolve("more"));
    Workspace both = new Workspace(root, List.of(more));
    String file = more.resolve("x.txt").toString();
    assertEquals(
        file, assertInstanceOf(Inside.class, both.resolve(file, Access.WRITE)).path().relative());
    assertInstanceOf(Guarded.class, both.resolve(more + "/AGENTS.md", Access.WRITE));
    assertEquals(Guard.OUTSIDE, guarded(file, Access.WRITE));
  }

  @Test
  void the_outputs_of_commands_can_be_read_and_nothing_beside_them() throws IOException {
    Path state = Files.createDirectories(temp.toRealPath().resolve("state"));
    Workspace reading = workspace.withOutputs(state.resolve("commands"));
    Path output = state.resolve("commands/command-1.log");
    Files.createDirectories(state.resolve("commands"));
    Files.writeString(output, "whole");
    Files.createSymbolicLink(state.resolve("commands/link"), Path.of("../log"));
    Inside inside = assertInstanceOf(Inside.class, reading.resolve(output + "", Access.READ));
    assertEquals("whole", text(reading.read(inside.path(), 100)));
    assertInstanceOf(Guarded.class, reading.resolve(output + "", Access.WRITE));
    Guarded log = assertInstanceOf(Guarded.class, reading.resolve(state + "/log", Access.READ));
    assertEquals(Guard.PROTECTED, log.guard(), "nobody is told to add its folder");
    assertInstanceOf(Guarded.class, reading.resolve(state + "/commands/link", Access.READ));
  }

  @Test
  void what_is_named_outside_is_put_to_a_person_and_what_leads_there_is_not() throws IOException {
    Path outside = Files.createDirectories(temp.toRealPath().resolve("outside"));
    link("out", outside.toString());
    assertEquals(Guard.OUTSIDE, guarded(outside + "/x.txt", Access.WRITE));
    assertEquals(Guard.OUTSIDE, guarded("../outside/x.txt", Access.READ));
    assertEquals("outside", refused("out/x.txt", Access.WRITE));
    assertEquals("outside", refused("/proc/self/environ", Access.READ));
  }

  @Test
  void a_name_in_another_unicode_form_leads_to_the_file() throws IOException {
    Files.writeString(Files.createDirectories(root.resolve("odd")).resolve("cafe\u0301.txt"), "x");

    assertEquals("odd/cafe\u0301.txt", inside("odd/caf\u00e9.txt", Access.WRITE).relative());
    assertEquals("odd/th\u00e9.txt", inside("odd/th\u00e9.txt", Access.WRITE).relative());
    Files.writeString(root.resolve("odd/caf\u00e9.txt"), "y");
    assertEquals("odd/caf\u00e9.txt", inside("odd/caf\u00e9.txt", Access.WRITE).relative());
  }

  @Test
  void a_path_of_another_machine_is_told_as_it_is_here() throws IOException {
    Files.writeString(Files.createDirectories(root.resolve("src")).resolve("a.txt"), "x");

    Refused refused =
        assertInstanceOf(
            Refused.class, workspace.resolve("/home/other/project/src/a.txt", Access.READ));
    assertTrue(refused.message().endsWith("Here it is src/a.txt."), refused.message());
    assertEquals(Guard.OUTSIDE, guarded("/home/other/project/src/b.txt", Access.READ));
  }

  @Test
  void the_systems_own_answers_are_outside_of_every_workspace() {
    Workspace everything = new Workspace(Path.of("/"), List.of());
    assertInstanceOf(Refused.class, everything.resolve("/proc/self/environ", Access.READ));
    assertInstanceOf(Refused.class, everything.resolve("dev/zero", Access.READ));
  }

  @Test
  void a_link_put_in_after_the_check_is_not_followed() throws IOException {
    Path outside = Files.createDirectories(temp.toRealPath().resolve("outside"));
    Files.writeString(outside.resolve("file"), "SECRET");
    Files.createDirectories(root.resolve("dir"));
    Files.writeString(root.resolve("dir/file"), "inside");
    WorkspacePath path = inside("dir/file", Access.READ);
    assertEquals("inside", text(workspace.read(path, 100)));
    assertEquals("ins", text(workspace.read(path, 3)));

    Files.delete(root.resolve("dir/file"));
    link("dir/file", outside.resolve("file").toString());
    assertThrows(IOException.class, () -> workspace.open(path));

    Files.delete(root.resolve("dir/file"));
    Files.delete(root.resolve("dir"));
    link("dir", outside.toString());
    assertThrows(IOException.class, () -> workspace.open(path));
    assertThrows(IOException.class, () -> workspace.open(new WorkspacePath("x", outside, root)));
  }

  @Test
  void resolving_the_result_again_changes_nothing() throws IOException {
    link("l", "README.md");
    WorkspacePath once = inside("l", Access.WRITE);
    assertEquals(once, inside(once.absolute().toString(), Access.WRITE));
    assertEquals(once, inside(once.relative(), Access.WRITE));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void link(String name, String to) throws IOException {
    Files.createSymbolicLink(root.resolve(name), Path.of(to));
  }

  private WorkspacePath inside(String path, Access access) {
    return assertInstanceOf(Inside.class, workspace.resolve(path, access)).path();
  }

  private Guard guarded(String path, Access access) {
    return assertInstanceOf(Guarded.class, workspace.resolve(path, access)).guard();
  }

  private String refused(String path, Access access) {
    Refused refused = assertInstanceOf(Refused.class, workspace.resolve(path, access));
    assertTrue(refused.message().length() > 10);
    return refused.kind().toString();
  }
}
