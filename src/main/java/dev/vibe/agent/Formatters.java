package dev.vibe.agent;

import dev.vibe.text.Glob;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Formatters that the user has set up by globs: what a reply has staged is formatted before it is
 * written, so that the formatting is part of the change, of its checkpoint and of its undo. A
 * formatter works on a copy beside the file, because it looks for its settings there.
 */
public final class Formatters {

  /** Those of a session without any. */
  public static final Formatters NONE =
      new Formatters(Map.of(), (argv, folder) -> new Ran(true, ""));

  private static final Logger LOG = LoggerFactory.getLogger(Formatters.class);

  /** In the place of the file in a command. */
  private static final String FILE = "{file}";

  /** Beyond, a file is data that nobody wants formatted. */
  private static final int LARGEST = 2 << 20;

  private final Map<String, List<String>> byGlob;
  private final Runner runner;

  /** Port to whoever runs a command. */
  @FunctionalInterface
  public interface Runner {

    /** Blocks until it has ended. Never throws. */
    Ran run(List<String> argv, Path folder);
  }

  /**
   * What came of a command.
   *
   * @param said what it wrote, for the model where it failed
   */
  public record Ran(boolean isGood, String said) {}

  /**
   * What came of formatting one file.
   *
   * @param change from the text that was asked for to the formatted one; both are the same where
   *     the formatter failed
   * @param failure in words for the model; empty when there was none
   */
  record Formatted(String program, FileChange change, String failure) {}

  /**
   * Formatters by globs; a glob without a slash is about names anywhere.
   *
   * @param byGlob program and arguments, in which {@code {file}} stands for the file
   */
  public Formatters(Map<String, List<String>> byGlob, Runner runner) {
    this.byGlob = Map.copyOf(byGlob);
    this.runner = runner;
  }

  /** Formats what is staged, and stages what comes of that. Blocks on the commands. */
  List<Formatted> apply(EditBatch batch) {
    if (byGlob.isEmpty()) {
      return List.of();
    }
    List<Formatted> done = new ArrayList<>();
    for (FileChange change : batch.changes()) {
      List<String> argv = argv(change.path().relative());
      if (!argv.isEmpty()
          && change.after() instanceof Content.Present present
          && present.bytes().length <= LARGEST) {
        Formatted formatted = format(argv, change, present);
        if (!formatted.change().before().equals(formatted.change().after())) {
          batch.stage(formatted.change());
        }
        done.add(formatted);
      }
    }
    return done;
  }

  private List<String> argv(String file) {
    return byGlob.entrySet().stream()
        .filter(entry -> isMeant(entry.getKey(), file))
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(List.of());
  }

  private static boolean isMeant(String glob, String file) {
    return Glob.compile(glob.contains("/") ? "/" + glob : "**/" + glob).matches(file);
  }

  private Formatted format(List<String> argv, FileChange change, Content.Present present) {
    String program = argv.getFirst();
    Path target = change.path().absolute();
    FileChange same = FileChange.between(change.path(), present, present);
    Path copy = copyBeside(target);
    try {
      Files.write(copy, present.bytes());
      List<String> line = argv.stream().map(word -> word.replace(FILE, copy.toString())).toList();
      Ran ran = runner.run(line, change.path().base());
      if (!ran.isGood()) {
        String said = ran.said().replace(copy.toString(), change.path().relative()).strip();
        return new Formatted(program, same, said.isEmpty() ? "it failed" : said);
      }
      byte[] after = Files.readAllBytes(copy);
      return Arrays.equals(after, present.bytes())
          ? new Formatted(program, same, "")
          : new Formatted(
              program,
              FileChange.between(
                  change.path(), present, new Content.Present(after, present.mode())),
              "");
    } catch (IOException e) {
      LOG.debug("cannot format {}", target, e);
      return new Formatted(program, same, "its copy cannot be written: " + e.getMessage());
    } finally {
      delete(copy);
    }
  }

  /** In the nearest folder that is there, with the end of the name by which a formatter goes. */
  private static Path copyBeside(Path target) {
    Path folder = target.getParent();
    while (folder != null && !Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    String name = String.valueOf(target.getFileName());
    int dot = name.indexOf('.', 1);
    String end = dot < 0 ? "" : name.substring(dot);
    String copy = ".vibe-format-" + Long.toHexString(System.nanoTime()) + end;
    return folder == null ? target.resolveSibling(copy) : folder.resolve(copy);
  }

  private static void delete(Path copy) {
    try {
      Files.deleteIfExists(copy);
    } catch (IOException e) {
      LOG.warn("the copy {} that a formatter worked on stays", copy, e);
    }
  }
}
