package dev.vibe.git.file;

/** Kind of a file as Git records it, with the mode it writes into trees and patches. */
public enum FileKind {
  REGULAR(0100644),
  EXECUTABLE(0100755),
  SYMLINK(0120000);

  private final int bits;
  private final String mode;

  FileKind(int bits) {
    this.bits = bits;
    this.mode = Integer.toOctalString(bits);
  }

  /** As the index holds it. */
  public int bits() {
    return bits;
  }

  /** Six octal digits. */
  public String mode() {
    return mode;
  }
}
