package dev.vibe.context.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Memory of one repository: three text files that a person may read and edit. Processes write one
 * after another; killed at any point, a file is the old or the new one. Blocks on disk.
 *
 * @param folder where they are; made when something is first kept
 * @param claim made then, too
 */
public record RepositoryMemory(Path folder, Claim claim) {

  /** Note of whose memory it is, so that it is found again. */
  @FunctionalInterface
  public interface Claim {
    void make() throws IOException;
  }

  /** One that is found without. */
  public RepositoryMemory(Path folder) {
    this(folder, () -> {});
  }

  private static final String NOTES = "notes.md";
  private static final String COMMANDS = "commands.txt";
  private static final String RUNS = "sessions.md";
  private static final String LOCK = "lock";
  private static final String ITEM = "- ";

  /** Older ones go. */
  private static final int MOST_RUNS = 200;

  private static final int MOST_COMMANDS = 40;
  private static final int LONGEST_COMMAND = 300;
  private static final int LONGEST_NOTE = 1_000;

  /** What the user wrote down, oldest first. */
  public List<String> notes() throws IOException {
    return lines(NOTES).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .map(line -> line.startsWith(ITEM) ? line.substring(ITEM.length()).strip() : line)
        .toList();
  }

  /** Those that passed last come first. */
  public List<RememberedCommand> commands() throws IOException {
    return lines(COMMANDS).stream()
        .flatMap(line -> RememberedCommand.parse(line).stream())
        .sorted(
            Comparator.comparing(RememberedCommand::lastPassed)
                .thenComparingInt(RememberedCommand::times)
                .reversed())
        .toList();
  }

  /** Newest first. */
  public List<RememberedRun> runs() throws IOException {
    return RememberedRun.parse(lines(RUNS)).reversed();
  }

  public void addNote(String note) throws IOException {
    changeNotes(
        notes -> {
          List<String> all = new ArrayList<>(notes);
          all.add(note);
          return all;
        });
  }

  /** Writes all of them anew. */
  public void changeNotes(UnaryOperator<List<String>> change) throws IOException {
    locked(
        () -> {
          StringBuilder text = new StringBuilder();
          change.apply(notes()).forEach(note -> text.append(ITEM).append(line(note)).append('\n'));
          write(NOTES, text.toString());
        });
  }

  /** Writes all of them anew. */
  public void changeCommands(UnaryOperator<List<RememberedCommand>> change) throws IOException {
    locked(
        () -> {
          StringBuilder text = new StringBuilder();
          change.apply(commands()).stream()
              .limit(MOST_COMMANDS)
              .forEach(command -> text.append(command.text()).append('\n'));
          write(COMMANDS, text.toString());
        });
  }

  /** Writes all of them anew, newest first as {@link #runs} gives them. */
  public void changeRuns(UnaryOperator<List<RememberedRun>> change) throws IOException {
    locked(
        () -> {
          StringBuilder text = new StringBuilder();
          change.apply(runs()).stream()
              .limit(MOST_RUNS)
              .toList()
              .reversed()
              .forEach(run -> text.append(run.text()).append('\n'));
          write(RUNS, text.toString());
        });
  }

  /**
   * Keeps what a run did.
   *
   * @param run empty when it changed nothing
   * @param passed commands
   */
  void keep(Optional<RememberedRun> run, String date, List<String> passed) throws IOException {
    if (run.isPresent()) {
      changeRuns(
          runs -> {
            List<RememberedRun> all = new ArrayList<>(runs);
            all.addFirst(run.get());
            return all;
          });
    }
    List<String> kept = passed.stream().filter(each -> each.length() <= LONGEST_COMMAND).toList();
    if (!kept.isEmpty()) {
      changeCommands(commands -> with(commands, date, kept));
    }
  }

  private static List<RememberedCommand> with(
      List<RememberedCommand> known, String date, List<String> passed) {
    List<RememberedCommand> all = new ArrayList<>(known);
    for (String command : passed) {
      int times =
          all.stream()
              .filter(each -> each.command().equals(command))
              .mapToInt(RememberedCommand::times)
              .sum();
      all.removeIf(each -> each.command().equals(command));
      all.addFirst(new RememberedCommand(date, times + 1, command));
    }
    return all;
  }

  private static String line(String note) {
    String line = note.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_NOTE ? line : line.substring(0, LONGEST_NOTE) + "…";
  }

  private List<String> lines(String name) throws IOException {
    try {
      return new String(Files.readAllBytes(folder.resolve(name)), UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  private void write(String name, String text) throws IOException {
    if (text.isEmpty()) {
      Files.deleteIfExists(folder.resolve(name));
    } else {
      AtomicFile.write(folder.resolve(name), text, Rights.OWNER_ONLY, Flush.SOMETIME);
    }
  }

  @FunctionalInterface
  private interface Change {
    void run() throws IOException;
  }

  private void locked(Change change) throws IOException {
    OwnerOnly.folder(folder);
    claim.make();
    Path lock = folder.resolve(LOCK);
    if (!Files.exists(lock)) {
      AtomicFile.write(lock, "", Rights.OWNER_ONLY, Flush.SOMETIME);
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      channel.lock(); // until it is closed
      change.run();
    }
  }
}
