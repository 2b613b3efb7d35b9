package dev.vibe.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * A model on loopback that answers at once. The last {@code bench:KIND N} in a request says what:
 * {@code rounds} calls of tools one after another (a read, an edit and a shell command in turn),
 * {@code tokens} a reply of so many, {@code lines} of text, or {@code endless}, so many tokens a
 * second. The number of results in the request says which round it is, so nothing need be kept.
 */
final class ModelServer implements AutoCloseable {

  /** The last word of each reply that ends. */
  static final String END_MARK = "ENDMARK";

  private static final String RESULT = "\"role\":\"tool\"";

  private static final String[] WORDS =
      "the parser keeps one token of lookahead and `state` moves on so **no copy** is made"
          .split(" ");

  /**
   * A request for a reply; the moments are of {@link System#nanoTime}.
   *
   * @param came when the last byte of it had come
   * @param answered when the last byte of the reply was sent
   * @param results how many results of tools are in it
   * @param marked whether the last result shows the file that was to be read last
   */
  record Request(long came, long answered, long bytes, int results, boolean marked) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new ArrayList<>();

  private ModelServer(HttpServer server) {
    this.server = server;
  }

  static ModelServer start() throws IOException {
    // Otherwise a reply in two pieces waits for the client to acknowledge the first.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    ModelServer model =
        new ModelServer(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    model.server.setExecutor(model.threads);
    model.server.createContext("/v1/models", ModelServer::list);
    model.server.createContext("/v1/chat/completions", model::reply);
    model.server.start();
    return model;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** The requests since the last call, in order. */
  List<Request> taken() {
    synchronized (requests) {
      List<Request> taken = List.copyOf(requests);
      requests.clear();
      return taken;
    }
  }

  private static void list(HttpExchange exchange) throws IOException {
    byte[] body =
        "{\"object\":\"list\",\"data\":[{\"id\":\"scripted\",\"object\":\"model\"}]}"
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void reply(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    long came = System.nanoTime();
    String text = new String(body, StandardCharsets.UTF_8);
    String wanted = text.substring(text.lastIndexOf("bench:") + "bench:".length());
    String[] words = wanted.split("[^a-z0-9]+", 3);
    int number = Integer.parseInt(words[1]);
    int results = text.split(RESULT, -1).length - 1;
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      switch (words[0]) {
        case "rounds" -> round(out, results, number);
        case "tokens" -> tokens(out, number);
        case "lines" -> lines(out, number);
        case "endless" -> endless(out, number);
        default -> throw new IllegalStateException("no such script: " + wanted);
      }
    }
    String lastResult = text.substring(Math.max(0, text.lastIndexOf(RESULT)));
    boolean marked = lastResult.contains(Repository.mark((results - 1) / 3));
    synchronized (requests) {
      requests.add(new Request(came, System.nanoTime(), body.length, results, marked));
    }
  }

  private static void round(OutputStream out, int results, int rounds) throws IOException {
    if (results >= rounds) {
      tokens(out, 20);
      return;
    }
    int cycle = results / 3;
    String file = Repository.file(cycle);
    String call =
        switch (results % 3) {
          case 0 -> call("read_file", "file", file);
          case 1 ->
              call(
                  "str_replace",
                  "file",
                  file,
                  "old",
                  Repository.counter(cycle) + "\n",
                  "new",
                  Repository.counter(cycle + Repository.WORKED_ON) + "\n");
          default -> call("bash", "command", Repository.shellCommand(cycle));
        };
    event(
        out,
        "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call%05d\",\"type\":\"function\",\"function\":%s}]}}]}"
            .formatted(results, call));
    end(out, "tool_calls", 1);
  }

  private static String call(String tool, String... namesAndValues) {
    StringBuilder arguments = new StringBuilder("{");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments
          .append(i == 0 ? "" : ",")
          .append(quoted(namesAndValues[i]))
          .append(':')
          .append(quoted(namesAndValues[i + 1]));
    }
    return "{\"name\":" + quoted(tool) + ",\"arguments\":" + quoted(arguments + "}") + "}";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /** One event, and one packet, each. */
  private static void tokens(OutputStream out, int number) throws IOException {
    for (int i = 0; i < number; i++) {
      delta(out, token(i));
      out.flush();
    }
    delta(out, END_MARK);
    end(out, "stop", number);
  }

  private static String token(int i) {
    return switch (i % 200) {
      case 150 -> "\n```python\n";
      case 180 -> "\n```\n\n";
      default -> WORDS[i % WORDS.length] + (i % 14 == 13 ? "\n" : " ");
    };
  }

  private static void lines(OutputStream out, int number) throws IOException {
    for (int i = 0; i < number; i++) {
      delta(out, "line " + i + " of the text\n\n");
    }
    delta(out, END_MARK);
    end(out, "stop", number);
  }

  /** Ends when nobody listens any more. */
  private static void endless(OutputStream out, int tokensPerSecond) throws IOException {
    long begun = System.nanoTime();
    for (long i = 0; ; i++) {
      delta(out, i % 12 == 11 ? "word\n\n" : "word ");
      if (i % 20 == 19) {
        out.flush();
        LockSupport.parkNanos(
            begun + (i + 1) * 1_000_000_000L / tokensPerSecond - System.nanoTime());
      }
    }
  }

  private static void delta(OutputStream out, String text) throws IOException {
    event(out, "{\"choices\":[{\"index\":0,\"delta\":{\"content\":" + quoted(text) + "}}]}");
  }

  private static void end(OutputStream out, String reason, int tokens) throws IOException {
    event(
        out,
        "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"%s\"}],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":%d,\"total_tokens\":%d}}"
            .formatted(reason, tokens, 100 + tokens));
    event(out, "[DONE]");
  }

  private static void event(OutputStream out, String data) throws IOException {
    out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
