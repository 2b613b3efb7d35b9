package dev.vibe.app.assembly;

import dev.vibe.agent.RunCompletion;
import dev.vibe.file.AtomicFile;
import dev.vibe.git.patch.Patch;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.text.SecretMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Writer of the change of a run to a file. */
record PatchFile(Path file, AtomicFile.Rights rights, SecretMask secrets)
    implements RunCompletion.PatchSink {

  @Override
  public Optional<Problem> keep(Supplier<Patch> change) {
    Patch patch = change.get();
    // A patch may hold any encoding; each byte is a character of this one.
    String content = new String(patch.content().bytes(), StandardCharsets.ISO_8859_1);
    String shown = secrets.apply(content);
    try {
      switch (rights) {
        case USUAL -> Files.writeString(file, shown, StandardCharsets.ISO_8859_1);
        case OWNER_ONLY ->
            AtomicFile.write(
                file,
                shown.getBytes(StandardCharsets.ISO_8859_1),
                rights,
                AtomicFile.Flush.SOMETIME);
      }
    } catch (IOException e) {
      return Optional.of(
          new Problem(
              ProblemCode.PATCH_OUT,
              "cannot write the patch to " + file,
              String.valueOf(e.getMessage()),
              "name a file in a folder that exists and can be written"));
    }
    if (!shown.equals(content)) {
      return Optional.of(
          new Problem(
              ProblemCode.PATCH_INCOMPLETE,
              "the patch in " + file + " does not hold the whole change",
              "a changed file holds a key that vibe knows, which is " + SecretMask.MASK + " there",
              "take the key out of the files, or copy them by hand"));
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
