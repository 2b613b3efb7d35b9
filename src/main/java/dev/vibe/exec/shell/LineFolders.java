package dev.vibe.exec.shell;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Folders in which the commands of a line may run, by the words that go to another. */
final class LineFolders {

  private final List<String> folders = new ArrayList<>(List.of(""));

  /** A command may go to another folder, and may not come back. */
  void enter(String word) {
    for (String folder : List.copyOf(folders)) {
      PathGlobs.of(folder, word).stream()
          .filter(more -> !folders.contains(more))
          .forEach(folders::add);
    }
  }

  /** As {@code git -C} does, by the operands before the subcommand at a place. */
  void enter(List<String> operands, int subcommand) {
    for (int i = 0; i + 1 < subcommand; i++) {
      if (operands.get(i).equals("-C")) {
        enter(operands.get(i + 1));
      }
    }
  }

  /** Of no words all, from the top of the repository on. */
  LinePaths paths(List<String> words) {
    Set<String> patterns = new LinkedHashSet<>();
    for (String word : words) {
      for (String folder : folders) {
        for (String glob : PathGlobs.of(folder, word)) {
          patterns.add(glob.isEmpty() ? LinePaths.HERE : glob);
          patterns.add(glob.isEmpty() ? LinePaths.HERE : glob + "/**");
        }
      }
    }
    return new LinePaths(words.isEmpty() ? Set.of("**") : patterns);
  }
}
