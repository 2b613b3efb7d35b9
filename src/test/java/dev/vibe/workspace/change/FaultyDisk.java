package dev.vibe.workspace.change;

import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * The real disk without flushing, but one step fails, or the process dies before, in the middle of
 * or after it.
 */
final class FaultyDisk implements FileOperations {

  /** What happens at the step. */
  enum Fault {
    NO_SPACE,
    NO_DESCRIPTORS,
    DIES_BEFORE,
    DIES_WITHIN,
    DIES_AFTER
  }

  /** Stands for the end of the process: nothing catches it, nothing is tidied up. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  private final DiskOperations disk;
  private final Fault fault;
  private int untilFault;

  /** The fault comes at the step with this number, from 1. */
  FaultyDisk(Fault fault, int at, List<Path> bases) {
    this.disk = new DiskOperations(bases);
    this.fault = fault;
    this.untilFault = at;
  }

  /** False when the work ended before the step was reached. */
  boolean struck() {
    return untilFault <= 0;
  }

  private void step(Path file, Step whole, Step half) throws IOException {
    if (--untilFault != 0) {
      whole.take();
      return;
    }
    switch (fault) {
      case NO_SPACE -> {
        half.take();
        throw new FileSystemException(file.toString(), null, "No space left on device");
      }
      case NO_DESCRIPTORS ->
          throw new FileSystemException(file.toString(), null, "Too many open files");
      case DIES_BEFORE -> throw death();
      case DIES_WITHIN -> {
        half.take();
        throw death();
      }
      case DIES_AFTER -> {
        whole.take();
        throw death();
      }
    }
  }

  /** The system closes what a process has open. */
  private Death death() throws IOException {
    disk.close();
    return new Death();
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  @Override
  public String stamp(Path file) throws IOException {
    return disk.stamp(file);
  }

  @Override
  public byte[] read(Path file) throws IOException {
    step(file, () -> {}, () -> {});
    return disk.read(file);
  }

  @Override
  public int names(Path file) throws IOException {
    return disk.names(file);
  }

  @Override
  public boolean writable(Path file) throws IOException {
    return disk.writable(file);
  }

  @Override
  public void createFolder(Path folder, Path draft) throws IOException {
    step(folder, () -> disk.createFolder(folder, draft), () -> Files.createDirectory(draft));
  }

  @Override
  public void writeNew(Path file, Content.Present present, Path like) throws IOException {
    byte[] content = present.bytes();
    step(
        file,
        () -> Files.write(file, content, StandardOpenOption.CREATE_NEW),
        () -> Files.write(file, Arrays.copyOf(content, content.length / 2)));
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step(from, () -> disk.move(from, to), () -> {});
  }

  @Override
  public void delete(Path file) throws IOException {
    step(file, () -> disk.delete(file), () -> {});
  }

  @Override
  public void deleteFolder(Path folder) throws IOException {
    step(folder, () -> disk.deleteFolder(folder), () -> {});
  }

  @Override
  public void syncFolder(Path folder) throws IOException {
    step(folder, () -> {}, () -> {});
  }

  @Override
  public void append(ChangeJournal journal, String text, Flush flush) throws IOException {
    String half = text.substring(0, text.length() / 2);
    step(
        journal.file(),
        () -> disk.append(journal, text, Flush.SOMETIME),
        () -> disk.append(journal, half, Flush.SOMETIME));
  }
}
