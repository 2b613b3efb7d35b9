package dev.vibe.exec.sandbox;

import dev.vibe.file.FileSnapshot;
import dev.vibe.text.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Keeper of what a confined command did to what other programs obey or run later where no mount
 * holds it. What was not there before is taken away when the command is over: no mount can stand
 * where nothing is without showing it to everybody. Of what is far down a copy is put back.
 *
 * @param folders of the session
 * @param obeyed looks what there is now
 * @param known what was there before
 * @param copies of what no mount holds
 * @param aside where what is taken away is kept
 */
record PlantedFiles(
    List<Path> folders,
    ObeyedFiles obeyed,
    Set<Path> known,
    Map<Path, FileSnapshot> copies,
    Path aside) {

  /** Puts all back as it was; gives what is to be told, a line each. */
  List<String> takeAway() {
    List<String> taken = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> stayed = new ArrayList<>();
    for (Map.Entry<Path, FileSnapshot> copy : copies.entrySet()) {
      if (isInPlace(copy.getKey()) && !copy.getValue().isAt(copy.getKey())) {
        (isPutBack(copy.getKey(), copy.getValue()) ? changed : stayed).add(shown(copy.getKey()));
      }
    }
    for (Path path : obeyed.now().all()) {
      if (!known.contains(path) && !isEmptyFolder(path)) {
        (isPutBack(path, new FileSnapshot.Absent()) ? taken : stayed).add(shown(path));
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
    if (!changed.isEmpty()) {
      told.add(
          "put back as it was, since other programs obey or run it and only the user may change it:"
              + " "
              + Names.some(changed)
              + "; what the command made of it is kept in "
              + aside);
    }
    if (!stayed.isEmpty()) {
      told.add(
          "made or changed by it, obeyed by other programs, and could not be put back: "
              + Names.some(stayed));
    }
    return told;
  }

  /** Else the folder is gone, or a link leads elsewhere, where nothing is to be written. */
  private static boolean isInPlace(Path path) {
    Path above = Objects.requireNonNull(path.getParent());
    return HomeSecrets.real(above).filter(above::equals).isPresent();
  }

  private boolean isPutBack(Path path, FileSnapshot before) {
    try {
      Files.createDirectories(aside);
      Path kept = Files.createTempDirectory(aside, "");
      before.putBack(path, kept);
      return true;
    } catch (IOException e) {
      return false;
    }
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
