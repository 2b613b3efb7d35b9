package dev.vibe.git.checkpoint;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.store.TreeDifference;
import dev.vibe.git.store.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Marker in the state folder while a command runs: killed meanwhile, it tells that what differs
 * from the checkpoint may be the command's doing.
 *
 * @param tree the files before it, as a tree that a record holds
 * @param extent whether that is all of them
 */
public record CommandMarker(CheckpointRecord record, String tree, Extent extent) {

  /** Extent of what was recorded of a folder. */
  public enum Extent {
    WHOLE,
    /** A file that was not recorded may have been there all the same. */
    PART
  }

  private static final String IN_PART = " part";

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
    String text =
        record.id().number()
            + " "
            + owner
            + "\n"
            + tree
            + (extent == Extent.PART ? IN_PART : "")
            + "\n"
            + record.message();
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

  /**
   * The files of now, without the difference that comes from what was not recorded of those before:
   * what nobody knows was not changed.
   */
  public CheckpointFiles comparable(CheckpointFiles now, CheckpointStore store) throws IOException {
    String all = now.addTo(store);
    store.flush(); // what is not there yet cannot be compared
    Map<String, TreeEntry> unknown = new HashMap<>();
    for (TreeDifference each : store.differences(tree, all)) {
      boolean isGone = each.after().equals(TreeEntry.ABSENT);
      boolean mayHaveBeen = extent == Extent.PART && each.before().equals(TreeEntry.ABSENT);
      if (!isGone && (mayHaveBeen || each.before().equals(CheckpointStore.UNKEPT))) {
        unknown.put(each.path(), each.before());
      }
    }
    return now.exceptFor(unknown);
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
      Extent extent = lines.get(1).endsWith(IN_PART) ? Extent.PART : Extent.WHOLE;
      String tree = lines.get(1).split(" ", -1)[0];
      return Optional.of(new CommandMarker(CheckpointRecord.parse(id, message), tree, extent));
    } catch (NoSuchFileException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
