import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Plays the demo in a terminal of tmux, as a person would, against the recorded model, and writes
 * what was seen: {@code session.cast} (asciinema v2) and {@code session.svg}, a still of the moment
 * at which it asks. Arguments: the launcher, the resources of the demo, the folder to write to.
 */
final class Recording {

  private static final int COLUMNS = 96;
  private static final int ROWS = 30;
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
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
    Files.writeString(out.resolve("session.svg"), new Still(still).svg());
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
      for (char c : PROMPT.toCharArray()) {
        tmux("send-keys", "-l", "--", String.valueOf(c));
        TimeUnit.MILLISECONDS.sleep(30);
      }
      await(PROMPT);
      tmux("send-keys", "Enter");
      await("[y]es");
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
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Long waits are cut, so that nobody has to sit through the start of a slow machine. */
  private void add(String text) {
    long now = System.nanoTime();
    time += Math.min(1.5, (now - last) / 1e9);
    last = now;
    String shown = escaped(text.replace(scratch.toString(), "~"));
    cast.append(String.format(Locale.ROOT, "[%.3f, \"o\", \"%s\"]%n", time, shown));
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        default -> {
          if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
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

  /** A screen with the sequences that colour it, as a picture. */
  private static final class Still {

    private static final double WIDTH = 8.4;
    private static final int HEIGHT = 18;
    private static final int MARGIN = 14;
    private static final List<String> COLOURS =
        List.of(
            "#45475a", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#cba6f7", "#94e2d5", "#bac2de");

    private final List<String> rows;
    private String colour = "";
    private boolean isBold;
    private boolean isFaint;
    private boolean isItalic;
    private boolean isReversed;

    Still(String screen) {
      rows = screen.lines().toList();
    }

    String svg() {
      StringBuilder out = new StringBuilder();
      long width = Math.round(COLUMNS * WIDTH) + 2 * MARGIN;
      int height = rows.size() * HEIGHT + 2 * MARGIN;
      out.append(
              "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
                  + width
                  + "\" height=\""
                  + height)
          .append("\" font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"14\">\n")
          .append("<title>vibe shows its edits and asks before it commits</title>\n")
          .append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#1e1e2e\"/>\n");
      for (int row = 0; row < rows.size(); row++) {
        row(out, rows.get(row), MARGIN + row * HEIGHT);
      }
      return out.append("</svg>\n").toString();
    }

    private void row(StringBuilder out, String row, int top) {
      int column = 0;
      for (int i = 0; i < row.length(); ) {
        if (row.startsWith("\u001b[", i)) {
          int end = row.indexOf('m', i);
          for (String code : row.substring(i + 2, end).split(";", -1)) {
            style(code.isEmpty() ? 0 : Integer.parseInt(code));
          }
          i = end + 1;
          continue;
        }
        int end = row.indexOf('\u001b', i);
        String text = row.substring(i, end < 0 ? row.length() : end);
        piece(out, text, column, top);
        column += text.codePointCount(0, text.length());
        i += text.length();
      }
    }

    private void piece(StringBuilder out, String text, int column, int top) {
      if (text.isBlank() && !isReversed) {
        return;
      }
      String fill = colour.isEmpty() ? "#cdd6f4" : colour;
      double x = MARGIN + column * WIDTH;
      double width = text.codePointCount(0, text.length()) * WIDTH;
      if (isReversed) {
        out.append(
            String.format(
                Locale.ROOT,
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
                x,
                top,
                width,
                HEIGHT,
                fill));
        fill = "#1e1e2e";
      }
      out.append(
          String.format(
              Locale.ROOT,
              "<text xml:space=\"preserve\" x=\"%.1f\" y=\"%d\" textLength=\"%.1f\""
                  + " fill=\"%s\"%s>%s</text>%n",
              x,
              top + 14,
              width,
              fill,
              (isBold ? " font-weight=\"bold\"" : "")
                  + (isItalic ? " font-style=\"italic\"" : "")
                  + (isFaint ? " opacity=\"0.6\"" : ""),
              text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }

    private void style(int code) {
      switch (code) {
        case 0 -> {
          colour = "";
          isBold = false;
          isFaint = false;
          isItalic = false;
          isReversed = false;
        }
        case 1 -> isBold = true;
        case 2 -> isFaint = true;
        case 3 -> isItalic = true;
        case 7 -> isReversed = true;
        case 39 -> colour = "";
        default -> {
          if (code >= 30 && code <= 37) {
            colour = COLOURS.get(code - 30);
          }
        }
      }
    }
  }
}
