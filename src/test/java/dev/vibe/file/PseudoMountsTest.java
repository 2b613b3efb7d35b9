package dev.vibe.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PseudoMountsTest {

  private static final PseudoMounts MOUNTS =
      PseudoMounts.of(
          List.of(
              "22 28 0:20 / /sys rw,nosuid,nodev,noexec,relatime shared:7 - sysfs sysfs rw",
              "23 28 0:21 / /proc rw,nosuid,nodev,noexec,relatime shared:12 - proc proc rw",
              "28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro",
              "90 28 0:45 / /mnt/a\\040b\\303\\251 rw - proc none rw",
              "91 28 0:46 / /home/me/far rw - fuse.sshfs host: rw",
              "no line of it"));

  @Test
  void places_are_known_by_their_type() {
    assertTrue(MOUNTS.areAt(Path.of("/proc")));
    assertTrue(MOUNTS.areAt(Path.of("/mnt/a bé")));
    assertFalse(MOUNTS.areAt(Path.of("/")));
    assertFalse(MOUNTS.areAt(Path.of("/home/me/far")));
    assertFalse(MOUNTS.areAt(Path.of("/proc/1")));
  }

  @Test
  void what_is_below_is_held() {
    assertTrue(MOUNTS.hold(Path.of("/proc/1/fd")));
    assertTrue(MOUNTS.hold(Path.of("/sys")));
    assertFalse(MOUNTS.hold(Path.of("/home/me/far/x")));
  }

  @Test
  void those_of_this_machine_are_known() {
    boolean isLinux = Files.exists(Path.of("/proc/self/mountinfo"));

    assertEquals(isLinux, PseudoMounts.ofMachine().hold(Path.of("/proc/self")));
  }
}
