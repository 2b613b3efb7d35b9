package dev.vibe.skill;

import dev.vibe.file.BoundedFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reader of commands of the user's own: {@code commands/review.md} is {@code /review}. Files whose
 * name is no command, that are no text, or larger than any prompt are left out.
 */
public final class PromptFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PromptFiles.class);
  private static final String SUFFIX = ".md";
  private static final int MOST_BYTES = 64 << 10;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");

  /**
   * A prompt that a person wrote down.
   *
   * @param name of the command that stands for it, without the slash
   * @param doc its first line, cut
   * @param body with {@code $ARGUMENTS} and {@code $1} to {@code $9} as places
   */
  public record PromptFile(String name, String doc, String body) {}

  private PromptFiles() {}

  /** Those of a folder, by name; none when there is no such folder. */
  public static List<PromptFile> in(Path folder) {
    return in(folder, file -> true);
  }

  /** Those of a folder that are meant to count. */
  public static List<PromptFile> in(Path folder, Predicate<Path> counts) {
    List<PromptFile> commands = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return commands;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String bare = name.substring(0, name.length() - SUFFIX.length());
        if (NAME.matcher(bare).matches() && counts.test(file)) {
          text(file).map(text -> command(bare, text)).ifPresent(commands::add);
        }
      }
    } catch (IOException e) {
      LOG.warn("cannot read the commands in {}", folder, e);
    }
    commands.sort(Comparator.comparing(PromptFile::name));
    return commands;
  }

  private static Optional<String> text(Path file) {
    try {
      return BoundedFile.text(file, MOST_BYTES);
    } catch (IOException e) {
      LOG.warn("cannot read the command {}", file, e);
      return Optional.empty();
    }
  }

  private static PromptFile command(String name, String text) {
    String first = text.strip().lines().findFirst().orElse("").replaceFirst("^#+\\s*", "");
    String doc = first.length() <= 60 ? first : first.substring(0, 60) + "…";
    return new PromptFile(name, doc, text.isBlank() ? name : text.strip());
  }
}
