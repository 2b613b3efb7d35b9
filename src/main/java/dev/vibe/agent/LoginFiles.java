package dev.vibe.agent;

import dev.vibe.file.BoundedFile;
import dev.vibe.text.SecretMask;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reader of files of log-in data, such as {@code .env}, for what is to be hidden: a command may
 * show it without a word that names the file. Owned by the session's thread; blocks on disk.
 */
final class LoginFiles {

  private static final int MOST_BYTES = 256 << 10;
  private static final String FILE = "diff --git ";
  private static final String SECOND = " b/";

  private final SecretMask secrets;
  private final Map<Path, Stamp> known = new HashMap<>();

  /** What tells a file from the one that it was. */
  private record Stamp(long size, FileTime changed) {

    private static Stamp of(Path file) throws IOException {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.size(), now.lastModifiedTime());
    }
  }

  LoginFiles(SecretMask secrets) {
    this.secrets = secrets;
  }

  /** Learns what is in them; each is read only when it is another one than before. */
  void learn(List<Path> files) {
    for (Path file : files) {
      try {
        Stamp now = Stamp.of(file);
        if (!now.equals(known.put(file, now))) {
          BoundedFile.text(file, MOST_BYTES).ifPresent(secrets::addFrom);
        }
      } catch (IOException e) {
        // What cannot be read as text has no lines with values.
      }
    }
  }

  /** Learns what the differences of such files hold in what Git printed, of whatever commit. */
  void learnFrom(String printed) {
    if (!printed.contains(FILE)) {
      return;
    }
    StringBuilder content = new StringBuilder();
    boolean isLogin = false;
    for (String line : printed.lines().toList()) {
      if (line.startsWith(FILE)) {
        String path = line.substring(line.lastIndexOf(SECOND) + SECOND.length());
        isLogin = ProtectedNames.of(path, Access.READ) == Protection.SECRET;
      } else if (isLogin && !line.isEmpty() && "+- ".indexOf(line.charAt(0)) >= 0) {
        content.append(line, 1, line.length()).append('\n');
      }
    }
    secrets.addFrom(content.toString());
  }
}
