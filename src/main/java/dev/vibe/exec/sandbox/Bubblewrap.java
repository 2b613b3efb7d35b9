package dev.vibe.exec.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Way into a sandbox by bubblewrap: own mount, PID, IPC, UTS and, without a network, network
 * namespaces. Rights of root are dropped; a user who is not root gets a user namespace with it.
 *
 * <p>{@code --die-with-parent} is left out: a server that a command leaves running would die with
 * it. Whoever starts this ends it, by its group and its namespace's first process.
 */
final class Bubblewrap {

  /** By which root sets the kernel without further rights, and which bubblewrap leaves open. */
  private static final List<String> KERNEL = List.of("/proc/sys", "/proc/acpi", "/proc/scsi");

  /** The number of an open file with a {@link SyscallFilter}. */
  static final String FILTER = "9";

  private final Path program;
  private final boolean isRoot;

  Bubblewrap(Path program, boolean isRoot) {
    this.program = program;
    this.isRoot = isRoot;
  }

  /**
   * The command line, up to where that of the shell goes.
   *
   * @param isForeign whether the folder belongs to another user than root, who then keeps the right
   *     to write to it
   */
  List<String> prefix(
      SandboxView view, SandboxTerms.Network network, Path directory, boolean isForeign) {
    List<String> argv = new ArrayList<>(List.of(program.toString()));
    argv.addAll(List.of("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"));
    if (network == SandboxTerms.Network.NONE) {
      argv.add("--unshare-net");
    }
    argv.addAll(List.of("--cap-drop", "ALL", "--seccomp", FILTER));
    if (isRoot && isForeign) {
      for (String right : List.of("CAP_DAC_OVERRIDE", "CAP_CHOWN", "CAP_FOWNER")) {
        argv.addAll(List.of("--cap-add", right));
      }
    }
    boolean isAll = view.writable().contains(Path.of("/"));
    argv.addAll(List.of(isAll ? "--bind" : "--ro-bind", "/", "/"));
    argv.addAll(List.of("--dev", "/dev", "--proc", "/proc"));
    if (isRoot) { // to whom these files belong
      for (String kernel : KERNEL) {
        if (Files.exists(Path.of(kernel))) {
          argv.addAll(List.of("--ro-bind", kernel, kernel));
        }
      }
    }
    List<String> last = new ArrayList<>();
    for (Mount mount : view.mounts()) {
      String at = mount.at().toString();
      switch (mount) {
        case Mount.Writable w -> {
          if (w.at().getNameCount() > 0) {
            argv.addAll(List.of("--bind", at, at));
          }
        }
        case Mount.ReadOnly r -> argv.addAll(List.of("--ro-bind", at, at));
        case Mount.Hidden(Path path, Mount.Kind kind) -> {
          if (kind == Mount.Kind.FILE) {
            argv.addAll(List.of("--ro-bind", "/dev/null", at));
          } else {
            addEmpty(argv, last, view, path);
          }
        }
        case Mount.Missing m -> addEmpty(argv, last, view, m.at());
        case Mount.Empty e -> addEmpty(argv, last, view, e.at());
        case Mount.Instead(Path path, Path shown) ->
            argv.addAll(List.of("--bind", shown.toString(), at));
      }
    }
    argv.addAll(last);
    argv.addAll(List.of("--chdir", directory.toString(), "--"));
    return argv;
  }

  /** One folder for all, which is cheaper than one each; but in it no place can be made. */
  private static void addEmpty(List<String> argv, List<String> last, SandboxView view, Path at) {
    if (view.isShownIn(at)) {
      argv.addAll(List.of("--tmpfs", at.toString()));
      last.addAll(List.of("--remount-ro", at.toString()));
    } else {
      argv.addAll(List.of("--ro-bind", view.empty().toString(), at.toString()));
    }
  }
}
