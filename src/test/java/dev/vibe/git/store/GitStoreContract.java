package dev.vibe.git.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.Sandbox;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.Identity;
import dev.vibe.git.file.PathAttributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link GitStore} promises, whoever keeps it; looked at through the user's own git. */
abstract class GitStoreContract {

  private static final String FILE = "100644";
  private static final String MAIN = "refs/heads/main";

  private Sandbox box;
  private GitStore store;

  abstract GitStore open(GitFolders folders, GitSettings settings, GitConfig config)
      throws IOException;

  @BeforeEach
  void make(@TempDir Path temporary) throws IOException {
    box = new Sandbox(temporary).init();
    GitFolders folders = ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
    store = open(folders, box.settings(), GitConfig.load(box.settings(), folders));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private String start() {
    box.write("a.txt", "a\n");
    box.write("sub/b.txt", "b\n");
    box.commitAll("start");
    return box.git("rev-parse", "HEAD").strip();
  }

  private Identity.Pair people() {
    Identity ada =
        new Identity("Ä Da", "ada@example.org", ZonedDateTime.parse("2026-01-31T12:00:00+01:00"));
    return new Identity.Pair(ada, ada);
  }

  private TreeEntry put(String text) throws IOException {
    return new TreeEntry(FILE, store.insertBlob(text.getBytes(StandardCharsets.UTF_8)));
  }

  private TreeEntry inHead(String path) {
    return new TreeEntry(FILE, box.git("rev-parse", "HEAD:" + path).strip());
  }

  private String commit(Head parent, Map<String, Edit> edits) throws IOException {
    return store.insertCommit(NewCommit.on(parent, edits, "Ändern\n\nwhy\n", people()));
  }

  @Test
  void head_is_on_a_branch_unborn_or_detached() throws IOException {
    assertEquals(new Head(MAIN, ""), store.head());
    assertTrue(store.head().isUnborn());
    String commit = start();
    assertEquals(new Head(MAIN, commit), store.head());
    box.git("checkout", "-q", "--detach");
    assertEquals(new Head("", commit), store.head());
    assertTrue(store.head().isDetached());
  }

  @Test
  void a_damaged_head_is_an_exception() throws IOException {
    start();
    Files.writeString(box.folder().resolve(".git/HEAD"), "nonsense\n");
    assertThrows(IOException.class, () -> store.head());
  }

  @Test
  void committed_names_files_and_folders_and_leaves_out_what_is_not_there() throws IOException {
    assertEquals(Map.of(), store.committed(store.head(), List.of("a.txt")));
    start();
    Map<String, TreeEntry> found =
        store.committed(store.head(), List.of("a.txt", "sub", "none", "a.txt/below"));
    assertEquals(Set.of("a.txt", "sub"), found.keySet());
    assertEquals(inHead("a.txt"), found.get("a.txt"));
    assertEquals("040000", at(found, "sub").mode());
  }

  @Test
  void staged_answers_for_each_path() throws IOException {
    start();
    box.write("new.txt", "n\n");
    box.write("intent.txt", "i\n");
    box.git("add", "-N", "intent.txt");
    Map<String, Staged> found = store.staged(List.of("a.txt", "new.txt", "none"));
    assertEquals(
        Map.of(
            "a.txt",
            new Staged.File(inHead("a.txt")),
            "new.txt",
            new Staged.Nothing(),
            "none",
            new Staged.Nothing()),
        found);
  }

  @Test
  void staged_tells_a_conflict() throws IOException {
    start();
    box.diverge("a.txt");
    box.failingGit("merge", "side");
    assertEquals(Map.of("a.txt", new Staged.Conflict()), store.staged(List.of("a.txt")));
  }

  @Test
  void attributes_answer_for_each_path() throws IOException {
    box.write(".gitattributes", "*.txt text\n*.bin -text\n*.dat filter=lfs\n*.id ident\n");
    List<String> paths = List.of("a.txt", "a.bin", "a.dat", "a.id", "a");
    paths.forEach(path -> box.write(path, "there\n"));
    Map<String, PathAttributes> found = store.attributes(paths);
    assertEquals(5, found.size());
    assertEquals(PathAttributes.Text.YES, at(found, "a.txt").text());
    assertEquals(PathAttributes.Text.NO, at(found, "a.bin").text());
    assertEquals("lfs", at(found, "a.dat").filter());
    assertTrue(at(found, "a.id").rewritten());
    assertEquals(PathAttributes.NONE, found.get("a"));
    assertEquals(Map.of(), store.attributes(List.of()));
  }

  @Test
  void a_blob_comes_back_byte_by_byte() throws IOException {
    byte[] bytes = {0, 1, '\r', '\n', (byte) 0xff};
    String id = store.insertBlob(bytes);
    assertArrayEquals(bytes, store.blob(id));
    assertEquals("5", box.git("cat-file", "-s", id).strip());
    assertEquals(id, store.insertBlob(bytes));
    assertThrows(IOException.class, () -> store.blob("1".repeat(40)));
  }

  @Test
  void a_commit_holds_its_parents_tree_but_for_the_edits_and_is_on_no_branch() throws IOException {
    String start = start();
    Map<String, Edit> edits = new LinkedHashMap<>();
    edits.put("a.txt", new Edit.Drop());
    edits.put("sub/c.txt", new Edit.Put(put("c\n")));
    edits.put("run", new Edit.Put(new TreeEntry("100755", put("r\n").id())));
    String id = commit(store.head(), edits);
    assertEquals(start, box.git("rev-parse", "HEAD").strip());
    assertEquals(start, box.git("rev-parse", id + "^").strip());
    assertEquals(
        List.of("100755 run", "100644 sub/b.txt", "100644 sub/c.txt"),
        box.git("ls-tree", "-r", "--format=%(objectmode) %(path)", id).lines().toList());
    assertEquals(
        "Ä Da <ada@example.org> 2026-01-31T12:00:00+01:00|Ändern|why",
        box.git("log", "-1", "--format=%an <%ae> %aI|%s|%b", id).strip());
    box.assertSound();
  }

  @Test
  void the_first_commit_has_no_parent() throws IOException {
    String id = commit(store.head(), Map.of("a.txt", new Edit.Put(put("a\n"))));
    assertEquals("", box.git("log", "-1", "--format=%P", id).strip());
    assertTrue(store.advance(store.head(), id, "commit (initial): a", people()));
    assertEquals(new Head(MAIN, id), store.head());
  }

  @Test
  void restaging_changes_the_named_entries_and_no_others() throws Exception {
    start();
    box.write("sub/b.txt", "staged\n");
    box.git("add", "sub/b.txt");
    TreeEntry changed = put("changed\n");
    assertTrue(
        store.restage(
            List.of(
                new Restaging("a.txt", new Staged.File(inHead("a.txt")), new Edit.Put(changed)),
                new Restaging("new.txt", new Staged.Nothing(), new Edit.Put(changed)))));
    assertEquals("changed\n", box.git("show", ":a.txt"));
    assertEquals("changed\n", box.git("show", ":new.txt"));
    assertEquals("staged\n", box.git("show", ":sub/b.txt"));
    assertTrue(
        store.restage(
            List.of(new Restaging("new.txt", new Staged.File(changed), new Edit.Drop()))));
    assertEquals("", box.git("ls-files", "new.txt"));
    box.assertSound();
  }

  @Test
  void restaging_is_all_or_nothing() throws Exception {
    start();
    TreeEntry changed = put("changed\n");
    assertFalse(
        store.restage(
            List.of(
                new Restaging("a.txt", new Staged.File(inHead("a.txt")), new Edit.Put(changed)),
                new Restaging("sub/b.txt", new Staged.Nothing(), new Edit.Put(changed)))));
    assertEquals("a\n", box.git("show", ":a.txt"));
    assertEquals("b\n", box.git("show", ":sub/b.txt"));
    assertFalse(Files.exists(box.folder().resolve(".git/index.lock")));
  }

  @Test
  void a_lock_of_the_index_is_waited_for_and_never_broken() throws IOException {
    start();
    Path lock = Files.createFile(box.folder().resolve(".git/index.lock"));
    Restaging change = new Restaging("new.txt", new Staged.Nothing(), new Edit.Put(put("n\n")));
    assertThrows(IndexLocked.class, () -> store.restage(List.of(change)));
    assertTrue(Files.exists(lock));
    assertEquals("", box.git("ls-files", "new.txt"));
  }

  @Test
  void the_branch_moves_only_from_where_it_was_and_says_so_in_its_log() throws IOException {
    start();
    Head before = store.head();
    String id = commit(before, Map.of("a.txt", new Edit.Put(put("x\n"))));
    assertTrue(store.advance(before, id, "commit: x", people()));
    assertEquals(new Head(MAIN, id), store.head());
    assertEquals("commit: x", box.git("log", "-1", "-g", "--format=%gs", "main").strip());
    assertFalse(store.advance(before, id, "commit: again", people()));
    assertEquals(new Head(MAIN, id), store.head());
  }

  @Test
  void a_detached_head_moves_without_the_branch() throws IOException {
    String start = start();
    box.git("checkout", "-q", "--detach");
    String id = commit(store.head(), Map.of("a.txt", new Edit.Put(put("x\n"))));
    assertTrue(store.advance(store.head(), id, "commit: x", people()));
    assertEquals(new Head("", id), store.head());
    assertEquals(start, box.git("rev-parse", "main").strip());
  }

  @Test
  void a_note_is_added_and_another_takes_its_place() throws IOException {
    String commit = start();
    store.note(commit, "{\"one\":1}\n", people());
    store.note(commit, "{\"two\":2}\n", people());
    assertEquals("{\"two\":2}", box.git("notes", "--ref=vibe", "show", commit).strip());
    box.assertSound();
  }

  private static <T> T at(Map<String, T> found, String path) {
    return Objects.requireNonNull(found.get(path), path);
  }
}
