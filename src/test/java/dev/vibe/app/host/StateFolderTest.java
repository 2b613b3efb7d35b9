package dev.vibe.app.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

  @TempDir Path scratch;

  /** No user may make a folder there, not even root. */
  private Path unwritable;

  private Path temporary;

  @BeforeEach
  void prepare() throws IOException {
    unwritable = Files.createFile(scratch.resolve("file")).resolve("state");
    temporary = Files.createDirectory(scratch.resolve("tmp"));
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void configured_one_is_taken_where_it_can_be_written_to() throws IOException {
    Path wanted = scratch.resolve("home/state");
    StateFolder state = new StateFolder(wanted, List.of(temporary));

    assertEquals(wanted, state.path());
    assertEquals(Optional.empty(), state.notice());
    assertEquals("rwx------", mode(wanted));
    try (var left = Files.list(wanted)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void another_one_is_private_and_the_same_each_time_and_told() throws IOException {
    StateFolder state = new StateFolder(unwritable, List.of(unwritable, temporary));
    Path folder = state.path();

    assertEquals(temporary, folder.getParent());
    assertEquals(
        "vibe-" + Files.getAttribute(scratch, "unix:uid"), folder.getFileName().toString());
    assertEquals("rwx------", mode(folder));
    Problem notice = state.notice().orElseThrow();
    assertEquals(ProblemCode.STATE_ELSEWHERE, notice.code());
    assertTrue(notice.what().contains(folder.toString()), notice::what);
    assertTrue(notice.cause().contains(unwritable.toString()), notice::cause);
    assertEquals(folder, new StateFolder(unwritable, List.of(temporary)).path());
    try (var left = Files.list(temporary)) {
      assertEquals(List.of(folder), left.toList());
    }
  }

  @Test
  void what_somebody_else_may_have_prepared_is_not_taken() throws IOException {
    Path usual = new StateFolder(unwritable, List.of(temporary)).path();
    Files.createFile(usual.resolve("prepared"));
    Files.setPosixFilePermissions(usual, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path folder = new StateFolder(unwritable, List.of(temporary)).path();
    assertNotEquals(usual, folder);
    assertEquals("rwx------", mode(folder));

    Files.delete(usual.resolve("prepared"));
    Files.delete(usual);
    Files.createSymbolicLink(usual, Files.createDirectory(scratch.resolve("trap")));
    assertNotEquals(usual, new StateFolder(unwritable, List.of(temporary)).path());
  }

  @Test
  void without_any_place_nothing_is_pretended() {
    VibeException none =
        assertThrows(VibeException.class, new StateFolder(unwritable, List.of(unwritable))::path);
    assertEquals(ProblemCode.NO_STATE, none.problem().code());
  }
}
