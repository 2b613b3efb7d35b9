package dev.vibe.exec.sandbox;

import dev.vibe.file.FileSnapshot;
import dev.vibe.text.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeper of what a confined command made that other programs obey or run later and that was not
 * there before: no mount can stand where nothing is without showing it to everybody, so it is taken
 * away when the command is over.
 *
 * @param folders where is looked; none when it cannot have made any
 * @param known what was there before
 * @param aside where what is taken away is kept
 */
record PlantedFiles(List<Path> folders, Set<Path> known, Path aside) {

  /** Takes away what is new; gives what is to be told, a line each. */
  List<String> takeAway() {
    List<String> taken = new ArrayList<>();
    List<String> stayed = new ArrayList<>();
    int number = 0;
    for (Path path : ObeyedFiles.in(folders)) {
      if (known.contains(path) || isEmptyFolder(path)) {
        continue;
      }
      String name = shown(path);
      try {
        Path kept = aside.resolve(System.nanoTime() + "-" + ++number);
        Files.createDirectories(aside);
        new FileSnapshot.Absent().putBack(path, kept);
        taken.add(name);
      } catch (IOException e) {
        stayed.add(name);
      }
    }
    List<String> told = new ArrayList<>();
    if (!taken.isEmpty()) {
      told.add(
          "taken away again, since other programs obey or run it and only the user may add it: "
              + Names.some(taken)
              + "; kept in "
              + aside);
    }
    if (!stayed.isEmpty()) {
      told.add(
          "made by it, obeyed by other programs, and could not be taken away: "
              + Names.some(stayed));
    }
    return told;
  }

  private static boolean isEmptyFolder(Path path) {
    String[] names = path.toFile().list();
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && names != null && names.length == 0;
  }

  private String shown(Path path) {
    for (Path folder : folders) {
      if (path.startsWith(folder)) {
        return folder.relativize(path).toString();
      }
    }
    return path.toString();
  }
}
