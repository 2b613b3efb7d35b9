package dev.vibe.context.map;

/**
 * File of the repository with what is known of it.
 *
 * @param path from the workspace's root with {@code /}
 * @param stamp of the content
 */
record MappedFile(String path, Stamp stamp, FileFacts facts) {

  /**
   * Stamp by which a content is known again.
   *
   * @param modified nanoseconds of the file's time
   * @param hash of the content, in hexadecimal digits
   */
  record Stamp(long size, long modified, String hash) {}

  /** Without its folders. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The folder with a slash at its end; empty at the root. */
  String folder() {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /** The name up to its first dot, by which other files speak of it. */
  String stem() {
    String name = name();
    int dot = name.indexOf('.', 1);
    return dot < 0 ? name : name.substring(0, dot);
  }
}
