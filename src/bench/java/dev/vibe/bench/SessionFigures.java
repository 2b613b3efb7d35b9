package dev.vibe.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a session feels like, measured through a terminal: the first prompt, the echo of a key, what
 * it takes when nothing happens, and what it holds after a long day. The argument is the launcher
 * to measure. The model is a server in here that says so many words as fast as it is asked to.
 */
final class SessionFigures {

  private static final int STARTS = 9;
  private static final int KEYS = 150;
  private static final int TURNS = 300;
  private static final int TOKENS_A_SECOND = 2_000;
  private static final int LONG_LINES = 10_000;
  private static final double HELLO_MILLIS = 37;

  private final List<String> command;

  private SessionFigures(List<String> command) {
    this.command = command;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v1/models", SessionFigures::models);
    server.createContext("/v1/chat/completions", SessionFigures::reply);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    SessionFigures figures =
        new SessionFigures(List.of(arguments[0], "--base-url", url, "--model", "scripted"));
    try {
      figures.measure();
    } finally {
      server.stop(0);
    }
  }

  private void measure() throws IOException, InterruptedException {
    double hello = median(Benchmarks.helloMillis());
    System.out.printf(
        Locale.ROOT,
        "an empty main starts in %.0f ms: %.2f times as slow as the limits' own machine%n%n",
        hello,
        hello / HELLO_MILLIS);
    List<Double> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      try (Terminal terminal = Terminal.open(command)) {
        starts.add(terminal.awaitMillis("❯"));
      }
    }
    time("prompt drawn after the start", median(starts), hello);
    try (Terminal terminal = Terminal.open(command)) {
      terminal.awaitMillis("scripted");
      time("key to echo, p95", echo(terminal), hello);
      long before = terminal.cpuMillis();
      TimeUnit.SECONDS.sleep(5);
      System.out.printf(
          Locale.ROOT,
          "%-44s %9.2f %%%n",
          "CPU at an idle prompt",
          (terminal.cpuMillis() - before) / 50.0);
      terminal.type("say endless\r");
      terminal.awaitMillis("word");
      time("key to echo while a reply streams, p95", echo(terminal), hello);
      terminal.type("\u001b");
      terminal.awaitMillis("interrupted");
      terminal.type("say long\r");
      terminal.awaitMillis("the last line");
      time("key to echo after 10,000 lines, p95", echo(terminal), hello);
    }
    try (Terminal terminal = Terminal.open(command)) {
      terminal.awaitMillis("scripted");
      for (int i = 0; i < TURNS; i++) {
        terminal.type("turn " + i + "\r");
        terminal.awaitMillis("done with it");
        terminal.awaitMillis("❯");
      }
      System.out.printf(
          Locale.ROOT,
          "%-44s %9d MB%n",
          "resident memory after " + TURNS + " turns",
          terminal.residentKilobytes() / 1024);
    }
  }

  private static void time(String what, double millis, double hello) {
    System.out.printf(
        Locale.ROOT,
        "%-44s %9.1f ms %9.1f ms there %6.2f starts%n",
        what,
        millis,
        millis * HELLO_MILLIS / hello,
        millis / hello);
  }

  /** Each key a letter that is nowhere else on the line, taken away again after it was seen. */
  private static double echo(Terminal terminal) throws IOException, InterruptedException {
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < KEYS; i++) {
      String letter = Character.toString('Α' + i % 17);
      terminal.type(letter);
      millis.add(terminal.awaitMillis(letter));
      terminal.type("\u007f");
      TimeUnit.MILLISECONDS.sleep(15);
    }
    Collections.sort(millis);
    return millis.get(KEYS * 95 / 100);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void models(HttpExchange exchange) throws IOException {
    byte[] body =
        "{\"object\":\"list\",\"data\":[{\"id\":\"scripted\",\"object\":\"model\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** What the last prompt asks for decides: an endless stream, many lines, or a word. */
  private static void reply(HttpExchange exchange) throws IOException {
    String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String said = request.substring(request.lastIndexOf("\"user\""));
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      if (said.contains("say endless")) {
        stream(out);
      } else if (said.contains("say long")) {
        for (int i = 0; i < LONG_LINES; i++) {
          delta(out, "line " + i + " of the text\\n\\n");
        }
        delta(out, "the last line");
      } else {
        delta(out, "done with it");
      }
      event(out, "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}");
      event(out, "[DONE]");
    }
  }

  /** Ends when nobody listens any more. */
  private static void stream(OutputStream out) throws IOException {
    long begun = System.nanoTime();
    for (long i = 0; ; i++) {
      delta(out, i % 12 == 11 ? "word\\n\\n" : "word ");
      if (i % 20 == 19) {
        out.flush();
        long due = begun + (i + 1) * 1_000_000_000L / TOKENS_A_SECOND;
        LockSupport.parkNanos(due - System.nanoTime());
      }
    }
  }

  private static void delta(OutputStream out, String text) throws IOException {
    event(out, "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}");
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }
}
