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
 * Program that works in a terminal of tmux, as a person would, on the project of the demo with a
 * recorded model, and writes what was seen: {@code session.cast} (asciinema v2) and {@code
 * session.svg}, its moments one below the other: the prompt with what the model thinks, the diff at
 * the question, the question of the commit, and what stays when it is left. Arguments: the
 * launcher, the project, the recorded model, the folder to write to.
 */
final class Recording {

  private static final int COLUMNS = 96;
  private static final int ROWS = 30;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final double LONGEST_PAUSE_S = 1.5;
  private static final String PROMPT = "log large orders instead of printing them, and commit";

  /** Between two moments of the still. */
  private static final String LATER = "\u001b[0;2m  ⋮\u001b[0m\n";

  private static final String END = "vibe -c goes on here";

  private final String socket = "vibe-record-" + ProcessHandle.current().pid();
  private final Path scratch;
  private final StringBuilder cast = new StringBuilder();
  private long last;
  private double time;

  private Recording(Path scratch) {
    this.scratch = scratch;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path out = Path.of(arguments[3]);
    Recording recording = new Recording(Files.createTempDirectory("vibe-record"));
    String still =
        recording.play(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
    Files.writeString(out.resolve("session.cast"), recording.cast);
    Files.writeString(out.resolve("session.svg"), new Still(still, COLUMNS).svg());
  }

  /** The moments of it, in colour. */
  private String play(Path launcher, Path project, Path model)
      throws IOException, InterruptedException {
    Path repository = Files.createDirectory(scratch.resolve("shop"));
    try (var files = Files.list(project)) {
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
    Path configuration = Files.createDirectory(scratch.resolve("vibe")).resolve("config.toml");
    Files.writeString(configuration, "mode = \"ask\"\n"); // this is no first start
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
        "read -r; '"
            + launcher.toAbsolutePath()
            + "' --base-url 'replay:"
            + model.toAbsolutePath()
            + "'; sleep 5");
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
      await("thinking");
      TimeUnit.SECONDS.sleep(1);
      StringBuilder still = new StringBuilder(from(""));
      still.append(LATER).append(asked("1 of 2")).append(LATER);
      still.append(asked("? commit")).append(LATER);
      await("that is committed");
      await("❯");
      TimeUnit.SECONDS.sleep(1);
      tmux("send-keys", "C-d");
      await(END);
      still.append(from("• read"));
      reader.join(TimeUnit.SECONDS.toMillis(8));
      return still.toString().replace(scratch.toString(), "~");
    } finally {
      new ProcessBuilder("tmux", "-L", socket, "kill-server").start().waitFor();
    }
  }

  /** Answers until it is asked this, and then that; gives how it was asked. */
  private String asked(String question) throws IOException, InterruptedException {
    String seen = "";
    while (!seen.contains(question)) {
      await("y once");
      seen = tmux("capture-pane", "-p");
      TimeUnit.SECONDS.sleep(2);
      if (!seen.contains(question)) {
        answer();
      }
    }
    String shown = from("? ");
    answer();
    return shown;
  }

  private void answer() throws IOException, InterruptedException {
    tmux("send-keys", "y");
    TimeUnit.MILLISECONDS.sleep(300);
  }

  /** The screen in colour from the first row that begins so, without blank rows at its end. */
  private String from(String beginning) throws IOException, InterruptedException {
    List<String> rows = tmux("capture-pane", "-p").lines().toList();
    int first = 0;
    while (first < rows.size() && !rows.get(first).startsWith(beginning)) {
      first++;
    }
    int last = rows.size() - 1;
    while (last > first && rows.get(last).isBlank()) {
      last--;
    }
    return tmux("capture-pane", "-p", "-e", "-S", "" + first, "-E", "" + last);
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
