package dev.vibe.git.commit;

import dev.vibe.git.file.FileState;
import dev.vibe.git.file.FileState.Held;
import dev.vibe.text.SecretScan;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.ProtectedNames.Protection;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finder of the secrets that a commit would add: in what no file of it held before, and by the
 * names of files that are new. Owned by one thread.
 */
final class AddedSecrets {

  /** Beyond, a file is data that nobody wrote; nobody waits for it to be read either. */
  private static final int MOST_BYTES = 5 << 20;

  private static final String BY_NAME = "by its name it holds log-in data";

  /** A file of the commit, in HEAD and as it would be. */
  private record Change(String path, FileState before, FileState after) {}

  private final List<Change> changes = new ArrayList<>();

  void add(String path, FileState before, FileState after) {
    changes.add(new Change(path, before, after));
  }

  /** All of them, and those of the message. What moved from one file to another is not new. */
  List<FoundSecret> find(String message, SecretScan scan) {
    List<FoundSecret> found = new ArrayList<>();
    scan.of(message, value -> false)
        .forEach(find -> found.add(new FoundSecret("", find.line(), find.kind())));
    for (Change change : changes) {
      if (change.after() instanceof Held held) {
        if (!(change.before() instanceof Held) && isSecret(change.path())) {
          found.add(new FoundSecret(change.path(), 0, BY_NAME));
        }
        scan.of(text(held.bytes()), this::stoodBefore)
            .forEach(find -> found.add(new FoundSecret(change.path(), find.line(), find.kind())));
      }
    }
    return found;
  }

  private static boolean isSecret(String path) {
    return ProtectedNames.of(path, Access.READ) == Protection.SECRET;
  }

  private boolean stoodBefore(String value) {
    return changes.stream()
        .anyMatch(
            change -> change.before() instanceof Held held && text(held.bytes()).contains(value));
  }

  /** A character a byte, but for what has two bytes a character and says so. */
  private static String text(byte[] bytes) {
    boolean wide =
        bytes.length > 1
            && ((bytes[0] & 0xFF) ^ (bytes[1] & 0xFF)) == 1
            && (bytes[0] & 0xFE) == 0xFE;
    Charset charset = wide ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
    return new String(bytes, 0, Math.min(bytes.length, MOST_BYTES), charset);
  }
}
