package dev.vibe.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MCP server of tests behind HTTP on loopback. */
final class TestMcpHttp implements AutoCloseable {

  private final TestMcpServer server;
  private final HttpServer http;
  private final List<Map<String, List<String>>> headers = new ArrayList<>();

  /** How it answers from now on. */
  enum Manner {
    JSON,
    STREAM,
    /** The stream ends before the answer, which comes when it is taken up again. */
    BROKEN_STREAM,
    LOGIN
  }

  private volatile Manner manner = Manner.JSON;
  private volatile String session = "";
  private volatile String waiting = "";

  TestMcpHttp(TestMcpServer server) {
    this.server = server;
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.createContext("/mcp", this::handle);
    http.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp");
  }

  void answers(Manner other) {
    manner = other;
  }

  /** It wants this session from now on, and knows none that was before. */
  void session(String id) {
    session = id;
  }

  synchronized List<String> header(String name) {
    return headers.stream().map(all -> all.getOrDefault(name, List.of("")).getFirst()).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    synchronized (this) {
      headers.add(Map.copyOf(exchange.getRequestHeaders()));
    }
    String given =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Mcp-Session-Id")).orElse("");
    if (manner == Manner.LOGIN) {
      send(exchange, 401, "text/plain", "log in");
    } else if (exchange.getRequestMethod().equals("GET")) {
      send(exchange, 200, "text/event-stream", "id: 2\ndata: " + waiting + "\n\n");
    } else if (!session.isEmpty() && !given.isEmpty() && !given.equals(session)) {
      send(exchange, 404, "text/plain", "");
    } else {
      answer(exchange, body);
    }
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    if (!session.isEmpty() && body.contains("\"initialize\"")) {
      exchange.getResponseHeaders().set("Mcp-Session-Id", session);
    }
    Optional<String> answer = server.answer(body);
    boolean isCall = body.contains("tools/call");
    if (answer.isEmpty()) {
      send(exchange, 202, "text/plain", "");
    } else if (isCall && manner == Manner.STREAM) {
      String ping =
          "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}\n\n";
      send(exchange, 200, "text/event-stream", ping + "data: " + answer.get() + "\n\n");
    } else if (isCall && manner == Manner.BROKEN_STREAM) {
      waiting = answer.get();
      send(exchange, 200, "text/event-stream", "id: 1\nretry: 10\ndata:\n\n");
    } else {
      send(exchange, 200, "application/json", answer.get());
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
