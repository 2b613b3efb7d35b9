package dev.vibe.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vibe.testkit.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Program that plays the demo in a terminal of tmux, as a person would, against the recorded model,
 * and writes what was seen: {@code session.cast} (asciinema v2) and {@code session.svg}, a still of
 * the moment at which it asks. Arguments: the launcher, the resources of the demo, the folder to
 * write to.
 */
final class Recording {

  private static final int COLUMNS = 96;
  private static final int ROWS = 30;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final double LONGEST_PAUSE_S = 1.5;
  private static final String PROMPT = "replace every print with logger.debug, and commit it";

  private final String socket = "vibe-record-" + ProcessHandle.current().pid();
  private final Path scratch;
  private final StringBuilder cast = new StringBuilder();
  private long last;
  private double time;

  private Recording(Path scratch) {
    this.scratch = scratch;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path out = Path.of(arguments[2]);
    Recording recording = new Recording(Files.createTempDirectory("vibe-record"));
    String still = recording.play(Path.of(arguments[0]), Path.of(arguments[1]));
    Files.writeString(out.resolve("session.cast"), recording.cast);
    Files.writeString(out.resolve("session.svg"), new Still(still, COLUMNS).svg());
  }

  /** The screen in colour at the moment of the question. */
  private String play(Path launcher, Path demo) throws IOException, InterruptedException {
    Path repository = Files.createDirectory(scratch.resolve("shop"));
    try (var files = Files.list(demo.resolve("repo"))) {
      for (Path file : files.toList()) {
        Files.copy(file, repository.resolve(file.getFileName()));
      }
    }
    git(repository, "init", "-q", "-b", "main");
    git(repository, "add", "-A");
    git(
        repository,
        "-c",
        "user.name=You",
        "-c",
        "user.email=you@example.org",
        "commit",
        "-qm",
        "x");
    Path pipe = scratch.resolve("pipe");
    run(List.of("mkfifo", pipe.toString()));
    tmux(
        "new-session",
        "-d",
        "-x",
        "" + COLUMNS,
        "-y",
        "" + ROWS,
        "-c",
        repository.toString(),
        "env",
        "-i",
        "PATH=" + System.getenv("PATH"),
        "TERM=screen-256color",
        "LC_ALL=C.UTF-8",
        "HOME=" + scratch,
        "VIBE_HOME=" + scratch.resolve("vibe"),
        "PS1=$ ",
        "GIT_AUTHOR_NAME=You",
        "GIT_AUTHOR_EMAIL=you@example.org",
        "GIT_COMMITTER_NAME=You",
        "GIT_COMMITTER_EMAIL=you@example.org",
        "bash",
        "--norc",
        "--noprofile",
        "-c",
        "read -r; exec '"
            + launcher.toAbsolutePath()
            + "' --mode accept-edits --base-url 'replay:"
            + demo.resolve("cassette.json").toAbsolutePath()
            + "'");
    try {
      tmux("pipe-pane", "exec cat >'" + pipe + "'");
      Thread reader = Thread.ofPlatform().daemon().start(() -> record(pipe));
      cast.append("{\"version\": 2, \"width\": " + COLUMNS + ", \"height\": " + ROWS + "}\n");
      tmux("send-keys", "Enter");
      await("devstral");
      for (int i = 0; i < PROMPT.length(); i++) {
        tmux("send-keys", "-l", "--", PROMPT.substring(i, i + 1));
        TimeUnit.MILLISECONDS.sleep(30);
      }
      await(PROMPT);
      tmux("send-keys", "Enter");
      await("y once");
      TimeUnit.SECONDS.sleep(1);
      String still = tmux("capture-pane", "-p", "-e");
      tmux("send-keys", "y");
      await("1 commit");
      await("❯");
      TimeUnit.SECONDS.sleep(1);
      tmux("send-keys", "C-d");
      reader.join(TimeUnit.SECONDS.toMillis(5));
      return still;
    } finally {
      new ProcessBuilder("tmux", "-L", socket, "kill-server").start().waitFor();
    }
  }

  private void record(Path pipe) {
    byte[] bytes = new byte[1 << 16];
    last = System.nanoTime();
    try (InputStream in = Files.newInputStream(pipe)) {
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
        add(new String(bytes, 0, n, UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Long waits are cut, so that nobody has to sit through the start of a slow machine. */
  private void add(String text) {
    long now = System.nanoTime();
    time += Math.min(LONGEST_PAUSE_S, (now - last) / 1e9);
    last = now;
    cast.append(line(time, text.replace(scratch.toString(), "~")));
  }

  /** One line of the recording: what the terminal was sent at that second. */
  static String line(double second, String text) {
    return String.format(Locale.ROOT, "[%.3f, \"o\", %s]%n", second, JsonText.of(text));
  }

  private void await(String text) throws IOException, InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!tmux("capture-pane", "-p").contains(text)) {
      if (System.nanoTime() > end) {
        throw new IOException("no \"" + text + "\" in\n" + tmux("capture-pane", "-p"));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static void git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(Arrays.asList(arguments));
    run(command);
  }

  private String tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-L", socket, "-f", "/dev/null"));
    command.addAll(Arrays.asList(arguments));
    return run(command);
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("TMUX");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output;
  }
}
