package dev.vibe.workspace.change;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes edit one file again and again: no edit of either is lost. */
class TwoProcessesTest {

  private static final int EDITS = 150;

  @TempDir private Path temporary;

  /** Counts a line of the file up; begins anew whenever the other was faster. */
  static final class Session {
    public static void main(String[] words) {
      Path root = Path.of(words[0]);
      String name = words[1];
      Workspace workspace = new Workspace(root, List.of());
      WorkspacePath path = WorkspacePath.below(root, "f.txt");
      for (int done = 0; done < EDITS; ) {
        EditBatch batch = new EditBatch(workspace, new SeenVersions());
        if (!(batch.load(path) instanceof Loaded.Text loaded)) {
          continue; // the other has just replaced it
        }
        String old = name + " = " + done + "\n";
        String replacement = name + " = " + (done + 1) + "\n";
        String text = loaded.file().text();
        if (!text.contains(old)) {
          throw new IllegalStateException("an edit of " + name + " was lost: " + text);
        }
        byte[] after = text.replace(old, replacement).getBytes(StandardCharsets.UTF_8);
        batch.stage(FileChange.between(path, loaded.content(), new Content.Present(after)));
        try {
          ChangeSet.write(batch.changes(), root.resolveSibling("journal"));
          done++;
        } catch (VibeException e) {
          if (e.problem().code() != ProblemCode.STALE) {
            throw e;
          }
        }
      }
    }
  }

  /** Some runners load the tests from elsewhere than they were started from. */
  private static String classPath() {
    Stream<String> loaded =
        TwoProcessesTest.class.getClassLoader() instanceof URLClassLoader loader
            ? Arrays.stream(loader.getURLs()).map(URL::getPath)
            : Stream.empty();
    return Stream.concat(loaded, Stream.of(System.getProperty("java.class.path")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void neither_loses_an_edit_of_the_other() throws IOException, InterruptedException {
    Path root = Files.createDirectories(temporary.toRealPath().resolve("work"));
    Files.writeString(root.resolve("f.txt"), "a = 0\nb = 0\n");
    List<Process> sessions = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      sessions.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  classPath(),
                  Session.class.getName(),
                  root.toString(),
                  name)
              .inheritIO()
              .start());
    }
    for (Process session : sessions) {
      assertEquals(0, session.waitFor());
    }
    assertEquals("a = 150\nb = 150\n", Files.readString(root.resolve("f.txt")));
  }
}
