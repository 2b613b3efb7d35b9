package dev.vibe.skill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reader of commands of the user's own: {@code commands/review.md} is {@code /review}. */
public final class PromptFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PromptFiles.class);
  private static final String SUFFIX = ".md";
  private static final long MOST_BYTES = 64 << 10;

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
    List<PromptFile> commands = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return commands;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (Files.size(file) <= MOST_BYTES) {
          commands.add(
              command(
                  name.substring(0, name.length() - SUFFIX.length()),
                  Files.readString(file, StandardCharsets.UTF_8)));
        }
      }
    } catch (IOException e) {
      LOG.warn("cannot read the commands in {}", folder, e);
    }
    commands.sort(Comparator.comparing(PromptFile::name));
    return commands;
  }

  private static PromptFile command(String name, String text) {
    String first = text.strip().lines().findFirst().orElse("").replaceFirst("^#+\\s*", "");
    String doc = first.length() <= 60 ? first : first.substring(0, 60) + "…";
    return new PromptFile(name, doc, text.isBlank() ? name : text.strip());
  }
}
