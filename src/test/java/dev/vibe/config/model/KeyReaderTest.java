package dev.vibe.config.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.config.KeySource;
import dev.vibe.config.Secret;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyReaderTest {

  @TempDir Path folder;
  private final KeyReader reader = new KeyReader(KeyReader.COMMAND_LIMIT);

  @Test
  void no_source_is_no_key() {
    assertEquals(Secret.NONE, reader.read(new KeySource.None("why")));
  }

  @Test
  void a_variable_is_trimmed() {
    assertEquals("sk-1", key(new KeySource.Variable("K", new Secret(" sk-1\n"))));
  }

  @Test
  void a_file_is_read_each_time() throws IOException {
    Path file = file("sk-1\n", "rw-------");
    assertEquals("sk-1", key(new KeySource.File(file)));
    Files.writeString(file, "sk-2");
    assertEquals("sk-2", key(new KeySource.File(file)));
    assertEquals(List.of(), KeyReader.notices(new KeySource.File(file)));
  }

  @Test
  void a_file_that_everybody_may_read_is_mentioned() throws IOException {
    List<Problem> notices = KeyReader.notices(new KeySource.File(file("sk-1", "rw-r--r--")));
    assertEquals(ProblemCode.KEY_FILE_PUBLIC, notices.getFirst().code());
    assertTrue(notices.getFirst().remedy().startsWith("chmod 600 "));
  }

  @Test
  void a_file_that_holds_no_key_is_refused_without_showing_it() throws IOException {
    assertEquals("no such file", failure(new KeySource.File(folder.resolve("none"))).cause());
    assertTrue(failure(new KeySource.File(file(" \n", "rw-------"))).cause().endsWith("is empty"));
    for (String text : List.of("two words", "a\nb", "naïve", "x\u0007")) {
      Problem problem = failure(new KeySource.File(file(text, "rw-------")));
      assertTrue(problem.cause().endsWith("more than one word of plain ASCII"), problem.cause());
      assertFalse(problem.render().contains(text));
    }
    assertEquals("it is not a regular file", failure(new KeySource.File(folder)).cause());
  }

  @Test
  void a_command_gets_its_words_as_they_are() {
    assertEquals("$HOME;x", key(new KeySource.Command(List.of("printf", "%s\\n", "$HOME;x"))));
  }

  @Test
  void a_command_that_fails_is_named_but_not_quoted() {
    assertEquals("it ended with exit code 1", failure(command("false")).cause());
    assertEquals("it does not start", failure(command("/does/not/exist")).cause());
    assertTrue(failure(command("true")).cause().endsWith("is empty"));
    Problem problem = failure(command("sh", "-c", "echo secret words; exit 3"));
    assertEquals("it ended with exit code 3", problem.cause());
    assertFalse(problem.render().contains("secret"));
  }

  @Test
  void a_command_that_asks_gets_no_answer() {
    assertEquals("end", key(command("sh", "-c", "read line || echo end")));
  }

  @Test
  void a_command_that_hangs_is_ended() {
    KeyReader hasty = new KeyReader(Duration.ofMillis(100));
    VibeException e =
        assertThrows(
            VibeException.class, () -> hasty.read(command("sh", "-c", "sleep 60; echo late")));
    assertEquals("it did not end within 100 ms", e.problem().cause());
  }

  @Test
  void a_command_that_prints_for_ever_is_ended() {
    KeyReader hasty = new KeyReader(Duration.ofMillis(300));
    VibeException e = assertThrows(VibeException.class, () -> hasty.read(command("yes")));
    assertEquals(ProblemCode.NO_API_KEY, e.problem().code());
  }

  private static KeySource command(String... words) {
    return new KeySource.Command(List.of(words));
  }

  private String key(KeySource source) {
    return reader.read(source).reveal();
  }

  private Problem failure(KeySource source) {
    VibeException e = assertThrows(VibeException.class, () -> reader.read(source));
    assertEquals(ExitCode.USAGE, e.exitCode());
    return e.problem();
  }

  private Path file(String text, String permissions) throws IOException {
    Path file = folder.resolve("key");
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
