package dev.vibe.git.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/**
 * Batch of objects on their way into a repository, which are on the disk before anything refers to
 * them. A few become files of their own: flushed side by side, so that the file system joins the
 * flushes, and only then named, because a power cut must never leave an empty file under the name
 * of an object that a commit of the user may share. Many become one pack. Owned by one thread.
 *
 * <p>The folders are not flushed: where a power cut takes a name away, the record that needed it is
 * left out when records are read.
 */
final class ObjectBatch {

  /** Beyond this, or {@link #MOST_BYTES}, one pack is written faster than so many files. */
  static final int MOST_FILES = 100;

  private static final long MOST_BYTES = 8L << 20;

  private static final long MOST_IN_MEMORY = 64L << 20;

  private static final class Body {

    final int type;
    final byte[] bytes;

    Body(int type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }
  }

  /** A file without its name yet. */
  private record Written(Path temp, FileOutputStream out, Path target) {}

  private final ObjectDirectory directory;
  private final Steps steps;
  private final Map<ObjectId, Body> waiting = new LinkedHashMap<>();
  private long bytes;

  ObjectBatch(ObjectDirectory directory, Steps steps) {
    this.directory = directory;
    this.steps = steps;
  }

  /** May write, but only {@link #flush} promises to. */
  void add(ObjectId id, int type, byte[] content) throws IOException {
    waiting.put(id, new Body(type, content));
    bytes += content.length;
    if (bytes > MOST_IN_MEMORY) {
      flush();
    }
  }

  /** Returns when all that was added can be read and is on the disk. */
  void flush() throws IOException {
    if (waiting.size() > MOST_FILES || bytes > MOST_BYTES) {
      writePack();
    } else if (!waiting.isEmpty()) {
      writeFiles();
    }
    waiting.clear();
    bytes = 0;
  }

  private void writeFiles() throws IOException {
    List<Written> written = new ArrayList<>();
    try {
      for (Map.Entry<ObjectId, Body> each : waiting.entrySet()) {
        steps.before("object");
        written.add(write(each.getKey(), each.getValue()));
      }
      sync(written);
      for (Written each : written) {
        name(each);
      }
    } finally {
      for (Written each : written) {
        each.out().close();
        Files.deleteIfExists(each.temp());
      }
    }
  }

  private Written write(ObjectId id, Body body) throws IOException {
    // as Git calls such files, so that its housekeeping removes what a crash leaves; nobody else's,
    // so that it is neither truncated nor gone when it has become the object
    String name =
        "tmp_obj_"
            + id.name()
            + "-"
            + ProcessHandle.current().pid()
            + "-"
            + Thread.currentThread().threadId();
    Path temp = directory.getDirectory().toPath().resolve(name);
    FileOutputStream out = new FileOutputStream(temp.toFile());
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      DeflaterOutputStream packed = new DeflaterOutputStream(out, deflater, 8192);
      String header = Constants.typeString(body.type) + " " + body.bytes.length + "\0";
      packed.write(header.getBytes(StandardCharsets.US_ASCII));
      packed.write(body.bytes);
      packed.finish();
      return new Written(temp, out, directory.fileFor(id).toPath());
    } catch (IOException e) {
      out.close();
      Files.deleteIfExists(temp);
      throw e;
    } finally {
      deflater.end();
    }
  }

  private static void sync(List<Written> written) throws IOException {
    if (written.size() == 1) {
      written.getFirst().out().getFD().sync();
      return;
    }
    List<Future<?>> flushes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Written each : written) {
        flushes.add(
            threads.submit(
                () -> {
                  each.out().getFD().sync();
                  return each;
                }));
      }
    }
    for (Future<?> flush : flushes) {
      if (flush.state() != Future.State.SUCCESS) {
        throw new IOException("cannot flush an object", flush.exceptionNow());
      }
    }
  }

  private static void name(Written written) throws IOException {
    if (!written.temp().toFile().setReadOnly()) {
      throw new IOException("cannot protect " + written.temp());
    }
    try {
      Files.move(written.temp(), written.target(), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      Files.createDirectories(written.target().resolveSibling("."));
      Files.move(written.temp(), written.target(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private void writePack() throws IOException {
    steps.before("pack");
    Set<Path> before = packs();
    try (ObjectInserter inserter = directory.newPackInserter()) {
      for (Body each : waiting.values()) {
        inserter.insert(each.type, each.bytes);
      }
      inserter.flush();
    }
    Set<Path> made = packs();
    made.removeAll(before);
    for (Path each : made) {
      try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private Set<Path> packs() throws IOException {
    Path folder = directory.getPackDirectory().toPath();
    if (!Files.exists(folder)) {
      return new TreeSet<>();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
