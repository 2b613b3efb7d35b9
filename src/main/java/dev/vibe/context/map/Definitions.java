package dev.vibe.context.map;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Port to what finds the definitions in files. */
interface Definitions {

  /**
   * The names that files define, in the order of the file; a file without any may be missing. Never
   * throws; what is not found in time is missing.
   *
   * @param files from the root with {@code /}
   */
  Map<String, List<String>> in(Path root, List<String> files);
}
