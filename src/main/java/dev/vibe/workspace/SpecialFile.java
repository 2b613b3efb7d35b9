package dev.vibe.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Kind of a file that is none: to open one may block, never end, or do something. */
enum SpecialFile {
  PIPE(0x1000, "a named pipe"),
  SOCKET(0xC000, "a socket"),
  CHARACTERS(0x2000, "a device"),
  BLOCKS(0x6000, "a disk"),
  LINK(0xA000, "a link that has just appeared"),
  OTHER(0, "something of the system");

  private static final int KIND = 0xF000;

  private final int kind;
  private final String words;

  SpecialFile(int kind, String words) {
    this.kind = kind;
    this.words = words;
  }

  /** Looks at a path itself, and opens nothing. */
  static SpecialFile at(Path path) {
    try {
      Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      for (SpecialFile each : values()) {
        if (mode instanceof Integer bits && (bits & KIND) == each.kind) {
          return each;
        }
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return OTHER; // gone, or the system has no such numbers
    }
    return OTHER;
  }

  /** With an article. */
  String words() {
    return words;
  }
}
