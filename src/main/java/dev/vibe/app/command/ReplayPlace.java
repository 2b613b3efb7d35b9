package dev.vibe.app.command;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.StateFolder;
import dev.vibe.app.host.StopSwitch;
import dev.vibe.file.FolderDeletion;
import dev.vibe.file.OwnerOnly;
import dev.vibe.task.replay.Recording.Content;
import dev.vibe.task.replay.Recording.Terms;
import dev.vibe.terminal.TtyState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Place of a replay: a folder of its own, with a state, and a home where it shall not depend on the
 * user's. Removed when it is closed. Blocks on disk.
 *
 * @param made all of it
 * @param top of what is in it
 * @param work where the session works, its real path
 */
record ReplayPlace(Path made, Path top, Path work) implements AutoCloseable {

  /** More than that is no test of prompts and tools. */
  private static final int MOST_CHARS = 2_000_000;

  /** Characters of the path of an even place; temporary folders have less. */
  private static final int EVEN = 160;

  static ReplayPlace make(HostEnvironment outer) throws IOException {
    Path made = folder(outer);
    return in(made, made);
  }

  /** One whose path is as long on every machine, because it takes its part of a window. */
  static ReplayPlace even(HostEnvironment outer) throws IOException {
    Path made = folder(outer);
    return in(made, made.resolve("x".repeat(Math.max(1, EVEN - 1 - made.toString().length()))));
  }

  private static Path folder(HostEnvironment outer) throws IOException {
    String wanted = outer.environment().getOrDefault("TMPDIR", "");
    Path temporary = wanted.isEmpty() ? outer.platform().temporary() : Path.of(wanted);
    return Files.createTempDirectory(temporary, "vibe-replay-").toRealPath();
  }

  private static ReplayPlace in(Path made, Path top) throws IOException {
    OwnerOnly.folder(top.resolve("home"));
    return new ReplayPlace(made, top, top.resolve("work"));
  }

  /** Where the session is kept. */
  Path sessions() {
    return top.resolve("state").resolve("sessions");
  }

  /**
   * The host of a replay: the clock stands, nobody is at a terminal, and nothing is shown.
   *
   * @param isAlone whether nothing of the user's own counts: no configuration, no identity
   */
  HostEnvironment host(HostEnvironment outer, Terms terms, Path directory, boolean isAlone) {
    Map<String, String> environment = new HashMap<>(outer.environment());
    ZoneId zone = isAlone ? ZoneOffset.UTC : outer.clock().getZone();
    if (isAlone) {
      environment.keySet().removeIf(name -> name.startsWith("VIBE_") || name.startsWith("XDG_"));
      environment.put("HOME", top.resolve("home").toString());
      environment.put("GIT_CONFIG_NOSYSTEM", "1");
      for (String who : List.of("AUTHOR", "COMMITTER")) {
        environment.put("GIT_" + who + "_NAME", "Replay");
        environment.put("GIT_" + who + "_EMAIL", "replay@example.org");
      }
    }
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false);
    return new HostEnvironment(
        environment,
        isAlone ? top.resolve("home") : outer.home(),
        directory,
        new HostEnvironment.Streams(new ByteArrayInputStream(new byte[0]), nowhere, nowhere),
        new TtyState(false, false, false),
        Clock.fixed(terms.at(), zone),
        new SplittableRandom(terms.at().toEpochMilli()),
        outer.version(),
        new HostEnvironment.Platform(
            terms.platform().isEmpty() ? outer.platform().name() : terms.platform(),
            outer.platform().temporary(),
            outer.platform().fileNames(),
            outer.platform().systemFolders(),
            outer.platform().settings()),
        new StopSwitch(),
        outer.process(),
        new StateFolder(top.resolve("state"), List.of()));
  }

  /** All of the same time, because lists go by that. */
  void write(Map<String, String> files, Instant at) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = work.resolve(file.getKey()).normalize();
      if (!path.startsWith(work)) {
        throw new IOException(file.getKey() + " is outside of the folder");
      }
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      if (file.getValue().startsWith("#!")) {
        path.toFile().setExecutable(true);
      }
      Files.setLastModifiedTime(path, FileTime.from(at));
    }
  }

  /** All texts that are in it, without those of Git. */
  Map<String, String> read() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (var files = Files.walk(work)) {
      long chars = 0;
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = work.relativize(file).toString();
        if (!name.startsWith(".git/") && content(name) instanceof Content.Text(String text)) {
          texts.put(name, text);
          chars += text.length();
        }
        if (chars > MOST_CHARS) {
          throw new IOException("the folder holds too much to be written into one file");
        }
      }
    }
    return texts;
  }

  /** What a file holds now. */
  Content content(String name) {
    Path path = work.resolve(name).normalize();
    if (!path.startsWith(work) || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return new Content.Gone();
    }
    try {
      return new Content.Text(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(path)))
              .toString());
    } catch (CharacterCodingException e) {
      return new Content.Unknown();
    } catch (IOException e) {
      return new Content.Gone();
    }
  }

  @Override
  public void close() throws IOException {
    FolderDeletion.of(made);
  }
}
