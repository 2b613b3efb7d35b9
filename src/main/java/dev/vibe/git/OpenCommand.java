package dev.vibe.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A mark in the state folder while a command runs: killed meanwhile, it tells that what differs
 * from the checkpoint may be the command's doing.
 *
 * @param tree the files before it, as a tree that a record holds
 */
record OpenCommand(CheckpointRecord record, String tree) {

  private static Path file(GitSettings settings, String session) {
    return settings.stateFolder().resolve("open").resolve(session);
  }

  void mark(GitSettings settings) throws IOException {
    Path file = file(settings, record.id().session());
    Files.createDirectories(file.resolveSibling("."));
    Path temp = file.resolveSibling(file.getFileName() + ".new");
    String text = record.id().number() + "\n" + tree + "\n" + record.message();
    Files.write(temp, text.getBytes(StandardCharsets.UTF_8));
    Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static void unmark(GitSettings settings, String session) throws IOException {
    Files.deleteIfExists(file(settings, session));
  }

  /** The command of a session that was cut off, if one was. */
  static Optional<OpenCommand> of(GitSettings settings, String session) throws IOException {
    try {
      List<String> lines =
          new String(Files.readAllBytes(file(settings, session)), StandardCharsets.UTF_8)
              .lines()
              .toList();
      CheckpointRecord.Id id = new CheckpointRecord.Id(session, Integer.parseInt(lines.get(0)));
      String message = String.join("\n", lines.subList(2, lines.size()));
      return Optional.of(new OpenCommand(CheckpointRecord.parse(id, message), lines.get(1)));
    } catch (NoSuchFileException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
