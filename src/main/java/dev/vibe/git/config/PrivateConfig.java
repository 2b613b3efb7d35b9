package dev.vibe.git.config;

import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Folder of vibe's own that stands in for the part of a repository in which the configuration is:
 * it holds a {@code config} with nothing but data, and links to the real objects, refs and what
 * else belongs to all work trees. An installed {@code git} that is given it as {@code
 * GIT_COMMON_DIR}, and JGit, never open the repository's own file. Hooks are not linked to.
 *
 * @param folder below the state folder, one for each work tree
 * @param folders of the repository
 */
public record PrivateConfig(Path folder, GitFolders folders) {

  /** What Git looks for there ({@code gitrepository-layout}), but for what names programs. */
  private static final List<String> SHARED =
      List.of("objects", "refs", "packed-refs", "reftable", "info", "logs", "shallow", "worktrees");

  /**
   * Brings its {@code config} up to date with the files that were read.
   *
   * @throws IOException when the state folder cannot be written
   */
  public static PrivateConfig of(GitConfig config, GitFolders folders, GitSettings settings)
      throws IOException {
    String id = id(folders.gitDir());
    Path folder = settings.stateFolder().toAbsolutePath().resolve("common").resolve(id);
    PrivateConfig made = new PrivateConfig(folder, folders);
    byte[] text = DataConfig.of(config, folders, settings).getBytes(StandardCharsets.UTF_8);
    if (!Arrays.equals(text, ConfigText.read(made.file())) || Files.isSymbolicLink(made.file())) {
      AtomicFile.write(made.file(), text, Rights.OWNER_ONLY, Flush.SOMETIME);
    }
    return made;
  }

  private static String id(Path gitDir) {
    try {
      byte[] name = gitDir.toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(name);
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The clean configuration. */
  public Path file() {
    return folder.resolve("config");
  }

  /**
   * Makes the links as far as they are not there, for an installed {@code git}.
   *
   * @return the folder
   */
  public Path linked() throws IOException {
    for (String name : SHARED) {
      Path link = folder.resolve(name);
      Path target = folders.commonDir().resolve(name);
      if (!leadsTo(link, target)) {
        replace(link, target);
      }
    }
    return folder;
  }

  private static boolean leadsTo(Path link, Path target) {
    try {
      return Files.readSymbolicLink(link).equals(target);
    } catch (NotLinkException e) {
      return false;
    } catch (IOException e) {
      return false; // mostly there is none yet
    }
  }

  private static void replace(Path link, Path target) throws IOException {
    try {
      Files.createSymbolicLink(link, target);
    } catch (FileAlreadyExistsException e) {
      Path draft = link.resolveSibling(".new-" + Long.toHexString(System.nanoTime()));
      Files.createSymbolicLink(draft, target);
      Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Makes the real folder of the logs of refs, which Git would not make through a link; to be
   * called before a ref is written.
   *
   * @throws IOException when it cannot be made
   */
  public static void prepareLogs(GitFolders folders) throws IOException {
    Files.createDirectories(folders.commonDir().resolve("logs"));
  }
}
