package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.context.ContextBuilder;
import dev.vibe.provider.Capabilities;
import dev.vibe.session.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultRestTest {

  @TempDir Path folder;

  private WindowRoom room(Path outputs) {
    ContextBuilder context =
        new ContextBuilder(
            "", List.of(), () -> Capabilities.UNKNOWN, ContextBuilder.Compactions.WHEN_ASKED);
    return new WindowRoom(
        context, new Transcript(), new ResultRest(outputs, text -> text.replace("secret", "***")));
  }

  @Test
  void what_is_cut_is_whole_in_a_file_without_what_may_not_be_kept() throws IOException {
    String large = "first\n" + "the secret of a line\n".repeat(200) + "last";
    UnaryOperator<String> within = room(folder.resolve("out")).of(1000);
    String cut = within.apply(large);
    Path file = folder.resolve("out/result-1.txt");

    assertEquals(
        "(cut to fit the context; ask for less at once; all of it: " + file + ")",
        cut.substring(cut.lastIndexOf('\n') + 1));
    assertEquals(large.replace("secret", "***"), Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(within.apply(large + "!").length() < large.length());
    assertEquals(large.length() + 1 - 3 * 200, Files.size(folder.resolve("out/result-2.txt")));
  }

  @Test
  void what_fits_makes_no_file_and_one_that_cannot_be_written_is_not_named() throws IOException {
    assertEquals("short", room(folder.resolve("out")).of(1000).apply("short"));
    Path blocked = Files.writeString(folder.resolve("file"), "");

    assertEquals(Optional.empty(), new ResultRest(blocked, text -> text).keep("x"));
    String cut = room(blocked).of(1000).apply("line\n".repeat(900));
    assertEquals(
        "(cut to fit the context; ask for less at once)", cut.substring(cut.lastIndexOf('\n') + 1));
  }
}
