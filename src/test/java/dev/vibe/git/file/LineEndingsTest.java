package dev.vibe.git.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.git.Sandbox;
import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.store.JGitStore;
import dev.vibe.git.store.Staged;
import dev.vibe.testkit.Gen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineEndingsTest {

  @TempDir Path temporary;

  @Test
  void random_content_is_stored_as_git_add_stores_it() {
    Sandbox box = new Sandbox(temporary).init();
    List<String> attributes =
        List.of("", "text", "-text", "text=auto", "eol=lf", "eol=crlf", "binary");
    for (String autocrlf : List.of("false", "input", "true")) {
      box.git("config", "core.autocrlf", autocrlf);
      box.git("config", "core.safecrlf", "false");
      StringBuilder rules = new StringBuilder();
      for (int i = 0; i < attributes.size(); i++) {
        rules.append("*.t").append(i).append(' ').append(attributes.get(i)).append('\n');
      }
      box.write(".gitattributes", rules.toString());
      GitFolders folders = ((GitFolders.Search.Found) GitFolders.find(box.folder())).folders();
      Gen.forAll(
          "clean",
          6,
          random -> {
            String name = autocrlf + random.nextInt(1_000_000);
            List<String> paths =
                IntStream.range(0, attributes.size()).mapToObj(i -> name + ".t" + i).toList();
            byte[] content = content(random);
            paths.forEach(path -> box.write(path, content));
            box.git("add", ".");
            assertCleanIsAsInIndex(box, folders, paths, content);
          });
    }
  }

  private static void assertCleanIsAsInIndex(
      Sandbox box, GitFolders folders, List<String> paths, byte[] content) {
    try (JGitStore store = JGitStore.open(folders, box.settings())) {
      GitConfig config = GitConfig.load(box.settings(), folders);
      var found = store.attributes(paths);
      var staged = store.staged(paths);
      for (String path : paths) {
        String id = assertInstanceOf(Staged.File.class, staged.get(path)).entry().id();
        byte[] clean =
            LineEndings.clean(
                content,
                found.getOrDefault(path, PathAttributes.NONE).text(),
                config.normalizesLineEndings(),
                new byte[0]);
        assertEquals(
            new String(store.blob(id), StandardCharsets.ISO_8859_1),
            new String(clean, StandardCharsets.ISO_8859_1),
            path + " " + found.get(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] content(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int parts = random.nextInt(200);
    for (int i = 0; i < parts; i++) {
      int which = random.nextInt(60);
      text.append(
          switch (which) {
            case 0 -> random.nextInt(20) == 0 ? "\r" : "r";
            case 1 -> random.nextInt(20) == 0 ? "\0" : "z";
            case 2 -> "\u0001";
            case 3, 4, 5, 6 -> "\r\n";
            case 7, 8 -> "\n";
            default -> "word ";
          });
    }
    if (random.nextInt(8) == 0) {
      text.append('\u001a');
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
