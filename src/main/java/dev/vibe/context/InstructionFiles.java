package dev.vibe.context;

import dev.vibe.file.PlainFile;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finder and reader of the user's {@code AGENTS.md} files, and of what stands in for one where
 * there is none.
 */
final class InstructionFiles {

  private static final String NAME = "AGENTS.md";

  /** Read where there is no {@link #NAME} beside them; a person is told. */
  private static final List<String> INSTEAD = List.of("CLAUDE.md", ".vibe/AGENTS.md");

  /** Of a longer file only the beginning is read. */
  private static final int MOST_BYTES = 64 << 10;

  private final List<Fragment> found = new ArrayList<>();
  private final Consumer<Problem> leftOut;

  private InstructionFiles(Consumer<Problem> leftOut) {
    this.leftOut = leftOut;
  }

  /**
   * The user's own, which counts everywhere.
   *
   * @param leftOut told of a file that is no text
   */
  static List<Fragment> ofUser(Path configFolder, Consumer<Problem> leftOut) {
    InstructionFiles files = new InstructionFiles(leftOut);
    files.add(configFolder.resolve(NAME), NAME + " of the user");
    return files.found;
  }

  /**
   * Those of a trusted folder, from the top of the repository down to the working folder.
   *
   * @param top equal to {@code folder} or above it
   * @param isReadable whether the user's rules leave a file free to read
   * @param leftOut told of a file that is no text, and of one that stands in for another
   */
  static List<Fragment> ofFolder(
      Path top, Path folder, Predicate<Path> isReadable, Consumer<Problem> leftOut) {
    InstructionFiles files = new InstructionFiles(leftOut);
    Path at = top;
    files.addOf(at, "", isReadable);
    for (Path step : top.relativize(folder)) {
      if (!step.toString().isEmpty()) {
        at = at.resolve(step);
        files.addOf(at, top.relativize(at) + "/", isReadable);
      }
    }
    return files.found;
  }

  /**
   * Those of one folder of a trusted one.
   *
   * @param prefix its name for the model, with a slash at its end
   */
  static List<Fragment> ofPlace(
      Path place, String prefix, Predicate<Path> isReadable, Consumer<Problem> leftOut) {
    InstructionFiles files = new InstructionFiles(leftOut);
    files.addOf(place, prefix, isReadable);
    return files.found;
  }

  private void addOf(Path place, String prefix, Predicate<Path> isReadable) {
    Path usual = place.resolve(NAME);
    if (isThere(place, usual)) {
      if (isReadable.test(usual)) {
        add(usual, prefix + NAME);
      }
      return;
    }
    for (String other : INSTEAD) {
      Path file = place.resolve(other);
      int before = found.size();
      if (isThere(place, file) && isReadable.test(file)) {
        add(file, prefix + other);
      }
      if (found.size() > before) {
        leftOut.accept(instead(prefix + other));
      }
    }
  }

  /** What is elsewhere does not count: a link may lead to what nobody looked at. */
  private boolean isThere(Path place, Path file) {
    boolean isPlain = PlainFile.isIn(place, file);
    if (!isPlain && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      leftOut.accept(
          leftOut(
              file,
              PlainFile.isReached(place, file) && !Files.isSymbolicLink(file)
                  ? "it is no regular file"
                  : "it is a link, and what a link leads to does not count",
              "put the text itself there"));
    }
    return isPlain;
  }

  private static Problem instead(String name) {
    return new Problem(
        ProblemCode.INSTRUCTIONS_INSTEAD,
        name + " counts as instructions",
        "there is no " + NAME + " beside it",
        "");
  }

  private void add(Path file, String source) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES);
      switch (decoded(file, bytes)) {
        case Loaded.Text(TextFile text, var content) -> {
          found.add(new Fragment.Instructions(source, TextFile.presentable(text.text())));
          if (bytes.length == MOST_BYTES && in.read() >= 0) {
            leftOut.accept(cut(file));
          }
        }
        case Loaded.Refused refused -> leftOut.accept(noText(file, refused));
      }
    } catch (IOException e) {
      // Not readable for the user is not meant for their agent.
    }
  }

  /** The end of what is longer may be half of a character of UTF-16. */
  private static Loaded decoded(Path file, byte[] bytes) {
    Loaded whole = Loaded.decode(file.toString(), bytes);
    return whole instanceof Loaded.Refused && bytes.length == MOST_BYTES
        ? Loaded.decode(file.toString(), Arrays.copyOf(bytes, MOST_BYTES - 2))
        : whole;
  }

  private static Problem noText(Path file, Loaded.Refused refused) {
    return leftOut(
        file,
        refused.kind() == RefusalCode.BINARY
            ? "it is no text in any encoding that can be told from its bytes"
            : refused.message(),
        "convert it to UTF-8");
  }

  private static Problem cut(Path file) {
    return new Problem(
        ProblemCode.INSTRUCTIONS_LEFT_OUT,
        "the model is told the beginning of " + file + " only",
        "it is larger than " + (MOST_BYTES >> 10) + " KiB",
        "say less, or say it in the folders that it is about");
  }

  private static Problem leftOut(Path file, String cause, String remedy) {
    return new Problem(
        ProblemCode.INSTRUCTIONS_LEFT_OUT,
        "the model is not told what is in " + file,
        cause,
        remedy);
  }
}
