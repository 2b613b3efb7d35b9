package dev.vibe.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Snapshot of a path: what is there, with all that it takes to put it back. Bounded: of what is
 * larger than {@link #MOST_BYTES} only is known that it was there.
 */
public sealed interface FileSnapshot {

  /** Of one file; configuration is some kilobytes. */
  int MOST_BYTES = 1 << 20;

  /** Of one folder with all below it. */
  int MOST_ENTRIES = 500;

  int MOST_LEVELS = 8;

  /** Far more than the tick of any clock of a file system. */
  int SETTLED_MILLIS = 2_500;

  /** Whether the path still is as it was; reads a file only when its times or its place differ. */
  boolean isAt(Path path);

  /** Nothing. */
  record Absent() implements FileSnapshot {
    @Override
    public boolean isAt(Path path) {
      return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * A file.
   *
   * @param bytes each as a character
   * @param isSettled whether a change from now on shows in the stamp: clocks of file systems tick
   *     some milliseconds apart
   */
  record Regular(String bytes, Stamp stamp, boolean isSettled) implements FileSnapshot {
    @Override
    public boolean isAt(Path path) {
      Optional<Stamp> now = Stamp.of(path);
      if (now.isEmpty() || !now.get().isFile() || now.get().mode() != stamp.mode()) {
        return false;
      }
      if (isSettled && now.get().equals(stamp)) {
        return true;
      }
      try {
        return bytes.equals(content(path));
      } catch (IOException e) {
        return false;
      }
    }

    private static String content(Path path) throws IOException {
      return new String(BoundedFile.bytes(path, MOST_BYTES), StandardCharsets.ISO_8859_1);
    }
  }

  /**
   * A symbolic link.
   *
   * @param to as it is written
   * @param behind what it leads to, if that is a file or a folder
   */
  record Link(Path to, FileSnapshot behind) implements FileSnapshot {
    @Override
    public boolean isAt(Path path) {
      try {
        return Files.isSymbolicLink(path)
            && Files.readSymbolicLink(path).equals(to)
            && behind.isAt(path.resolveSibling(to));
      } catch (IOException e) {
        return false;
      }
    }
  }

  /** A folder with what is in it. */
  record Folder(Map<String, FileSnapshot> entries, Set<PosixFilePermission> rights, int mode)
      implements FileSnapshot {
    @Override
    public boolean isAt(Path path) {
      Optional<Stamp> now = Stamp.of(path);
      if (now.isEmpty() || !now.get().isFolder() || now.get().mode() != mode) {
        return false;
      }
      String[] names = path.toFile().list();
      return names != null
          && Set.of(names).equals(entries.keySet())
          && entries.entrySet().stream().allMatch(e -> e.getValue().isAt(path.resolve(e.getKey())));
    }
  }

  /**
   * A folder of which only matters that it is one, and where: what is in it is looked at by itself,
   * or not at all.
   */
  record Place(Stamp stamp) implements FileSnapshot {
    @Override
    public boolean isAt(Path path) {
      return Stamp.of(path).filter(now -> now.isFolder() && now.mode() == stamp.mode()).isPresent();
    }

    /** A folder that was moved, with a link to it left in its place, comes back. */
    private void again(Path path, Path aside) throws IOException {
      if (Files.isSymbolicLink(path)) {
        Path behind = path.resolveSibling(Files.readSymbolicLink(path));
        Aside.move(path, aside);
        if (Stamp.of(behind).filter(now -> now.inode().equals(stamp.inode())).isPresent()) {
          Files.move(behind, path);
        }
      } else if (!Files.isDirectory(path)) {
        Aside.move(path, aside);
      }
      OwnerOnly.folder(path);
      Files.setPosixFilePermissions(path, stamp.rights());
    }
  }

  /** A place where nothing was: a folder may come, a link may not. */
  record Vacant() implements FileSnapshot {
    @Override
    public boolean isAt(Path path) {
      return !Files.isSymbolicLink(path);
    }
  }

  /** Something that cannot be kept: too large, unreadable, a device. */
  record Beyond(Optional<Stamp> stamp) implements FileSnapshot {
    @Override
    public boolean isAt(Path path) {
      return Stamp.of(path).equals(stamp);
    }
  }

  /** Takes one. A path that cannot be looked at gives {@link Beyond}. */
  static FileSnapshot of(Path path) {
    return new Taking().of(path, 0);
  }

  /** Takes one of a folder without what is in it. */
  static FileSnapshot ofPlace(Path path) {
    Optional<Stamp> stamp = Stamp.of(path);
    if (stamp.isEmpty()) {
      return new Vacant();
    }
    try {
      if (stamp.get().isLink()) {
        Path to = Files.readSymbolicLink(path);
        return new Link(to, ofPlace(path.resolveSibling(to)));
      }
    } catch (IOException e) {
      return new Beyond(stamp);
    }
    return stamp.get().isFolder() ? new Place(stamp.get()) : of(path);
  }

  /**
   * Makes the path what it was, each file as a whole. What is there is moved away first, where it
   * is none of what was.
   *
   * @param aside a folder of its own for what is moved away; made when it is needed
   * @throws IOException when that cannot be done, or for {@link Beyond}
   */
  default void putBack(Path path, Path aside) throws IOException {
    if (isAt(path)) {
      return;
    }
    switch (this) {
      case Absent absent -> Aside.move(path, aside);
      case Regular(String bytes, Stamp stamp, boolean isSettled) -> {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          Aside.copy(path, aside);
        } else {
          Aside.move(path, aside);
        }
        AtomicFile.write(
            path,
            bytes.getBytes(StandardCharsets.ISO_8859_1),
            AtomicFile.Rights.OWNER_ONLY,
            AtomicFile.Flush.AT_ONCE);
        Files.setPosixFilePermissions(path, stamp.rights());
      }
      case Link(Path to, FileSnapshot behind) -> {
        if (!Files.isSymbolicLink(path) || !Files.readSymbolicLink(path).equals(to)) {
          Aside.move(path, aside);
          Files.createSymbolicLink(path, to);
        }
        behind.putBack(path.resolveSibling(to), aside.resolve("behind"));
      }
      case Folder(Map<String, FileSnapshot> entries, Set<PosixFilePermission> rights, int mode) -> {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          Aside.move(path, aside);
          OwnerOnly.folder(path);
        }
        Files.setPosixFilePermissions(path, rights);
        Path within = aside.resolve(path.getFileName());
        for (Path other : Taking.list(path)) {
          if (!entries.containsKey(other.getFileName().toString())) {
            Aside.move(other, within);
          }
        }
        for (Map.Entry<String, FileSnapshot> entry : entries.entrySet()) {
          entry.getValue().putBack(path.resolve(entry.getKey()), within);
        }
      }
      case Place place -> place.again(path, aside);
      case Vacant vacant -> Aside.move(path, aside);
      case Beyond beyond -> throw new IOException("it was too large to be kept, or not readable");
    }
  }

  /**
   * Stamp of a file: equal ones mean an unchanged file, because nobody but the administrator sets
   * the time of the last change of its entry.
   */
  record Stamp(Object inode, long size, int mode, FileTime changed, Object modified) {

    private static final int KIND = 0xF000;

    static Optional<Stamp> of(Path path) {
      try {
        Map<String, Object> all =
            Files.readAttributes(
                path, "unix:ino,size,mode,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        return Optional.of(
            new Stamp(
                of(all, "ino"),
                (Long) of(all, "size"),
                (Integer) of(all, "mode"),
                (FileTime) of(all, "ctime"),
                of(all, "lastModifiedTime")));
      } catch (IOException e) {
        return Optional.empty();
      }
    }

    /** The provider gives all that it was asked for. */
    private static Object of(Map<String, Object> all, String name) {
      return Objects.requireNonNull(all.get(name), name);
    }

    boolean isFile() {
      return (mode & KIND) == 0x8000;
    }

    boolean isFolder() {
      return (mode & KIND) == 0x4000;
    }

    boolean isLink() {
      return (mode & KIND) == 0xA000;
    }

    Set<PosixFilePermission> rights() {
      StringBuilder text = new StringBuilder("rwxrwxrwx");
      for (int i = 0; i < text.length(); i++) {
        if ((mode & (0400 >> i)) == 0) {
          text.setCharAt(i, '-');
        }
      }
      return PosixFilePermissions.fromString(text.toString());
    }
  }

  /** Walk that takes a snapshot, and the bound of it. */
  final class Taking {

    private int entries;

    private Taking() {}

    private FileSnapshot of(Path path, int level) {
      entries++;
      Optional<Stamp> stamp = Stamp.of(path);
      if (stamp.isEmpty()) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
            ? new Beyond(Optional.empty())
            : new Absent();
      }
      Stamp is = stamp.get();
      if (entries > MOST_ENTRIES || level > MOST_LEVELS || is.size() > MOST_BYTES) {
        return new Beyond(stamp);
      }
      try {
        if (is.isFile()) {
          long age = System.currentTimeMillis() - is.changed().toMillis();
          return new Regular(Regular.content(path), is, age > SETTLED_MILLIS);
        }
        if (is.isLink()) {
          Path to = Files.readSymbolicLink(path);
          return new Link(to, of(path.resolveSibling(to), level + 1));
        }
        return is.isFolder() ? folder(path, is, level) : new Beyond(stamp);
      } catch (IOException e) {
        return new Beyond(stamp);
      }
    }

    private FileSnapshot folder(Path path, Stamp is, int level) throws IOException {
      Map<String, FileSnapshot> all = new TreeMap<>();
      for (Path entry : list(path)) {
        all.put(entry.getFileName().toString(), of(entry, level + 1));
      }
      return new Folder(all, is.rights(), is.mode());
    }

    private static List<Path> list(Path folder) throws IOException {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        List<Path> all = new ArrayList<>();
        entries.forEach(all::add);
        return all;
      }
    }
  }

  /** Place for what is taken out of the way, so that nothing is lost. */
  final class Aside {

    private Aside() {}

    private static void move(Path path, Path aside) throws IOException {
      if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
      OwnerOnly.folder(aside);
      Files.move(path, free(aside, path));
    }

    private static void copy(Path path, Path aside) throws IOException {
      OwnerOnly.folder(aside);
      Files.copy(path, free(aside, path), StandardCopyOption.COPY_ATTRIBUTES);
    }

    private static Path free(Path aside, Path path) {
      Path free = aside.resolve(path.getFileName());
      for (int i = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); i++) {
        free = aside.resolve(path.getFileName() + "." + i);
      }
      return free;
    }
  }
}
