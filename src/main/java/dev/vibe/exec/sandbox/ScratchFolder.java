package dev.vibe.exec.sandbox;

import dev.vibe.file.FolderDeletion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folder of one session for what its commands take for their temp, and beside it what takes the
 * place of other folders. A lock, which ends with the process however that ends, tells whether it
 * is still of use: what a dead one left is removed when the next is made.
 */
final class ScratchFolder implements AutoCloseable {

  private static final String NAME = "vibe-sandbox-";
  private static final Pattern NAMES = Pattern.compile(NAME + "(\\d+)-\\w+");
  private static final String LOCK = "lock";
  private static final String FILTER = "filter";

  /** One that is younger may be about to be locked. */
  private static final Duration YOUNG = Duration.ofSeconds(10);

  private final Path folder;
  private final FileChannel channel;

  private ScratchFolder(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /** A new one in a folder for temporary files, from which the left ones are removed. */
  static ScratchFolder in(Path temporary) throws IOException {
    Path made =
        Files.createTempDirectory(
                temporary,
                NAME + ProcessHandle.current().pid() + "-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
            .toRealPath();
    FileChannel channel =
        FileChannel.open(
            made.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock();
      Files.createDirectory(made.resolve("tmp"));
      Files.createDirectory(made.resolve("tmp").resolve(".dev"));
      Files.createDirectory(made.resolve("empty"));
      Files.createFile(made.resolve("locked"));
      Files.write(made.resolve(FILTER), SyscallFilter.bytes());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    removeLeft(temporary, Files.getOwner(made));
    return new ScratchFolder(made, channel);
  }

  /** A file with the {@link SyscallFilter}, beside a temp. */
  static Path filter(Path temp) {
    return temp.resolveSibling(FILTER);
  }

  /** The temp of the commands. */
  Path temp() {
    return folder.resolve("tmp");
  }

  /** It goes with all that is in it; no link is followed. */
  @Override
  public void close() {
    try {
      FolderDeletion.of(folder);
      channel.close();
    } catch (IOException e) {
      // What a command left there and cannot be removed is left to the system.
    }
  }

  private static void removeLeft(Path temporary, UserPrincipal user) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(temporary, NAME + "*")) {
      for (Path each : all) {
        Matcher name = NAMES.matcher(String.valueOf(each.getFileName()));
        // A lock of this process would be lost with the second file that is opened for it.
        if (name.matches()
            && !name.group(1).equals(Long.toString(ProcessHandle.current().pid()))
            && isOf(user, each)) {
          removeIfLeft(each);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // What is left takes room, no more.
    }
  }

  private static boolean isOf(UserPrincipal user, Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)
        && Files.getLastModifiedTime(folder).toInstant().isBefore(Instant.now().minus(YOUNG));
  }

  private static void removeIfLeft(Path folder) {
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        FolderDeletion.of(folder);
      }
    } catch (IOException e) {
      // Another removes it, or it cannot be removed.
    }
  }
}
