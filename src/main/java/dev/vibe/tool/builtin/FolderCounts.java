package dev.vibe.tool.builtin;

import java.util.Map;
import java.util.TreeMap;

/**
 * Counter of files by their folder, for what is too much to list. Where there are many folders,
 * those below a common one are counted together. Owned by one thread.
 */
final class FolderCounts {

  private final Map<String, Integer> folders = new TreeMap<>();

  /** Counts a file by its path with {@code /}. */
  void add(String path) {
    folders.merge(path.substring(0, path.lastIndexOf('/') + 1), 1, Integer::sum);
  }

  int folders() {
    return folders.size();
  }

  int files() {
    return folders.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * A line a folder, such as {@code src/main/: 12 files}, in order of their names.
   *
   * @param most lines; what lies in further folders is one line more
   */
  String lines(int most) {
    Map<String, Integer> shown = folders;
    for (int depth = depth(); shown.size() > most && depth > 1; depth--) {
      shown = downTo(depth - 1);
    }
    StringBuilder out = new StringBuilder();
    shown.entrySet().stream()
        .limit(most)
        .forEach(folder -> append(out, folder.getKey(), folder.getValue()));
    if (shown.size() > most) {
      out.append("and ").append(shown.size() - most).append(" more folders\n");
    }
    return out.toString();
  }

  private static void append(StringBuilder out, String folder, int files) {
    out.append(folder.isEmpty() ? "./" : folder).append(": ").append(files);
    out.append(files == 1 ? " file\n" : " files\n");
  }

  private int depth() {
    return folders.keySet().stream()
        .mapToInt(folder -> (int) folder.chars().filter(c -> c == '/').count())
        .max()
        .orElse(0);
  }

  private Map<String, Integer> downTo(int depth) {
    Map<String, Integer> joined = new TreeMap<>();
    folders.forEach((folder, files) -> joined.merge(cut(folder, depth), files, Integer::sum));
    return joined;
  }

  private static String cut(String folder, int depth) {
    int end = 0;
    for (int i = 0; i < depth; i++) {
      int next = folder.indexOf('/', end);
      if (next < 0) {
        return folder;
      }
      end = next + 1;
    }
    return folder.substring(0, end);
  }
}
