package dev.vibe.exec.sandbox;

import dev.vibe.exec.CommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * View that one command has of the files: everything to be read, the folders of the session and a
 * temp to be written, log-in data hidden, and what other programs obey not to be written. Made from
 * what is on the disk right before it starts.
 *
 * @param mounts a folder before what lies below it, and one at each place
 * @param scratch the folder that is its temp
 */
record SandboxView(List<Mount> mounts, Path scratch) {

  private static final Path TEMP = Path.of("/tmp");
  private static final Path LASTING_TEMP = Path.of("/var/tmp");
  private static final Path SOCKETS = Path.of("/run");

  /** Names that decide what vibe and git do, and are no command's to make. */
  static final List<String> NEVER_MADE = List.of(".git", ".vibe");

  /** Work of a command, as far as it is known before it runs. */
  enum Work {
    /** It only reads, so it writes nowhere but to its temp. */
    READS,
    /** It runs git, and nothing that could do more to its data. */
    GIT,
    ANYTHING
  }

  /**
   * The view of one command.
   *
   * @param obeyed what there is in the folders that other programs obey, without links
   * @param secrets what there is of log-in data
   */
  static SandboxView of(
      SandboxTerms terms, Work work, List<Path> obeyed, List<Path> secrets, Path scratch) {
    List<Mount> mounts = new ArrayList<>();
    addOfMachine(mounts, terms, scratch);
    addReadable(mounts, Stream.concat(terms.homes().stream(), ofTemp(terms.programs())));
    if (work == Work.READS) {
      addReadable(mounts, Stream.concat(terms.writable().stream(), terms.folders().stream()));
      addReadable(
          mounts, terms.folders().stream().flatMap(each -> GitDataFolders.of(each).stream()));
    } else {
      terms.writable().stream()
          .flatMap(folder -> existing(folder).stream())
          .forEach(folder -> mounts.add(new Mount.Writable(folder)));
      addFolders(mounts, terms.folders(), work, obeyed);
    }
    secrets.forEach(secret -> mounts.add(hidden(secret)));
    terms.hidden().stream()
        .flatMap(path -> existing(path).stream())
        .forEach(at -> mounts.add(hidden(at)));
    addReadable(mounts, Stream.concat(terms.shown().stream(), Stream.of(terms.outputs())));
    existing(CommandRunner.ended(terms.outputs()))
        .ifPresent(at -> mounts.add(new Mount.Writable(at)));
    return new SandboxView(needed(mounts), scratch);
  }

  private static void addOfMachine(List<Mount> mounts, SandboxTerms terms, Path scratch) {
    if (Files.isDirectory(SOCKETS)) {
      mounts.add(new Mount.Empty(SOCKETS));
      if (terms.network() == SandboxTerms.Network.ALL) {
        // Where the file of name servers is a link to, on many systems.
        addReadable(
            mounts, Stream.of("systemd/resolve", "resolvconf").map(name -> SOCKETS.resolve(name)));
      }
    }
    mounts.add(new Mount.Instead(TEMP, scratch));
    if (Files.isDirectory(LASTING_TEMP)) {
      mounts.add(new Mount.Instead(LASTING_TEMP, scratch));
    }
    // What lies beside a folder in there is not the temp of the command, so it says that it failed.
    for (Path folder : terms.folders()) {
      Stream.of(TEMP, LASTING_TEMP)
          .filter(temp -> folder.startsWith(temp))
          .filter(temp -> folder.getNameCount() > temp.getNameCount() + 1)
          .map(temp -> temp.resolve(folder.getName(temp.getNameCount())))
          .forEach(at -> mounts.add(new Mount.Empty(at)));
    }
  }

  private static Stream<Path> ofTemp(List<Path> paths) {
    return paths.stream().filter(path -> path.startsWith(TEMP));
  }

  private static void addReadable(List<Mount> mounts, Stream<Path> paths) {
    paths
        .flatMap(path -> existing(path).stream())
        .filter(path -> path.getNameCount() > 0)
        .forEach(path -> mounts.add(new Mount.ReadOnly(path)));
  }

  /**
   * In the order in which they are made, without those that change nothing: what is only read
   * already, and what a later one at the same place takes the place of. Each costs time.
   */
  private static List<Mount> needed(List<Mount> mounts) {
    Map<Path, Mount> last = new LinkedHashMap<>();
    mounts.stream()
        .sorted((a, b) -> a.at().getNameCount() - b.at().getNameCount())
        .forEach(mount -> last.put(mount.at(), mount));
    return last.values().stream()
        .filter(mount -> !(mount instanceof Mount.ReadOnly && isReadOnly(mount.at(), last)))
        .toList();
  }

  /** Whether a place can only be read because of what it lies in. */
  private static boolean isReadOnly(Path place, Map<Path, Mount> mounts) {
    for (Path at = place.getParent(); at != null; at = at.getParent()) {
      Mount mount = mounts.get(at);
      if (mount != null) {
        return mount instanceof Mount.ReadOnly;
      }
    }
    return true;
  }

  private static Mount hidden(Path at) {
    return new Mount.Hidden(at, Files.isDirectory(at) ? Mount.Kind.FOLDER : Mount.Kind.FILE);
  }

  private static Optional<Path> existing(Path path) {
    return HomeSecrets.real(path);
  }

  /** The folders, and what is in them that other programs obey. */
  private static void addFolders(
      List<Mount> mounts, List<Path> folders, Work work, List<Path> obeyed) {
    folders.forEach(folder -> mounts.add(new Mount.Writable(folder)));
    for (Path each : obeyed) {
      // A folder on which something is mounted cannot be moved, one above it can.
      Path above = each.getParent();
      if (above != null && !folders.contains(above)) {
        mounts.add(new Mount.Writable(above));
      }
      mounts.add(new Mount.ReadOnly(each));
    }
    for (Path folder : folders) {
      for (Path git : GitDataFolders.of(folder)) {
        if (work == Work.GIT) {
          mounts.add(new Mount.Writable(git));
          GitDataFolders.obeyed(git).forEach(at -> mounts.add(new Mount.ReadOnly(at)));
        } else {
          mounts.add(new Mount.ReadOnly(git)); // also where that of a worktree would be hidden
        }
      }
      for (String name : NEVER_MADE) {
        Path at = folder.resolve(name);
        boolean isMade = work == Work.GIT && name.equals(".git");
        if (Files.notExists(at) && !isMade) {
          mounts.add(new Mount.Missing(at));
        }
      }
    }
  }

  /** The same, of what is missing only where something stands in for it. */
  SandboxView having(List<Path> made) {
    if (made.equals(standIns())) {
      return this;
    }
    return new SandboxView(
        mounts.stream()
            .filter(mount -> !(mount instanceof Mount.Missing) || made.contains(mount.at()))
            .toList(),
        scratch);
  }

  /** The folders that stand in for what is missing while a command runs, and are taken away. */
  List<Path> standIns() {
    return mounts.stream().filter(mount -> mount instanceof Mount.Missing).map(Mount::at).toList();
  }

  /** What is to be written at the place where it is. */
  List<Path> writable() {
    return mounts.stream().filter(mount -> mount instanceof Mount.Writable).map(Mount::at).toList();
  }

  /** Whether a command can write to a place, whether anything is there or not. */
  boolean mayWrite(Path place) {
    boolean mayWrite = false;
    for (Mount mount : mounts) {
      if (place.startsWith(mount.at())) {
        mayWrite = mount instanceof Mount.Writable || mount instanceof Mount.Instead;
      }
    }
    return mayWrite;
  }

  List<Path> hidden() {
    return mounts.stream().filter(mount -> mount instanceof Mount.Hidden).map(Mount::at).toList();
  }

  List<Path> readOnly() {
    return mounts.stream()
        .filter(mount -> mount instanceof Mount.ReadOnly || mount instanceof Mount.Missing)
        .map(Mount::at)
        .toList();
  }

  /** An empty folder, to be shown in the place of another. */
  Path empty() {
    return scratch.resolveSibling("empty");
  }

  /** Whether something is shown in a place that is hidden itself. */
  boolean isShownIn(Path place) {
    return mounts.stream()
        .anyMatch(each -> !each.at().equals(place) && each.at().startsWith(place));
  }
}
