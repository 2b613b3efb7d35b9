package dev.vibe.workspace.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FaultyDisk.Fault;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChangeSetCrashTest {

  private static final Map<String, String> OLD =
      Map.of("a.txt", "a old\n", "b/b.txt", "b old\n", "gone", "x");
  private static final Map<String, String> NEW =
      Map.of("a.txt", "a is new\n", "b/b.txt", "b is new\n", "c/d/new.txt", "c\n");

  @TempDir Path temporary;
  private int runs;

  private record Scene(Path root, Path journal) {}

  private Scene scene() throws IOException {
    Path base = temporary.toRealPath().resolve("run" + runs++);
    Path root = Files.createDirectories(base.resolve("work"));
    for (Map.Entry<String, String> file : OLD.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return new Scene(root, base.resolve("journal"));
  }

  private static Content content(Map<String, String> files, String name) {
    return files.containsKey(name)
        ? new Content.Present(files.get(name).getBytes(StandardCharsets.UTF_8))
        : new Content.Absent();
  }

  private static FileChange change(Scene scene, String name) {
    return FileChange.between(
        WorkspacePath.below(scene.root(), name), content(OLD, name), content(NEW, name));
  }

  private static List<FileChange> all(Scene scene) {
    return Stream.of("a.txt", "b/b.txt", "c/d/new.txt", "gone")
        .map(name -> change(scene, name))
        .toList();
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return files;
  }

  private static List<Recovery> recover(Scene scene) {
    return ChangeSet.recover(
        scene.journal(), bases -> new FaultyDisk(Fault.NO_SPACE, Integer.MAX_VALUE, bases));
  }

  private static void assertNoJournal(Scene scene) throws IOException {
    assertEquals(Map.of(), Files.exists(scene.journal()) ? files(scene.journal()) : Map.of());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "DIES_.*")
  void after_death_at_any_step_all_files_are_old_or_all_are_new(Fault fault) throws IOException {
    int step = 1;
    for (boolean struck = true; struck; step++) {
      Scene scene = scene();
      FaultyDisk disk = new FaultyDisk(fault, step, List.of(scene.root()));
      try {
        ChangeSet.write(all(scene), scene.journal(), disk);
      } catch (FaultyDisk.Death death) {
        assertTrue(disk.struck());
      }
      struck = disk.struck();
      Map<String, String> torn = new TreeMap<>(files(scene.root()));
      torn.keySet().removeIf(name -> name.contains(".vibe-"));
      torn.forEach(
          (name, text) ->
              assertTrue(text.equals(OLD.get(name)) || text.equals(NEW.get(name)), name + text));
      List<Recovery> recovered = recover(scene);
      Map<String, String> now = files(scene.root());
      assertTrue(now.equals(OLD) || now.equals(NEW), fault + " at " + step + ": " + now);
      assertNoJournal(scene);
      recovered.forEach(each -> assertFalse(each.message().contains("neither"), each.message()));
      assertEquals(List.of(), recover(scene));
    }
    assertTrue(step > 15, "only " + step + " steps");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "DIES_.*")
  void death_during_recovery_is_recovered_from(Fault fault) throws IOException {
    int deaths = 0;
    for (int first = 2; first < 25; first += 3) {
      for (int second = 1; second < 10; second++) {
        Scene scene = scene();
        try {
          ChangeSet.write(
              all(scene), scene.journal(), new FaultyDisk(fault, first, List.of(scene.root())));
        } catch (FaultyDisk.Death death) {
          deaths++;
        }
        try {
          FaultyDisk disk = new FaultyDisk(fault, second, List.of(scene.root()));
          ChangeSet.recover(scene.journal(), bases -> disk);
        } catch (FaultyDisk.Death death) {
          deaths++;
        }
        recover(scene);
        Map<String, String> now = files(scene.root());
        assertTrue(now.equals(OLD) || now.equals(NEW), fault + " at " + first + ": " + now);
        assertNoJournal(scene);
      }
    }
    assertTrue(deaths > 30, "only " + deaths);
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_SPACE", "NO_DESCRIPTORS"})
  void when_any_step_fails_the_files_stay_and_the_problem_names_a_path(Fault fault)
      throws IOException {
    int step = 1;
    for (boolean struck = true; struck; step++) {
      Scene scene = scene();
      FaultyDisk disk = new FaultyDisk(fault, step, List.of(scene.root()));
      Map<String, String> expected = NEW;
      try {
        ChangeSet.write(all(scene), scene.journal(), disk);
      } catch (VibeException e) {
        expected = OLD;
        assertTrue(
            Set.of(ProblemCode.DISK_FULL, ProblemCode.TOO_MANY_OPEN_FILES)
                .contains(e.problem().code()),
            e.toString());
        assertTrue(
            e.problem().what().matches("cannot write .*(a.txt|b.txt|new.txt|gone|journal|work.*)"),
            e.problem().what());
      }
      struck = disk.struck();
      assertEquals(expected, files(scene.root()), fault + " at " + step);
      assertNoJournal(scene);
    }
    assertTrue(step > 15, "only " + step + " steps");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "DIES_.*")
  void one_file_is_old_or_new_after_death_at_any_step(Fault fault) throws IOException {
    int step = 1;
    for (boolean struck = true; struck; step++) {
      Scene scene = scene();
      FaultyDisk disk = new FaultyDisk(fault, step, List.of(scene.root()));
      try {
        ChangeSet.write(List.of(change(scene, "a.txt")), scene.journal(), disk);
      } catch (FaultyDisk.Death death) {
        assertTrue(disk.struck());
      }
      struck = disk.struck();
      recover(scene);
      Map<String, String> now = files(scene.root());
      String text = now.getOrDefault("a.txt", "");
      assertTrue(text.equals(OLD.get("a.txt")) || text.equals(NEW.get("a.txt")), text);
      assertEquals(OLD.keySet(), now.keySet());
      assertNoJournal(scene);
    }
    assertTrue(step > 5, "only " + step + " steps");
  }
}
