package dev.vibe.context;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finder of the user's {@code AGENTS.md} files. */
final class InstructionFiles {

  private static final String NAME = "AGENTS.md";

  /** Of a longer file only the beginning is read. */
  private static final int MOST_BYTES = 64 << 10;

  private InstructionFiles() {}

  /** The user's own, which counts everywhere. */
  static List<Fragment> ofUser(Path configFolder) {
    List<Fragment> found = new ArrayList<>();
    add(found, configFolder.resolve(NAME), NAME + " of the user");
    return found;
  }

  /**
   * Those of a trusted folder, from the top of the repository down to the working folder.
   *
   * @param top equal to {@code folder} or above it
   * @param isReadable whether the user's rules leave a file free to read
   */
  static List<Fragment> ofFolder(Path top, Path folder, Predicate<Path> isReadable) {
    List<Fragment> found = new ArrayList<>();
    Path at = top;
    if (isReadable.test(at.resolve(NAME))) {
      add(found, at.resolve(NAME), NAME);
    }
    for (Path step : top.relativize(folder)) {
      if (!step.toString().isEmpty()) {
        at = at.resolve(step);
        if (isReadable.test(at.resolve(NAME))) {
          add(found, at.resolve(NAME), top.relativize(at) + "/" + NAME);
        }
      }
    }
    return found;
  }

  private static void add(List<Fragment> found, Path file, String source) {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
      found.add(new Fragment.Instructions(source, text));
    } catch (IOException e) {
      // Not readable for the user is not meant for their agent.
    }
  }
}
