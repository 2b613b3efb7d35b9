package dev.vibe.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/**
 * Program that lays the built product out as {@code <dist>/<digest>/} and makes {@code
 * <dist>/current} name it; what {@code scripts/vibe} runs. It uses the JDK that built it.
 *
 * @param dist where the layouts go
 * @param started when the build began; a source changed after that is not in it for sure
 */
record Distribution(Layout layout, Path dist, Instant started) {

  public static void main(String[] args) throws Exception {
    new Distribution(
            new Layout(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])),
            Path.of(args[3]).toAbsolutePath(),
            Instant.parse(args[4]))
        .lay();
  }

  private void lay() throws IOException, InterruptedException, ReflectiveOperationException {
    String digest = layout.digest();
    Path home = dist.resolve(digest);
    if (!Layout.isComplete(home)) {
      Layout.delete(home);
      layout.lay(home, Path.of(Layout.javaHome()));
    }
    prune(publish(digest), digest);
  }

  /** Returns the layout that was current until now, which a process may be about to start. */
  private String publish(String digest) throws IOException {
    Path current = dist.resolve("current");
    String previous = Files.exists(current) ? Files.readString(current).strip() : "";
    Path next = Files.writeString(dist.resolve("current.new"), digest + "\n");
    Files.setLastModifiedTime(next, FileTime.from(started));
    Files.move(next, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return previous;
  }

  /** Removes the layouts that are neither one of the two named nor run by a living process. */
  private void prune(String previous, String current) throws IOException {
    for (Path home : Layout.list(dist)) {
      String name = home.getFileName().toString();
      if (Files.isDirectory(home)
          && !name.equals(previous)
          && !name.equals(current)
          && !Layout.isRunning(home)) {
        Layout.delete(home);
      }
    }
  }
}
