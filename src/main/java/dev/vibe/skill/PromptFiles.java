package dev.vibe.skill;

import dev.vibe.file.BoundedFile;
import dev.vibe.file.PlainFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reader of commands of the user's own: {@code commands/review.md} is {@code /review}. Files whose
 * name is no command, that are no text, or larger than any prompt are left out.
 */
public final class PromptFiles {

  private static final Logger LOG = LoggerFactory.getLogger(PromptFiles.class);
  private static final String FOLDER = "commands";
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

  /**
   * Those of the user and those of the project, by name each; one of the project does not count
   * where its name is taken, by a command of ours or of the user.
   *
   * @param ours names of the commands that come with the product
   * @param own folder of the user's configuration
   * @param project folder of the project's; empty where that is not trusted
   * @param top folder that a file of the project has to be in
   */
  public static List<PromptFile> of(Set<String> ours, Path own, Optional<Path> project, Path top) {
    List<PromptFile> all = new ArrayList<>(in(own.resolve(FOLDER)));
    Set<String> taken = all.stream().map(PromptFile::name).collect(Collectors.toSet());
    taken.addAll(ours);
    project.stream()
        .flatMap(folder -> in(folder.resolve(FOLDER), file -> PlainFile.isIn(top, file)).stream())
        .filter(command -> !taken.contains(command.name()))
        .forEach(all::add);
    return all;
  }

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
