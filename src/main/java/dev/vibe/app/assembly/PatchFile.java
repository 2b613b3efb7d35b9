package dev.vibe.app.assembly;

import dev.vibe.agent.RunCompletion;
import dev.vibe.git.patch.Patch;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Writer of the change of a run to where {@code --patch-out} says. */
record PatchFile(Path file) implements RunCompletion.PatchSink {

  @Override
  public Optional<Problem> keep(Supplier<Patch> change) {
    Patch patch = change.get();
    try {
      Files.write(file, patch.content().bytes());
    } catch (IOException e) {
      return Optional.of(
          new Problem(
              ProblemCode.PATCH_OUT,
              "cannot write the patch to " + file,
              String.valueOf(e.getMessage()),
              "name a file in a folder that exists and can be written"));
    }
    if (patch.leftOut().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            ProblemCode.PATCH_INCOMPLETE,
            "the patch in " + file + " does not hold the whole change",
            "left out: " + String.join(", ", patch.leftOut()),
            "copy those files by hand"));
  }
}
