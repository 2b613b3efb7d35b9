package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.testkit.Gen;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.change.SeenVersions;
import dev.vibe.workspace.patch.PatchReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patches as Git makes them, applied to the files that they were made for and to others. */
class PatchToolTest {

  private static final List<String> NAMES =
      List.of("a.txt", "b.bin", "sub/c.txt", "sub/d e.bin", "ü.txt", "f.sh", "sub/deep/g");

  @TempDir Path temporary;
  private Sandbox box;

  @BeforeEach
  void start() {
    box = new Sandbox(temporary).init();
    box.git("config", "core.safecrlf", "false");
  }

  private List<Prepared> prepare(Path patch) throws IOException {
    PatchTool tool = new PatchTool(PatchReader.read(Files.readAllBytes(patch)));
    ToolContext context =
        new ToolContext(
            new EditBatch(new Workspace(box.folder().toRealPath(), List.of()), new SeenVersions()));
    return tool.files().stream()
        .map(file -> tool.prepare(new PatchTool.Input(file), context))
        .toList();
  }

  private void apply(Path patch) throws IOException {
    List<FileChange> changes = new ArrayList<>();
    for (Prepared each : prepare(patch)) {
      changes.add(assertInstanceOf(Invocation.Editing.class, each, each.toString()).change());
    }
    ChangeSet.write(changes, temporary.resolve("journal"));
  }

  private List<String> refused(Path patch) throws IOException {
    return prepare(patch).stream()
        .map(each -> assertInstanceOf(Refusal.class, each, each.toString()).code().toString())
        .toList();
  }

  private Path diff(String... options) {
    Path patch = temporary.resolve("patch");
    List<String> command = new ArrayList<>(List.of("diff", "--output=" + patch, "--binary"));
    command.addAll(List.of(options));
    box.git(command.toArray(String[]::new));
    return patch;
  }

  @Test
  void what_git_diffs_is_applied_as_git_would() {
    List<String[]> ways =
        List.of(
            new String[] {"-M", "-C", "--find-copies-harder"},
            new String[] {"--no-renames", "--full-index"},
            new String[] {"-M", "--no-prefix", "-U0"},
            new String[] {"-C", "-U1", "--src-prefix=x/", "--dst-prefix=y/"});
    Gen.forAll(
        "git diff, then patch",
        24,
        random -> {
          try {
            box.write("keep", "k\n");
            change(random);
            box.git("add", "-A");
            box.git("commit", "-q", "--allow-empty", "-m", "one");
            change(random);
            box.git("add", "-A");
            box.git("commit", "-q", "--allow-empty", "-m", "two");
            Path patch = diff(with(ways.get(random.nextInt(ways.size())), "HEAD~1", "HEAD"));
            box.git("checkout", "-q", "HEAD~1");
            if (Files.size(patch) > 0) {
              apply(patch);
            }
            box.git("add", "-A");
            assertEquals("", box.git("diff", "--cached", "--stat", "--summary", "main"));
            box.git("reset", "-q", "--hard");
            box.git("checkout", "-q", "main");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static String[] with(String[] options, String... more) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** Writes, moves, copies, deletes and makes executable. */
  private void change(RandomGenerator random) throws IOException {
    for (String name : NAMES) {
      Path file = box.folder().resolve(name);
      String other = NAMES.get(random.nextInt(NAMES.size())) + random.nextInt(3);
      switch (random.nextInt(7)) {
        case 0 -> box.write(name, content(random, name));
        case 1 -> Files.deleteIfExists(file);
        case 2 -> {
          if (Files.exists(file)) {
            Files.move(file, below(other));
          }
        }
        case 3 -> {
          if (Files.exists(file)) {
            Files.writeString(below(other), Files.readString(file, LATIN) + "copied\n", LATIN);
          }
        }
        case 4 -> {
          if (Files.exists(file)) {
            Files.writeString(file, "first\n" + Files.readString(file, LATIN) + "last", LATIN);
          }
        }
        case 5 -> assertTrue(!Files.exists(file) || file.toFile().setExecutable(true));
        default -> {}
      }
    }
  }

  private static final Charset LATIN = StandardCharsets.ISO_8859_1;

  private Path below(String name) throws IOException {
    Path file = box.folder().resolve(name);
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    return file;
  }

  private static String content(RandomGenerator random, String name) {
    StringBuilder text = new StringBuilder(name.endsWith("bin") ? "\0" : "");
    for (int i = 0; i < random.nextInt(60); i++) {
      text.append("line ")
          .append(random.nextInt(50))
          .append(random.nextInt(9) == 0 ? "\r\n" : "\n");
    }
    return text.append(random.nextBoolean() ? "" : "end").toString();
  }

  @Test
  void a_series_of_mails_is_applied_in_order() throws IOException {
    box.write("a.txt", "1\n2\n3\n");
    box.commitAll("start");
    box.write("a.txt", "1\ntwo\n3\n");
    box.commitAll("one");
    box.git("mv", "a.txt", "b.txt");
    box.commitAll("two");
    box.write("b.txt", "1\ntwo\n3\n4\n");
    box.commitAll("three");
    Path patch = temporary.resolve("series");
    Files.writeString(patch, box.git("format-patch", "--stdout", "HEAD~3"));
    box.git("checkout", "-q", "HEAD~3");
    apply(patch);
    box.git("add", "-A");
    assertEquals("", box.git("diff", "--cached", "main"));
  }

  @Test
  void files_that_take_each_others_names_do() throws IOException {
    box.write("a", "aaaa\n1\n2\n3\n4\n");
    box.write("b", "bbbb\n5\n6\n7\n8\n");
    box.commitAll("start");
    Path patch = temporary.resolve("swap");
    Files.writeString(
        patch,
        """
        diff --git a/a b/b
        similarity index 100%
        rename from a
        rename to b
        diff --git a/b b/a
        similarity index 100%
        rename from b
        rename to a
        """);
    apply(patch);
    assertEquals("aaaa\n1\n2\n3\n4\n", Files.readString(box.folder().resolve("b")));
    assertEquals("bbbb\n5\n6\n7\n8\n", Files.readString(box.folder().resolve("a")));
  }

  @Test
  void a_binary_patch_is_refused_for_another_version_and_when_it_is_damaged() throws IOException {
    box.write("x.bin", "\0one\n".repeat(50));
    box.commitAll("start");
    box.write("x.bin", "\0one\n".repeat(40) + "\0two\n".repeat(10));
    Path patch = diff();
    String text = Files.readString(patch);
    assertEquals(List.of("wrong_version"), refused(patch));
    box.git("checkout", "-q", "x.bin");

    int data = text.indexOf("\n", text.indexOf("GIT binary patch\n") + 17) + 10;
    char other = text.charAt(data) == 'a' ? 'b' : 'a';
    Files.writeString(patch, text.substring(0, data) + other + text.substring(data + 1));
    assertEquals(List.of("damaged"), refused(patch));
    Files.writeString(patch, text.replaceFirst("index [0-9a-f]{9}", "index 123456789"));
    assertEquals(List.of("wrong_version"), refused(patch));
    Files.writeString(patch, text.replaceFirst("index .*", "index 1234567..2345678 100644"));
    assertEquals(List.of("damaged"), refused(patch));
    Files.writeString(
        patch, text.replaceFirst("(index [0-9a-f]+)\\.\\.[0-9a-f]{9}", "$1..123456789"));
    assertEquals(List.of("damaged"), refused(patch));
    Files.writeString(patch, text);
    apply(patch);
    assertEquals(
        "\0one\n".repeat(40) + "\0two\n".repeat(10),
        Files.readString(box.folder().resolve("x.bin")));
  }

  @Test
  void a_file_with_more_in_it_and_a_link_are_not_deleted() throws IOException {
    box.write("gone", "1\n");
    box.write("other", "1\n");
    box.commitAll("start");
    Files.delete(box.folder().resolve("gone"));
    Path patch = diff();
    box.write("gone", "1\n2\n");
    assertEquals(List.of("wrong_version"), refused(patch));
    Files.delete(box.folder().resolve("gone"));
    Files.createSymbolicLink(box.folder().resolve("gone"), Path.of("other"));
    assertEquals(List.of("is_link"), refused(patch));
  }

  private static String created(String name) {
    return "diff --git a/%1$s b/%1$s\nnew file mode 100644\n--- /dev/null\n+++ b/%1$s\n@@ -0,0 +1 @@\n+x\n"
        .formatted(name);
  }

  @Test
  void repository_that_a_patch_would_make_is_guarded() throws IOException {
    Path patch = temporary.resolve("patch");
    Files.writeString(
        patch,
        created("d/config") + created("d/objects/x") + created("d/refs/x") + created("d/HEAD"));
    List<Prepared> prepared = prepare(patch);
    GuardedPath head = assertInstanceOf(GuardedPath.class, prepared.getLast());
    assertEquals("d/HEAD", head.path());
    assertEquals(3, prepared.stream().filter(one -> one instanceof Invocation.Editing).count());
  }

  @Test
  void each_guarded_file_is_opened_by_itself() throws IOException {
    Path patch = temporary.resolve("patch");
    Files.writeString(patch, created("AGENTS.md") + created("CLAUDE.md") + created("a.txt"));
    PatchTool tool = new PatchTool(PatchReader.read(Files.readAllBytes(patch)));
    EditBatch batch =
        new EditBatch(new Workspace(box.folder().toRealPath(), List.of()), new SeenVersions());
    for (String file : List.of("AGENTS.md", "CLAUDE.md")) {
      PatchTool.Input input = new PatchTool.Input(file);
      assertInstanceOf(GuardedPath.class, tool.prepare(input, new ToolContext(batch)));
      Invocation.Editing edit =
          assertInstanceOf(
              Invocation.Editing.class, tool.prepare(input, new ToolContext(batch, Set.of(file))));
      assertEquals(file, edit.change().path().relative());
    }
    assertInstanceOf(
        Invocation.Editing.class,
        tool.prepare(new PatchTool.Input("a.txt"), new ToolContext(batch)));
  }
}
