package dev.vibe.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A shell in a real terminal, with a server of tmux to itself. */
final class TmuxTerminal implements AutoCloseable {

  private static final long LIMIT_NANOS = RunningVibe.LIMIT.toNanos();

  /** Keys within this time after a question count as typed before it was read. */
  private static final long DEAF_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  private final String socket;

  private TmuxTerminal(String socket) {
    this.socket = socket;
  }

  /** A size of the terminal, in characters. */
  record Size(int columns, int rows) {}

  /** A shell in the folder and with the environment of a launcher; its prompt is {@code $}. */
  static TmuxTerminal open(Launcher launcher, Size size) {
    TmuxTerminal terminal =
        new TmuxTerminal("vibe-" + ProcessHandle.current().pid() + "-" + System.nanoTime());
    List<String> command = new ArrayList<>(List.of("env", "-i", "PS1=$ ", "TERM=screen-256color"));
    launcher.environment().forEach((name, value) -> command.add(name + "=" + value));
    command.addAll(List.of("VIBE=" + launcher.command(), "bash", "--norc", "--noprofile", "-i"));
    List<String> start =
        new ArrayList<>(
            List.of(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                Integer.toString(size.columns()),
                "-y",
                Integer.toString(size.rows()),
                "-c",
                launcher.directory().toString()));
    start.addAll(command);
    terminal.tmux(start.toArray(String[]::new));
    terminal.awaitShell();
    return terminal;
  }

  /** Types text as it is. */
  TmuxTerminal type(String text) {
    tmux("send-keys", "-l", "--", text);
    return this;
  }

  /** Presses keys by the names that tmux has for them. */
  TmuxTerminal press(String... keys) {
    for (String key : keys) {
      tmux("send-keys", key);
    }
    return this;
  }

  TmuxTerminal line(String text) {
    return type(text).press("Enter");
  }

  /** Starts the product in the shell, and waits until the session is ready for prompts. */
  TmuxTerminal start(String arguments) {
    return line("$VIBE " + arguments).awaitRow("❯").await("devstral");
  }

  /** Pastes as a person would, in brackets where the program wants them. */
  TmuxTerminal paste(String text) {
    tmux("set-buffer", "--", text);
    tmux("paste-buffer", "-p");
    return this;
  }

  void resize(Size size) {
    tmux(
        "resize-window",
        "-x",
        Integer.toString(size.columns()),
        "-y",
        Integer.toString(size.rows()));
  }

  /** The rows of the screen, without blanks at their ends. */
  List<String> rows() {
    return tmux("capture-pane", "-p").lines().map(String::stripTrailing).toList();
  }

  /** The screen with the sequences that colour it. */
  String colours() {
    return tmux("capture-pane", "-p", "-e");
  }

  /** What is on the screen and what has left it at the top. */
  String everything() {
    return tmux("capture-pane", "-p", "-S", "-");
  }

  TmuxTerminal await(String text) {
    return await("\"" + text + "\"", rows -> String.join("\n", rows).contains(text));
  }

  /** Waits until a row begins like that. */
  TmuxTerminal awaitRow(String start) {
    return await(
        "a row with \"" + start + "\"",
        rows -> rows.stream().anyMatch(row -> row.startsWith(start)));
  }

  /** Waits until nothing runs: only then does one Ctrl-D leave. */
  TmuxTerminal awaitIdle() {
    return await(
        "an idle prompt",
        rows ->
            rows.stream().anyMatch(row -> row.startsWith("❯"))
                && rows.stream().noneMatch(row -> row.endsWith("· esc") || turns(row)));
  }

  /** Whether it begins with the sign of what goes on, also while that is being stopped. */
  private static boolean turns(String row) {
    return row.codePoints().limit(1).anyMatch(sign -> sign >= 0x2800 && sign <= 0x28ff);
  }

  /** Leaves a session with Ctrl-D, and says so again where something still runs. */
  TmuxTerminal leave() {
    awaitIdle().press("C-d");
    await(
        "the shell, or a question",
        rows ->
            lastOf(rows).equals("$")
                || rows.stream().anyMatch(row -> row.contains("again leaves")));
    return lastOf(rows()).equals("$") ? this : press("C-d").awaitShell();
  }

  /** Waits until the shell waits for a command, which no row that was typed there looks like. */
  TmuxTerminal awaitShell() {
    return await("the shell", rows -> lastOf(rows).equals("$"));
  }

  /** Waits for the prompt of a session of lines, on which nothing is typed yet. */
  TmuxTerminal awaitPlainPrompt() {
    return await("a prompt", rows -> lastOf(rows).equals(">"));
  }

  private static String lastOf(List<String> rows) {
    return rows.stream().filter(row -> !row.isEmpty()).reduce("", (first, second) -> second);
  }

  /** Back to the shell, with nothing on the screen but its prompt. */
  TmuxTerminal clear() {
    awaitShell().line("clear");
    return await("a clear screen", rows -> rows.getFirst().equals("$"));
  }

  /**
   * Presses a key once the question that shows all these texts takes keys. It was asked before it
   * was shown, so that what is pressed so much later than it was seen is not too early.
   */
  TmuxTerminal answer(String key, String... question) {
    await(
        "question with " + List.of(question),
        rows -> Stream.of(question).allMatch(String.join("\n", rows)::contains));
    long seen = System.nanoTime();
    await("question that takes keys", rows -> System.nanoTime() - seen > DEAF_NANOS);
    return press(key);
  }

  TmuxTerminal await(String what, Predicate<List<String>> condition) {
    long end = System.nanoTime() + LIMIT_NANOS;
    List<String> rows = rows();
    while (!condition.test(rows)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + what + " on the screen:\n" + String.join("\n", rows));
      }
      rows = rows();
    }
    return this;
  }

  /** Ends everything in the terminal, and waits until nothing of it writes any more. */
  @Override
  public void close() {
    ProcessHandle shell =
        ProcessHandle.of(Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip()))
            .orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(shell.descendants().toList());
    all.add(shell);
    tmux("kill-server");
    all.forEach(process -> process.onExit().orTimeout(LIMIT_NANOS, TimeUnit.NANOSECONDS).join());
  }

  private String tmux(String... arguments) {
    // The first of them starts the server, from which all in the terminal descends.
    List<String> command = new ArrayList<>(Launcher.withUsualSignals());
    command.addAll(List.of("tmux", "-L", socket));
    command.addAll(Arrays.asList(arguments));
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.environment().remove("TMUX");
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("tmux is needed for this test; install it", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
