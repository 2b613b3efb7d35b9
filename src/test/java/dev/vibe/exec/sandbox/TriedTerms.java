package dev.vibe.exec.sandbox;

import dev.vibe.exec.CommandLimits;
import dev.vibe.exec.sandbox.SandboxTerms.Wish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Terms of sandboxes that are tried out in a folder made for that: all there is lies in it. */
final class TriedTerms {

  private static final List<Path> SYSTEM =
      Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin").map(Path::of).toList();

  private TriedTerms() {}

  static SandboxTerms of(Wish wish, Path base) throws IOException {
    return of(wish, base, SYSTEM);
  }

  /** With other folders of programs, such as none. */
  static SandboxTerms of(Wish wish, Path base, List<Path> programs) throws IOException {
    Files.createDirectories(base.resolve("temp"));
    return new SandboxTerms(
        wish,
        List.of(Files.createDirectories(base.resolve("folder"))),
        List.of(base.resolve("home")),
        base.resolve("state/commands"),
        List.of(base.resolve("state")),
        List.of(),
        List.of(),
        List.of(),
        base.resolve("temp"),
        base.resolve("aside"),
        CommandLimits.NONE,
        programs);
  }
}
