package dev.vibe.context.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.ReadRules.Standing;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of files, what is kept of it, and what is never looked into. */
class FileReaderTest {

  /** Long before what is kept was written. */
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

  private static final long NOW = 2_000_000;

  @TempDir Path temporary;
  private Path root;
  private Workspace workspace;
  private final List<String> asked = new ArrayList<>();

  @BeforeEach
  void make() throws IOException {
    root = Files.createDirectory(temporary.toRealPath().resolve("work"));
    workspace = new Workspace(root, List.of());
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    Files.setLastModifiedTime(path, LONG_AGO);
  }

  private FileReader reader(MapStore.Kept kept) {
    return new FileReader(
        workspace, IgnoreRules.repositoriesOnly(), Optional.of(this::defined), kept);
  }

  private Map<String, List<String>> defined(Path folder, List<String> files) {
    asked.addAll(files);
    Map<String, List<String>> found = new HashMap<>();
    files.forEach(file -> found.put(file, List.of("Defined")));
    return found;
  }

  private static FileFacts facts(List<MappedFile> files, String path) {
    return files.stream().filter(f -> f.path().equals(path)).findFirst().orElseThrow().facts();
  }

  private static int word(String word) {
    return WordReader.in(word)[0];
  }

  @Test
  void names_words_and_definitions_of_a_file_are_known() throws IOException {
    write("src/HTTPServer.java", "class HTTPServer { void parseRequests(int max_retries) {} }");
    FileFacts facts = facts(reader(MapStore.Kept.NOTHING).files(), "src/HTTPServer.java");

    assertEquals(List.of("Defined"), facts.definitions());
    assertTrue(facts.names().length >= 5);
    for (String word : List.of("http", "server", "parse", "request", "retry")) {
      assertEquals(word.equals("retry") ? 0 : 1, facts.count(word(word)), word);
    }
    assertEquals(word("retries"), word("Retrie"));
    assertEquals(word("parsing"), word("parsed"));
  }

  @Test
  void a_file_that_is_as_before_is_not_read_again() throws IOException {
    write("a.java", "class A {}");
    List<MappedFile> first = reader(MapStore.Kept.NOTHING).files();
    FileReader second = reader(new MapStore.Kept(NOW, first));

    assertSame(first.getFirst(), second.files().getFirst());
    assertFalse(second.hasChanged());
    assertEquals(List.of("a.java"), asked);
  }

  @Test
  void a_content_that_is_known_is_not_scanned_again_wherever_it_is() throws IOException {
    write("a.java", "class A {}");
    List<MappedFile> first = reader(MapStore.Kept.NOTHING).files();
    Files.delete(root.resolve("a.java"));
    write("b.java", "class A {}");
    FileReader second = reader(new MapStore.Kept(NOW, first));

    assertSame(first.getFirst().facts(), facts(second.files(), "b.java"));
    assertTrue(second.hasChanged());
    assertEquals(List.of("a.java"), asked);
  }

  @Test
  void a_change_of_the_same_size_just_before_it_was_kept_is_seen() throws IOException {
    write("a.java", "class A {}");
    List<MappedFile> first = reader(MapStore.Kept.NOTHING).files();
    write("a.java", "class B {}");

    List<MappedFile> second = reader(new MapStore.Kept(LONG_AGO.toMillis() + 100, first)).files();
    assertFalse(first.getFirst().stamp().hash().equals(second.getFirst().stamp().hash()));
  }

  @Test
  void what_may_not_be_read_is_not_looked_into() throws IOException {
    write("denied.java", "class Hidden {}");
    write("asked.java", "class Hidden {}");
    write(".env", "HIDDEN=1");
    write("open.java", "class Open {}");
    Files.createSymbolicLink(root.resolve("link.java"), root.resolve("denied.java"));
    workspace =
        workspace.under(
            path ->
                switch (path) {
                  case "denied.java" -> Standing.DENIED;
                  case "asked.java" -> Standing.ASKED;
                  default -> Standing.FREE;
                });
    List<MappedFile> files = reader(MapStore.Kept.NOTHING).files();

    assertEquals(List.of(".env", "open.java"), files.stream().map(MappedFile::path).toList());
    assertSame(FileFacts.NONE, facts(files, ".env"));
    assertEquals(List.of("open.java"), asked);
  }

  @Test
  void what_was_kept_of_a_file_is_gone_once_a_rule_denies_it() throws IOException {
    write("a.java", "class A {}");
    List<MappedFile> first = reader(MapStore.Kept.NOTHING).files();
    workspace = workspace.under(path -> Standing.DENIED);
    FileReader second = reader(new MapStore.Kept(NOW, first));

    assertEquals(List.of(), second.files());
    assertTrue(second.hasChanged());
  }

  @Test
  void what_nobody_wrote_says_nothing() throws IOException {
    write("binary.java", "class A \0 {}");
    write("minified.js", "var a=1;".repeat(1000));
    write("huge.java", "class A {}\n".repeat(FileScan.MOST_BYTES / 11 + 1));
    List<MappedFile> files = reader(MapStore.Kept.NOTHING).files();

    assertEquals(3, files.size());
    files.forEach(each -> assertEquals(0, each.facts().words().length, each.path()));
    assertEquals(List.of(), asked);
  }

  @Test
  void of_more_files_than_a_map_can_be_made_of_there_is_none() throws IOException {
    Path folder = Files.createDirectory(root.resolve("many"));
    for (int i = 0; i <= FileReader.MOST_FILES; i++) {
      Files.createFile(folder.resolve("f" + i + ".java"));
    }
    assertEquals(List.of(), reader(MapStore.Kept.NOTHING).files());
  }

  @Test
  void what_is_kept_is_read_back_for_its_owner_alone() throws IOException {
    write("a.java", "class A { void one() {} }");
    write("ü/b.txt", "some words");
    List<MappedFile> files = reader(MapStore.Kept.NOTHING).files();
    Path file = temporary.resolve("maps/one.map");
    MapStore store = new MapStore(file, "finder");
    store.write(new MapStore.Kept(NOW, files));

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())));
    MapStore.Kept kept = store.read();
    assertEquals(NOW, kept.at());
    assertFalse(reader(kept).hasChanged());
    for (int i = 0; i < files.size(); i++) {
      MappedFile one = files.get(i);
      MappedFile other = kept.files().get(i);
      assertEquals(one.path(), other.path());
      assertEquals(one.stamp(), other.stamp());
      assertEquals(one.facts().definitions(), other.facts().definitions());
      assertEquals(List.of(), missing(one.facts(), other.facts()));
    }
  }

  private static List<Integer> missing(FileFacts one, FileFacts other) {
    List<Integer> missing = new ArrayList<>();
    for (int word : one.words()) {
      if (one.count(word) != other.count(word)) {
        missing.add(word);
      }
    }
    return missing;
  }

  @Test
  void a_store_that_is_damaged_or_of_another_finder_counts_as_none() throws IOException {
    write("a.java", "class A {}");
    Path file = temporary.resolve("one.map");
    new MapStore(file, "ctags")
        .write(new MapStore.Kept(NOW, reader(MapStore.Kept.NOTHING).files()));
    byte[] whole = Files.readAllBytes(file);

    assertEquals(List.of(), new MapStore(file, "").read().files());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertEquals(List.of(), new MapStore(file, "ctags").read().files());
    }
    whole[whole.length / 2] ^= 1;
    Files.write(file, whole);
    assertEquals(List.of(), new MapStore(file, "ctags").read().files());
    Files.write(file, "nonsense that is long enough to be read".getBytes(StandardCharsets.UTF_8));
    assertEquals(List.of(), new MapStore(file, "ctags").read().files());
  }
}
