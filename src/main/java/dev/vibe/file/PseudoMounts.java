package dev.vibe.file;

import dev.vibe.text.NameBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places where file systems are mounted whose files no disk holds: the kernel makes them up, and to
 * read one may block for ever ({@code /proc/kmsg}) or change something. Walks pass over them.
 * Immutable.
 */
public final class PseudoMounts {

  /** Names of the types; see filesystems(5) and the list of those without a device in proc(5). */
  private static final Set<String> TYPES =
      Set.of(
          "proc",
          "sysfs",
          "cgroup",
          "cgroup2",
          "debugfs",
          "tracefs",
          "securityfs",
          "configfs",
          "pstore",
          "bpf",
          "efivarfs",
          "selinuxfs",
          "smackfs",
          "binfmt_misc",
          "fusectl",
          "mqueue",
          "hugetlbfs",
          "devpts",
          "devtmpfs",
          "nsfs",
          "rpc_pipefs",
          "autofs",
          "fuse.lxcfs",
          "fuse.portal",
          "fuse.gvfsd-fuse");

  /** Place and type in a line of mountinfo, as proc(5) describes it. */
  private static final Pattern MOUNT =
      Pattern.compile("\\S+ \\S+ \\S+ \\S+ (?<place>\\S+) .* - (?<type>\\S+) .*");

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  private static final class OfMachine {
    static final PseudoMounts MOUNTS = read();

    private static PseudoMounts read() {
      try {
        return of(Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        return of(List.of()); // no Linux
      }
    }
  }

  private final Set<Path> places;

  private PseudoMounts(Set<Path> places) {
    this.places = places;
  }

  /** Those of this machine when it was first asked; none where there is no {@code /proc}. */
  public static PseudoMounts ofMachine() {
    return OfMachine.MOUNTS;
  }

  /** Those that the lines of a mountinfo name, each byte of it a character. */
  static PseudoMounts of(List<String> mountinfo) {
    Set<Path> places = new HashSet<>();
    for (String line : mountinfo) {
      Matcher mount = MOUNT.matcher(line);
      if (mount.matches() && TYPES.contains(mount.group("type"))) {
        try {
          places.add(FileName.path(decoded(mount.group("place"))));
        } catch (InvalidPathException e) {
          // a name that Java cannot hold cannot be walked into either
        }
      }
    }
    return new PseudoMounts(Set.copyOf(places));
  }

  private static String decoded(String place) {
    String bytes =
        OCTAL
            .matcher(place)
            .replaceAll(
                octal ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(octal.group(1), 8))));
    return NameBytes.decoded(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Whether one is mounted right there; looks at no disk. */
  public boolean areAt(Path folder) {
    return places.contains(folder);
  }

  /** Whether an absolute path is in one, or is its place. */
  public boolean hold(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (places.contains(at)) {
        return true;
      }
    }
    return false;
  }
}
