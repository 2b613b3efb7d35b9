package dev.vibe.app.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.app.Harness;
import dev.vibe.app.host.RunOptions;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.file.FileName;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Working folders in which Java can start no program, because their names are not UTF-8. */
class OddFoldersTest {

  @TempDir Path temporary;
  private Path odd;

  @BeforeEach
  void make() throws IOException {
    String name = NameBytes.decoded("caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    odd = Files.createDirectory(FileName.in(temporary.toRealPath(), name));
  }

  private void assertRefused(Path named) {
    Preparation preparation = new Preparation(new Harness(temporary).host(new StopSwitch()));
    RunOptions.Where where = new RunOptions.Where(named, List.of(), false);

    VibeException refused =
        assertThrows(VibeException.class, () -> preparation.folder(where), named::toString);

    assertEquals(ExitCode.USAGE, refused.exitCode());
    Problem problem = refused.problem();
    assertEquals(ProblemCode.NO_FOLDER, problem.code());
    assertEquals("its name is not UTF-8, so that no command can be started in it", problem.cause());
    assertEquals("rename it, or work in the folder above it", problem.remedy());
  }

  @Test
  void one_that_is_named_is_refused_with_the_reason() {
    assertRefused(odd);
  }

  @Test
  void so_is_one_below_it_and_what_leads_there() throws IOException {
    assertRefused(Files.createDirectory(odd.resolve("below")));
    assertRefused(Files.createSymbolicLink(temporary.resolve("plain"), odd));
  }
}
