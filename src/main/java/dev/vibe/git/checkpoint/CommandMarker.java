package dev.vibe.git.checkpoint;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.git.config.GitSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Marker in the state folder while a command runs: killed meanwhile, it tells that what differs
 * from the checkpoint may be the command's doing.
 *
 * @param tree the files before it, as a tree that a record holds
 */
public record CommandMarker(CheckpointRecord record, String tree) {

  /** In place of the owner, once somebody was told that the command was cut off. */
  private static final String TOLD = "told";

  private static Path folder(GitSettings settings) {
    return settings.stateFolder().resolve("open");
  }

  private static Path file(GitSettings settings, String session) {
    return folder(settings).resolve(session);
  }

  void mark(GitSettings settings) throws IOException {
    mark(settings, owner(ProcessHandle.current()));
  }

  /** A process id alone may be somebody else's later. */
  private static String owner(ProcessHandle process) {
    return process.pid() + "@" + process.info().startInstant().orElse(Instant.EPOCH);
  }

  private void mark(GitSettings settings, String owner) throws IOException {
    Path file = file(settings, record.id().session());
    String text = record.id().number() + " " + owner + "\n" + tree + "\n" + record.message();
    AtomicFile.write(file, text, Rights.USUAL, Flush.SOMETIME);
  }

  /**
   * The commands of sessions in this folder whose process is gone; each is given once. What cannot
   * be read is left out.
   */
  static List<CommandMarker> takeCutOff(Path workingFolder, GitSettings settings) {
    List<CommandMarker> found = new ArrayList<>();
    String[] sessions = folder(settings).toFile().list();
    for (String session : sessions == null ? new String[0] : sessions) {
      try {
        Optional<CommandMarker> open =
            AtomicFile.isDraft(session) ? Optional.empty() : of(settings, session);
        if (open.isPresent()
            && open.get().record().folder().equals(workingFolder.toString())
            && isOrphan(settings, session)) {
          found.add(open.get());
          open.get().mark(settings, TOLD);
        }
      } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
        // an undo that needs it says why
      }
    }
    return found;
  }

  private static boolean isOrphan(GitSettings settings, String session) throws IOException {
    String text = new String(Files.readAllBytes(file(settings, session)), StandardCharsets.UTF_8);
    String[] first = text.substring(0, Math.max(0, text.indexOf('\n'))).split(" ", 2);
    if (first.length < 2 || first[1].equals(TOLD)) {
      return false;
    }
    long pid = Long.parseLong(first[1].substring(0, first[1].indexOf('@')));
    return ProcessHandle.of(pid).map(CommandMarker::owner).filter(first[1]::equals).isEmpty();
  }

  public static void unmark(GitSettings settings, String session) throws IOException {
    Files.deleteIfExists(file(settings, session));
  }

  /** The command of a session that was cut off, if one was. */
  public static Optional<CommandMarker> of(GitSettings settings, String session)
      throws IOException {
    try {
      List<String> lines =
          new String(Files.readAllBytes(file(settings, session)), StandardCharsets.UTF_8)
              .lines()
              .toList();
      CheckpointRecord.Id id =
          new CheckpointRecord.Id(session, Integer.parseInt(lines.get(0).split(" ", -1)[0]));
      String message = String.join("\n", lines.subList(2, lines.size()));
      return Optional.of(new CommandMarker(CheckpointRecord.parse(id, message), lines.get(1)));
    } catch (NoSuchFileException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
