package dev.vibe.exec.sandbox;

import static dev.vibe.exec.shell.ShellWriter.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Way into a sandbox by {@code unshare} and {@code mount} alone: a small script makes the same view
 * as bubblewrap's in namespaces of its own, where it is root and the machine's root is not. It then
 * gives that up: the command runs as the user in one more user namespace, from which no mount can
 * be undone. Nothing that the command leaves running outlives it: its shell is the first process of
 * its PID namespace.
 */
final class Namespaces {

  private static final List<String> DEVICES =
      List.of("null", "zero", "full", "random", "urandom", "tty");

  /** Shown anew, or hidden with all that is mounted in them. */
  private static final List<String> REPLACED =
      List.of("/proc", "/dev", "/run", "/tmp", "/var/tmp", "/sys/fs/cgroup");

  /** By which root sets the kernel. */
  private static final List<String> KERNEL =
      List.of(
          "/proc/sys",
          "/proc/sysrq-trigger",
          "/proc/irq",
          "/proc/bus",
          "/proc/acpi",
          "/proc/mtrr",
          "/proc/scsi");

  /** Where what is shown is held, until it is hidden itself. */
  private static final String HOLD = "/dev/.hold";

  private final Programs programs;
  private final long user;
  private final long group;

  /** Programs that it needs, by absolute paths; {@code ip} may be empty, which costs loopback. */
  record Programs(String sh, String unshare, String mount, String setpriv, String ip) {

    /** Whether all that it cannot do without were found. */
    boolean areThere() {
      return Stream.of(sh, unshare, mount, setpriv).noneMatch(String::isEmpty);
    }
  }

  Namespaces(Programs programs, long user, long group) {
    this.programs = programs;
    this.user = user;
    this.group = group;
  }

  /** The command line, up to where that of the shell goes. */
  List<String> prefix(SandboxView view, SandboxTerms.Network network, Path directory)
      throws IOException {
    List<String> argv = new ArrayList<>(List.of(programs.unshare(), "--user", "--map-root-user"));
    argv.addAll(List.of("--mount", "--pid", "--fork", "--ipc", "--uts"));
    List<String> lines = new ArrayList<>(List.of("set -e"));
    if (network == SandboxTerms.Network.NONE) {
      argv.add("--net");
      if (!programs.ip().isEmpty()) {
        lines.add(programs.ip() + " link set lo up");
      }
    }
    addView(lines, view);
    lines.add("cd " + quoted(directory.toString()));
    lines.add(
        "exec %s --user --map-user=%d --map-group=%d %s --no-new-privs --inh-caps=-all --bounding-set=-all -- \"$@\""
            .formatted(programs.unshare(), user, group, programs.setpriv()));
    argv.addAll(List.of(programs.sh(), "-c", String.join("\n", lines), "sh"));
    return argv;
  }

  private void addView(List<String> lines, SandboxView view) throws IOException {
    MountTable table = MountTable.read();
    addDevices(lines, view.scratch().resolve(".dev").toString());
    List<String> shown = new ArrayList<>();
    List<String> last = new ArrayList<>();
    int number = 0;
    for (Mount mount : view.mounts()) {
      String at = mount.at().toString();
      String held = HOLD + "/" + ++number;
      switch (mount) {
        case Mount.Writable w -> {
          hold(lines, w.at(), held);
          show(shown, w.at(), held);
        }
        case Mount.ReadOnly r -> {
          hold(lines, r.at(), held);
          show(shown, r.at(), held);
          last.add(mount("-o", "remount,bind," + table.readOnly(at), quoted(at)));
        }
        case Mount.Hidden(Path path, Mount.Kind kind) -> {
          if (kind == Mount.Kind.FILE) {
            shown.add(mount("--bind", "/dev/null", quoted(at)));
          } else {
            empty(shown, last, at);
          }
        }
        case Mount.Missing m -> empty(shown, last, at);
        case Mount.Empty e -> empty(shown, last, at);
        case Mount.Instead(Path path, Path other) -> {
          hold(lines, other, held);
          shown.add(mount("--bind", held, quoted(at)));
        }
      }
    }
    for (MountTable.Entry entry : table.entries()) {
      if (entry.isWritable() && !isReplaced(entry.at())) {
        lines.add(mount("-o", "remount,bind," + entry.readOnly(), quoted(entry.at())));
      }
    }
    if (Files.isDirectory(Path.of("/sys/fs/cgroup"))) {
      empty(shown, last, "/sys/fs/cgroup");
    }
    lines.addAll(shown);
    lines.addAll(last);
    lines.add(mount("-t", "proc", "proc", "/proc"));
    for (String kernel : KERNEL) {
      if (user == 0 && Files.exists(Path.of(kernel))) {
        lines.add(mount("--bind", kernel, kernel));
        lines.add(mount("-o", "remount,bind,ro,nosuid,nodev,noexec", kernel));
      }
    }
    lines.add(mount("-t", "tmpfs", "-o", "ro,size=4k", "tmpfs", HOLD));
  }

  private static boolean isReplaced(String at) {
    return REPLACED.stream().anyMatch(each -> at.equals(each) || at.startsWith(each + "/"));
  }

  private void addDevices(List<String> lines, String stage) {
    lines.add(mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", quoted(stage)));
    for (String device : DEVICES) {
      String at = quoted(stage + "/" + device);
      lines.add(": >" + at);
      lines.add(mount("--bind", "/dev/" + device, at));
    }
    // Without a note of it, as of no other mount: where notes are kept, only root may write.
    lines.add(mount("-n", "--move", quoted(stage), "/dev"));
    lines.add("mkdir -p " + HOLD + " /dev/shm");
    lines.add("ln -s /proc/self/fd /dev/fd");
    lines.add("ln -s /proc/self/fd/0 /dev/stdin");
    lines.add("ln -s /proc/self/fd/1 /dev/stdout");
    lines.add("ln -s /proc/self/fd/2 /dev/stderr");
  }

  /** Keeps a place at hand before anything hides it. */
  private void hold(List<String> lines, Path at, String held) {
    lines.add(Files.isDirectory(at) ? "mkdir " + held : ": >" + held);
    lines.add(mount("--bind", quoted(at.toString()), held));
  }

  private void show(List<String> lines, Path at, String held) {
    String name = quoted(at.toString());
    if (Files.isDirectory(at)) {
      lines.add("[ -d " + name + " ] || mkdir -p " + name);
    } else {
      lines.add("[ -e " + name + " ] || { mkdir -p " + quoted(parent(at)) + "; : >" + name + "; }");
    }
    lines.add(mount("--bind", held, name));
  }

  private static String parent(Path at) {
    return at.getParent() == null ? "/" : at.getParent().toString();
  }

  private void empty(List<String> lines, List<String> last, String at) {
    String name = quoted(at);
    lines.add("[ -d " + name + " ] || mkdir -p " + name);
    lines.add(mount("-t", "tmpfs", "-o", "mode=755,size=1m", "tmpfs", name));
    // The place alone: to change the whole, a user would have to be known there who is not.
    last.add(mount("-o", "remount,bind,ro", name));
  }

  private String mount(String... words) {
    return programs.mount() + " " + String.join(" ", words);
  }
}
