package dev.vibe.context.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Place of the memory of a repository, which all its clones share. It goes by the first commit and
 * the remote; as finding these takes long in a large history, which folder has which is kept. A
 * folder without commits has a memory of its own.
 *
 * @param all where the memories of all repositories are
 * @param top of the repository, or the folder itself
 */
public record MemoryPlace(Path all, Path top) {

  private static final String PLACES = "places";
  private static final String ABOUT = "about.txt";
  private static final int NAME = 16;

  /** The memory that is known to be that of the folder; empty when there is none yet. */
  public Optional<RepositoryMemory> known() {
    try {
      List<String> lines = Files.readAllLines(place());
      return lines.size() == 3 && lines.get(1).equals(top.toString()) && lines.get(2).equals(mark())
          ? Optional.of(new RepositoryMemory(all.resolve(lines.getFirst())))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * The memory of the folder, which is known once something is kept in it.
   *
   * @param identity of the repository: its first commit and its remote; empty where it has neither.
   *     Asked for only where the memory is not known, because it may take long
   */
  public RepositoryMemory found(Supplier<String> identity) {
    Optional<RepositoryMemory> known = known();
    if (known.isPresent()) {
      return known.get();
    }
    String who = identity.get();
    String about = who.isBlank() ? "folder " + top : who;
    Path folder = all.resolve(name(about));
    return new RepositoryMemory(folder, () -> claim(folder, about));
  }

  private void claim(Path folder, String about) throws IOException {
    if (known().isEmpty()) {
      String lines = folder.getFileName() + "\n" + top + "\n" + mark() + "\n";
      AtomicFile.write(folder.resolve(ABOUT), about + "\n", Rights.OWNER_ONLY, Flush.SOMETIME);
      AtomicFile.write(place(), lines, Rights.OWNER_ONLY, Flush.SOMETIME);
    }
  }

  private Path place() {
    return all.resolve(PLACES).resolve(name(top.toString()));
  }

  /** Another repository in a folder of the same name has another one. */
  private String mark() {
    Path git = top.resolve(".git");
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(Files.exists(git) ? git : top, BasicFileAttributes.class);
      return attributes.fileKey() + " " + attributes.creationTime();
    } catch (IOException e) {
      return "";
    }
  }

  private static String name(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, NAME);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
