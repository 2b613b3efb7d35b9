package dev.vibe.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramPathTest {

  @TempDir Path temporary;
  private Path base;
  private Path workspace;
  private Path system;

  @BeforeEach
  void make() throws IOException {
    base = temporary.toRealPath();
    workspace = Files.createDirectories(base.resolve("work"));
    system = Files.createDirectories(base.resolve("system"));
  }

  private static Path program(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private ProgramPath outside(Object... entries) {
    String path = String.join(":", List.of(entries).stream().map(String::valueOf).toList());
    return ProgramPath.outside(List.of(workspace), path);
  }

  @Test
  void folders_of_the_workspace_are_left_out_however_they_are_named() throws IOException {
    Path inside = Files.createDirectories(workspace.resolve("bin"));
    Path link = Files.createSymbolicLink(base.resolve("link"), inside);
    Path back = Files.createSymbolicLink(workspace.resolve("back"), system);
    Path roundabout = system.resolve("../work/bin");
    Path later = base.resolve("link/not-yet");
    ProgramPath path =
        outside("", ".", "bin", "work/bin", inside, link, back, roundabout, later, "\0", system);
    assertEquals(List.of(system), path.folders());
    assertEquals(system.toString(), path.text());
  }

  @Test
  void program_that_is_a_link_into_the_workspace_is_passed_over() throws IOException {
    Path planted = program(workspace.resolve("git"));
    Files.createSymbolicLink(system.resolve("git"), planted);
    Path good = program(base.resolve("good/git"));
    assertEquals(Optional.of(good), outside(system, base.resolve("good")).find("git"));
    assertEquals(Optional.empty(), outside(system).find("git"));
  }

  @Test
  void folders_and_files_that_cannot_be_run_are_no_programs() throws IOException {
    Files.createDirectories(system.resolve("git"));
    Files.writeString(system.resolve("text"), "");
    assertEquals(Optional.empty(), outside(system).find("git"));
    assertEquals(Optional.empty(), outside(system).find("text"));
  }

  @Test
  void workspace_that_is_the_whole_disk_takes_nothing_away() throws IOException {
    Path git = program(system.resolve("git"));
    assertEquals(
        Optional.of(git),
        ProgramPath.outside(List.of(Path.of("/")), system.toString()).find("git"));
  }
}
