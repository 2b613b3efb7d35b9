package dev.vibe.app.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.text.SecretMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogFileTest {

  private static final String KEY = "hunter2-hunter2-hunter2";

  @TempDir Path folder;

  private Path install(Level level) {
    Path file = folder.resolve("log/vibe.log");
    SecretMask secrets = new SecretMask();
    secrets.add(KEY);
    FileLoggers.writeTo(file, level, secrets);
    return file;
  }

  private Logger logger(String name) {
    return LoggerFactory.getLogger(name);
  }

  private static List<String> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.substring(line.indexOf(' ')))
        .toList();
  }

  @Test
  void own_lines_are_written_from_their_level_on_and_those_of_libraries_from_warnings_on()
      throws IOException {
    Path file = install(Level.DEBUG);

    logger("dev.vibe.a.B").debug("found {} of {}", 1, "two");
    logger("dev.vibe.a.B").trace("too fine");
    logger("org.example").info("nobody's business");
    logger("org.example").warn("odd", new IllegalStateException("state"));

    List<String> lines = lines(file);
    assertEquals(" DEBUG dev.vibe.a.B: found 1 of two", lines.get(0));
    assertEquals(" WARN org.example: odd", lines.get(1));
    assertTrue(Files.readString(file).contains("IllegalStateException: state"));
    assertFalse(Files.readString(file).contains("nobody's business"));
  }

  @Test
  void no_file_is_made_before_the_first_line_and_then_for_its_owner_alone() throws IOException {
    Path file = install(Level.WARN);
    logger("dev.vibe.a.B").debug("not now");
    assertFalse(Files.exists(file));

    logger("dev.vibe.a.B").error("now");

    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void secrets_are_in_no_line() throws IOException {
    Path file = install(Level.WARN);
    logger("org.example").error("the key is " + KEY, new IllegalStateException(KEY));
    assertFalse(Files.readString(file).contains(KEY));
  }

  @Test
  void what_libraries_log_by_the_platform_goes_there_too() throws IOException {
    Path file = install(Level.WARN);
    var entry = new LogRecord(java.util.logging.Level.WARNING, "leak of {0}");
    entry.setLoggerName("okhttp3.OkHttpClient");
    entry.setParameters(new Object[] {"a connection"});

    new LibraryLog.ToFile().publish(entry);

    assertEquals(List.of(" WARN okhttp3.OkHttpClient: leak of a connection"), lines(file));
  }

  @Test
  void log_that_has_grown_large_is_moved_aside_once() throws IOException {
    Path file = install(Level.WARN);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[(5 << 20) + 1]);

    logger("dev.vibe.a.B").error("after it");

    assertEquals(1, Files.readAllLines(file).size());
    assertEquals((5 << 20) + 1, Files.size(file.resolveSibling("vibe.log.1")));
  }
}
