package dev.vibe.exec.sandbox;

import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.shell.PlainGit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * View that one command has of the files: everything to be read, the folders of the session and a
 * temp to be written, log-in data hidden, and what other programs obey not to be written. Made from
 * what is on the disk right before it starts.
 *
 * @param mounts a folder before what lies below it; of two at one place the later counts
 * @param scratch the folder that is its temp
 */
record SandboxView(List<Mount> mounts, Path scratch) {

  private static final Path TEMP = Path.of("/tmp");
  private static final Path LASTING_TEMP = Path.of("/var/tmp");
  private static final Path SOCKETS = Path.of("/run");

  /** Names that decide what vibe and git do, and are no command's to make. */
  private static final List<String> NEVER_MADE = List.of(".git", ".vibe");

  static SandboxView of(SandboxTerms terms, String command, Path scratch) {
    List<Mount> mounts = new ArrayList<>();
    if (Files.isDirectory(SOCKETS)) {
      mounts.add(new Mount.Empty(SOCKETS));
      if (terms.network() == SandboxTerms.Network.ALL) {
        // Where the file of name servers is a link to, on many systems.
        existing(SOCKETS.resolve("systemd/resolve")).ifPresent(at -> add(mounts, at));
        existing(SOCKETS.resolve("resolvconf")).ifPresent(at -> add(mounts, at));
      }
    }
    mounts.add(new Mount.Instead(TEMP, scratch));
    if (Files.isDirectory(LASTING_TEMP)) {
      mounts.add(new Mount.Instead(LASTING_TEMP, scratch));
    }
    terms.homes().stream()
        .flatMap(home -> existing(home).stream())
        .filter(home -> home.getNameCount() > 0)
        .forEach(at -> add(mounts, at));
    terms.programs().stream()
        .flatMap(folder -> existing(folder).stream())
        .filter(folder -> folder.startsWith(TEMP))
        .forEach(at -> add(mounts, at));
    terms.writable().stream()
        .flatMap(folder -> existing(folder).stream())
        .forEach(folder -> mounts.add(new Mount.Writable(folder)));
    boolean isGit = PlainGit.is(command);
    for (Path folder : terms.folders()) {
      mounts.add(new Mount.Writable(folder));
      obeyed(folder, isGit).forEach(mounts::add);
    }
    terms.homes().stream()
        .flatMap(home -> HomeSecrets.in(home).stream())
        .forEach(secret -> mounts.add(hidden(secret)));
    for (Path other : terms.hidden()) {
      existing(other).ifPresent(at -> mounts.add(hidden(at)));
    }
    terms.shown().stream().flatMap(path -> existing(path).stream()).forEach(at -> add(mounts, at));
    existing(terms.outputs()).ifPresent(at -> add(mounts, at));
    existing(CommandRunner.ended(terms.outputs()))
        .ifPresent(at -> mounts.add(new Mount.Writable(at)));
    mounts.sort(Comparator.comparingInt(mount -> mount.at().getNameCount()));
    return new SandboxView(List.copyOf(mounts), scratch);
  }

  private static void add(List<Mount> mounts, Path at) {
    mounts.add(new Mount.ReadOnly(at));
  }

  private static Mount hidden(Path at) {
    return new Mount.Hidden(at, Files.isDirectory(at) ? Mount.Kind.FOLDER : Mount.Kind.FILE);
  }

  private static Optional<Path> existing(Path path) {
    return HomeSecrets.real(path);
  }

  /** What is in a folder that other programs obey. */
  private static List<Mount> obeyed(Path folder, boolean isGit) {
    List<Mount> mounts = new ArrayList<>();
    for (Path each : ObeyedFiles.in(folder)) {
      // A folder on which something is mounted cannot be moved, one above it can.
      Path above = each.getParent();
      if (above != null && !folder.equals(above)) {
        mounts.add(new Mount.Writable(above));
      }
      mounts.add(new Mount.ReadOnly(each));
    }
    List<Path> repositories = GitDataFolders.of(folder);
    for (Path git : repositories) {
      if (isGit) {
        mounts.add(new Mount.Writable(git));
        GitDataFolders.obeyed(git).forEach(at -> mounts.add(new Mount.ReadOnly(at)));
      } else if (git.startsWith(folder)) {
        mounts.add(new Mount.ReadOnly(git));
      }
    }
    for (String name : NEVER_MADE) {
      Path at = folder.resolve(name);
      boolean isMade = isGit && name.equals(".git");
      if (Files.notExists(at) && !isMade) {
        mounts.add(new Mount.Missing(at));
      }
    }
    return mounts;
  }

  /** The same, of what is missing only where something stands in for it. */
  SandboxView having(List<Path> made) {
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

  List<Path> hidden() {
    return mounts.stream().filter(mount -> mount instanceof Mount.Hidden).map(Mount::at).toList();
  }

  List<Path> readOnly() {
    return mounts.stream()
        .filter(mount -> mount instanceof Mount.ReadOnly || mount instanceof Mount.Missing)
        .map(Mount::at)
        .toList();
  }
}
