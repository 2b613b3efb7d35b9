package dev.vibe.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Figures of what a session feels like, measured through a terminal: the first prompt, the echo of
 * a key, what it takes when nothing happens, and what it holds after a long day.
 */
final class SessionFigures {

  private static final int STARTS = 11;
  private static final int KEYS = 150;
  private static final int TURNS = 300;
  private static final int REPLIES = 5;
  private static final int IDLE_SECONDS = 10;
  private static final int SETTLE_SECONDS = 2;
  private static final String PROMPT = "❯";

  private final List<String> command;
  private final Map<String, String> environment;
  private final Floors floors;
  private final Path folder;
  private final Samples<String> samples = new Samples<>();

  /** In the folder, with the environment of {@link ProcessFigures}. */
  SessionFigures(String vibe, Map<String, String> environment, Floors floors, Path folder) {
    this.command = List.of(vibe);
    this.environment = environment;
    this.floors = floors;
    this.folder = folder;
  }

  List<Figure> measure() throws IOException, InterruptedException {
    for (int i = 0; i < STARTS; i++) {
      floors.measure();
      try (Terminal terminal = open()) {
        samples.add("drawn", terminal.awaitMillis(PROMPT));
      }
    }
    try (Terminal terminal = open()) {
      terminal.awaitMillis(PROMPT);
      TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
      samples.add("idle memory", terminal.residentKilobytes() / 1024.0);
      samples.add("idle", idlePercent(terminal));
      echo(terminal, "idle echo");
      say(terminal, "bench:endless 2000", "word");
      echo(terminal, "busy echo");
      terminal.type("\u001b");
      terminal.awaitMillis("interrupted");
      say(terminal, "bench:lines 10000", BenchModel.END_MARK);
      terminal.awaitMillis(PROMPT);
      echo(terminal, "late echo");
    }
    floors.measure();
    try (Terminal terminal = open()) {
      terminal.awaitMillis(PROMPT);
      for (int i = 0; i < REPLIES; i++) {
        double before = terminal.cpuMillis();
        say(terminal, "bench:tokens 2000", BenchModel.END_MARK);
        terminal.awaitMillis(PROMPT);
        samples.add("tokens", terminal.cpuMillis() - before);
        floors.measure();
      }
    }
    try (Terminal terminal = open()) {
      terminal.awaitMillis(PROMPT);
      for (int i = 0; i < TURNS; i++) {
        say(terminal, "bench:tokens 3", BenchModel.END_MARK);
        terminal.awaitMillis(PROMPT);
      }
      samples.add("long memory", terminal.residentKilobytes() / 1024.0);
    }
    floors.measure();
    return figures();
  }

  private List<Figure> figures() {
    return List.of(
        Figure.millis("prompt drawn", samples.median("drawn"), Floor.JVM, 250),
        Figure.millis("key to echo, p95", p95("idle echo"), Floor.JVM, 16),
        Figure.millis(
            "key to echo while 2,000 tokens/s come, p95", p95("busy echo"), Floor.JVM, 16),
        Figure.millis("key to echo after 10,000 lines, p95", p95("late echo"), Floor.JVM, 16),
        Figure.millis(
            "2,000 tokens on the screen, CPU", samples.median("tokens"), Floor.JVM_CPU, 300),
        Figure.plain("idle session, CPU", samples.median("idle"), "%", 0.05),
        Figure.plain("idle session, memory", samples.median("idle memory"), "MB", 130),
        Figure.plain(
            "session after " + TURNS + " turns, memory", samples.median("long memory"), "MB", 200));
  }

  private double p95(String name) {
    return samples.quantile(name, 0.95);
  }

  private Terminal open() throws IOException {
    return Terminal.open(command, folder, environment);
  }

  private static void say(Terminal terminal, String prompt, String answer)
      throws IOException, InterruptedException {
    terminal.type(prompt + "\r");
    terminal.awaitMillis(answer);
  }

  private static double idlePercent(Terminal terminal) throws IOException, InterruptedException {
    double before = terminal.threadMillis();
    TimeUnit.SECONDS.sleep(IDLE_SECONDS);
    double used = Math.max(0, terminal.threadMillis() - before);
    return 100 * used / TimeUnit.SECONDS.toMillis(IDLE_SECONDS);
  }

  /** Each key a letter that is nowhere else on the line, taken away again after it was seen. */
  private void echo(Terminal terminal, String name) throws IOException, InterruptedException {
    for (int i = 0; i < KEYS; i++) {
      String letter = Character.toString('Α' + i % 17);
      terminal.type(letter);
      samples.add(name, terminal.awaitMillis(letter));
      terminal.type("\u007f");
      TimeUnit.MILLISECONDS.sleep(15);
    }
  }
}
