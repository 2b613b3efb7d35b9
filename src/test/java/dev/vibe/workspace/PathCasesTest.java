package dev.vibe.workspace;

import static dev.vibe.workspace.CaseWorkspace.need;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.json.Json;
import dev.vibe.problem.RefusalCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every case of {@code cases/paths.json} and {@code cases/paths-more.json}: by the path as it is
 * given, by the absolute path, and by the absolute path through a link to the workspace (races only
 * as given: they take seconds).
 */
class PathCasesTest {

  /** The limits of the cases tell a quiet machine from a hang; this one may do other things. */
  private static final int BUSY = 10;

  private static final String THROUGH_LINK = "{BASE}/ws-link/";

  private static final int RACE_READS = 2_000;

  @TempDir private Path temp;

  /** What became of a call. */
  private record Verdict(String answer, String kind, String output) {}

  @TestFactory
  Stream<DynamicTest> every_case_gets_its_answer() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Map<String, Object> one : cases()) {
      String path = (String) need(one, "path");
      List<String> spellings = new ArrayList<>(List.of(path));
      boolean relative = !path.isEmpty() && !path.startsWith("{") && !path.startsWith("/");
      if (relative && !one.containsKey("race")) {
        spellings.add("{WS}/" + path);
        spellings.add(THROUGH_LINK + path);
      }
      for (String spelling : spellings) {
        tests.add(
            DynamicTest.dynamicTest(
                one.get("id") + " " + one.get("op") + " " + abridged(spelling),
                () -> check(one, spelling)));
      }
    }
    return tests.stream();
  }

  @Test
  void the_case_file_is_not_empty() throws IOException {
    assertTrue(cases().size() >= 180);
  }

  private void check(Map<String, Object> one, String spelling) throws Exception {
    CaseWorkspace disk = new CaseWorkspace(Files.createTempDirectory(real(), "case"));
    disk.set(maps(one, "setup"));
    Workspace workspace = new Workspace(disk.root(), List.of());
    String path = disk.expand(spelling);
    if (one.containsKey("race")) {
      race(one, disk, workspace, path);
      return;
    }
    Map<Path, String> before = contents(disk, one);
    Number limit = (Number) one.getOrDefault("max_ms", 10_000);
    Verdict verdict =
        assertTimeoutPreemptively(
            Duration.ofMillis(BUSY * limit.longValue()),
            () -> act(workspace, (String) need(one, "op"), path));
    Object expected = need(one, "expect");
    if (spelling.startsWith(THROUGH_LINK)) {
      expected = one.getOrDefault("through_link", expected);
    }
    assertEquals(expected, verdict.answer, () -> verdict + " but " + one.get("why"));
    if (one.containsKey("kind") && !verdict.answer.equals("allow")) {
      assertEquals(one.get("kind"), verdict.kind, () -> verdict + " " + one.get("why"));
    }
    for (Map<String, Object> check : maps(one, "after")) {
      after(check, disk, verdict, before);
    }
  }

  private static Verdict act(Workspace workspace, String op, String path) {
    Access access =
        switch (op) {
          case "read", "list" -> Access.READ;
          case "write", "edit" -> Access.WRITE;
          default -> throw new IllegalArgumentException(op);
        };
    return switch (workspace.resolve(path, access)) {
      case Resolution.Refused(RefusalCode kind, String message) ->
          new Verdict("deny", kind.toString(), message);
      case Resolution.Guarded(WorkspacePath at, Resolution.Guard guard, String message) -> {
        assertFalse(at.relative().isEmpty());
        yield new Verdict("ask", guard.name().toLowerCase(Locale.ROOT), message);
      }
      case Resolution.Inside(WorkspacePath at) -> use(workspace, op, at);
    };
  }

  private static Verdict use(Workspace workspace, String op, WorkspacePath at) {
    PathKind found = workspace.look(at);
    try {
      return switch (op) {
        case "list" -> {
          StringBuilder names = new StringBuilder();
          new FileTree(workspace, IgnoreRules.repositoriesOnly())
              .walk(at)
              .forEachRemaining(entry -> names.append(entry.path()).append('\n'));
          yield new Verdict("allow", "", names.toString());
        }
        case "read" ->
            switch (found) {
              case NOTHING -> new Verdict("deny", "not_found", "");
              case FOLDER -> new Verdict("deny", "is_directory", "");
              case SPECIAL -> new Verdict("deny", "not_regular", "");
              case FILE ->
                  new Verdict(
                      "allow", "", new String(workspace.read(at, 1_000), StandardCharsets.UTF_8));
            };
        default -> {
          replace(at.absolute());
          yield new Verdict("allow", "", "");
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The least that a write does: a new file takes the name. */
  private static void replace(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Path temporary = Files.writeString(file.resolveSibling(".t"), "NEW\n");
    if (Files.exists(file)) {
      Files.setPosixFilePermissions(temporary, Files.getPosixFilePermissions(file));
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void after(
      Map<String, Object> check, CaseWorkspace disk, Verdict verdict, Map<Path, String> before)
      throws IOException {
    String kind = check.keySet().iterator().next();
    Object value = need(check, kind);
    switch (kind) {
      case "in_output" -> assertTrue(verdict.output.contains((String) value), verdict.toString());
      case "not_in_output", "not_in_output_until_approved" ->
          assertFalse(verdict.output.contains((String) value), verdict.toString());
      case "exists" -> assertTrue(Files.exists(disk.at(value)));
      case "not_exists", "not_exists_until_approved" -> assertFalse(Files.exists(disk.at(value)));
      case "unchanged", "tree_unchanged" -> assertEquals(before, contentsOf(before.keySet()));
      case "changed" -> assertEquals("NEW\n", Files.readString(disk.at(value)));
      case "is_symlink" -> assertTrue(Files.isSymbolicLink(disk.at(value)));
      case "is_dir" -> assertTrue(Files.isDirectory(disk.at(value)));
      case "is_fifo" -> assertEquals(PathKind.SPECIAL, PathWalk.look(disk.at(value)));
      case "mode" ->
          assertEquals(
              "rwxr-xr-x",
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(disk.at(need(check, "of")))));
      case "no_temp_left" -> assertFalse(Files.exists(disk.root().resolve(".t")));
      case "no_raw_control_in_ui" -> assertFalse(verdict.kind.contains("\n"));
      default -> throw new IllegalArgumentException("unknown check " + kind);
    }
  }

  /** Swaps the file with a link to the outside while it is read again and again. */
  private static void race(
      Map<String, Object> one, CaseWorkspace disk, Workspace workspace, String path)
      throws Exception {
    Map<String, Object> race = race(one);
    Path file = disk.at(need(race, "swap"));
    Path outside = disk.at(need(race, "with_symlink_to"));
    String secret = Files.readString(outside);
    AtomicBoolean done = new AtomicBoolean();
    Thread swapper =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    while (!done.get()) {
                      Path link = file.resolveSibling("flip.link");
                      Files.createSymbolicLink(link, outside);
                      Files.move(link, file, StandardCopyOption.ATOMIC_MOVE);
                      Path plain = Files.writeString(file.resolveSibling("flip.plain"), "INSIDE\n");
                      Files.move(plain, file, StandardCopyOption.ATOMIC_MOVE);
                    }
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    int read = 0;
    try {
      for (int i = 0; i < RACE_READS; i++) {
        if (workspace.resolve(path, Access.READ) instanceof Resolution.Inside(WorkspacePath at)) {
          try {
            String text = new String(workspace.read(at, 1_000), StandardCharsets.UTF_8);
            assertFalse(text.contains(secret.strip()));
            read++;
          } catch (IOException e) {
            assertFalse(e.toString().contains(secret.strip()));
          }
        }
      }
    } finally {
      done.set(true);
      swapper.join();
    }
    assertTrue(read > 0);
    assertEquals(secret, Files.readString(outside));
  }

  private static Map<Path, String> contents(CaseWorkspace disk, Map<String, Object> one)
      throws IOException {
    Set<Path> watched = new HashSet<>();
    for (Map<String, Object> check : maps(one, "after")) {
      if (check.containsKey("unchanged")) {
        watched.add(disk.at(need(check, "unchanged")));
      } else if (check.containsKey("tree_unchanged")) {
        try (Stream<Path> files = Files.walk(disk.at(need(check, "tree_unchanged")))) {
          files.filter(Files::isRegularFile).forEach(watched::add);
        }
      }
    }
    return contentsOf(watched);
  }

  private static Map<Path, String> contentsOf(Set<Path> files) throws IOException {
    Map<Path, String> contents = new HashMap<>();
    for (Path file : files) {
      contents.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    return contents;
  }

  private Path real() throws IOException {
    return temp.toRealPath();
  }

  private static List<Map<String, Object>> cases() throws IOException {
    List<Map<String, Object>> cases = new ArrayList<>();
    for (String name : List.of("paths.json", "paths-more.json")) {
      try (InputStream in =
          Objects.requireNonNull(PathCasesTest.class.getResourceAsStream("/cases/" + name))) {
        String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        cases.addAll(maps(Json.object(json), "cases"));
      }
    }
    return cases;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> race(Map<String, Object> one) {
    return (Map<String, Object>) need(one, "race");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Map<String, Object> one, String key) {
    return one.containsKey(key) ? (List<Map<String, Object>>) need(one, key) : List.of();
  }

  private static String abridged(String path) {
    String shown = path.replace("\n", "\\n");
    return shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
  }
}
