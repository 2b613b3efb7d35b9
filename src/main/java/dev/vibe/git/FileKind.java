package dev.vibe.git;

/** How Git records a file, with the mode it writes into trees and patches. */
public enum FileKind {
  REGULAR("100644"),
  EXECUTABLE("100755"),
  SYMLINK("120000");

  private final String mode;

  FileKind(String mode) {
    this.mode = mode;
  }

  /** Six octal digits. */
  public String mode() {
    return mode;
  }
}
