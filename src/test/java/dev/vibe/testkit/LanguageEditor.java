package dev.vibe.testkit;

import dev.vibe.json.Json;
import dev.vibe.lsp.wire.DocumentEdit;
import dev.vibe.lsp.wire.OpenDocument;
import dev.vibe.lsp.wire.PositionEncoding;
import dev.vibe.rpc.Params;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An editor that speaks the Language Server Protocol over two pipes: keeps what it is told, answers
 * as it is set up to, and takes edits into its documents.
 */
public final class LanguageEditor implements AutoCloseable {

  /** What came without being an answer. */
  public record Told(String method, Map<?, ?> params) {}

  private final Pipe toServer;
  private final Pipe fromServer;
  private final OutputStream out;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<Map<String, Object>>> waiting =
      new ConcurrentHashMap<>();
  private final Map<String, Function<Map<?, ?>, Object>> handlers = new ConcurrentHashMap<>();
  private final Map<String, OpenDocument> documents = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<Told> told = new ArrayList<>();
  private volatile PositionEncoding encoding = PositionEncoding.UTF_16;

  private LanguageEditor(Pipe toServer, Pipe fromServer) {
    this.toServer = toServer;
    this.fromServer = fromServer;
    this.out = Channels.newOutputStream(toServer.sink());
  }

  /** Starts to read; takes every edit, and shows every document and progress. */
  public static LanguageEditor open() {
    try {
      LanguageEditor editor = new LanguageEditor(Pipe.open(), Pipe.open());
      editor.on("workspace/applyEdit", editor::edited);
      editor.on("window/showDocument", params -> Map.of("success", true));
      editor.on("window/workDoneProgress/create", params -> Map.of());
      Thread.ofPlatform().daemon().name("lsp-editor").start(editor::read);
      return editor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the server reads. */
  public InputStream serverInput() {
    return Channels.newInputStream(toServer.source());
  }

  /** What the server writes to. */
  public PrintStream serverOutput() {
    return new PrintStream(
        Channels.newOutputStream(fromServer.sink()), true, StandardCharsets.UTF_8);
  }

  /** Positions count in this unit. */
  public void counting(PositionEncoding unit) {
    encoding = unit;
  }

  /** Answers requests of the server. */
  public LanguageEditor on(String method, Function<Map<?, ?>, Object> handler) {
    handlers.put(method, handler);
    return this;
  }

  /** Answers questions by the start of a title. */
  public LanguageEditor choosing(String start) {
    return on(
        "window/showMessageRequest",
        params ->
            ((List<?>) Objects.requireNonNull(params.get("actions")))
                .stream()
                    .map(each -> (Map<?, ?>) each)
                    .filter(each -> String.valueOf(each.get("title")).startsWith(start))
                    .findFirst()
                    .map(Object.class::cast)
                    .orElseThrow());
  }

  /** Opens a document. */
  public void opens(OpenDocument document) {
    documents.put(document.uri(), document);
    tell("textDocument/didOpen", document.opening());
  }

  /** A person edits a document. */
  public void edits(String uri, DocumentEdit edit) {
    OpenDocument before = Objects.requireNonNull(documents.get(uri));
    documents.put(uri, before.next(DocumentEdit.applied(before.text(), List.of(edit), encoding)));
    Map<String, Object> change = Map.of("range", edit.range().json(), "text", edit.newText());
    tell(
        "textDocument/didChange",
        Map.of(
            "textDocument",
            Map.of("uri", uri, "version", documents.get(uri).version()),
            "contentChanges",
            List.of(change)));
  }

  /** The text of a document as it is in its window. */
  public String text(String uri) {
    return Objects.requireNonNull(documents.get(uri)).text().text();
  }

  private Object edited(Map<?, ?> params) {
    Params edit = Params.of(params).object("edit");
    for (Params change : edit.objects("documentChanges")) {
      if (change.optionalText("kind").isPresent()) {
        continue;
      }
      Params document = change.object("textDocument");
      if (document.number("version")
          != Objects.requireNonNull(documents.get(document.text("uri"))).version()) {
        return Map.of("applied", false);
      }
      take(document.text("uri"), change.objects("edits"));
    }
    for (Object uri : edit.object("changes").map().keySet()) {
      take(uri.toString(), edit.object("changes").objects(uri.toString()));
    }
    return Map.of("applied", true);
  }

  private void take(String uri, List<Params> edits) {
    OpenDocument before = Objects.requireNonNull(documents.get(uri));
    List<DocumentEdit> all = edits.stream().map(DocumentEdit::of).toList();
    OpenDocument now = before.next(DocumentEdit.applied(before.text(), all, encoding));
    documents.put(uri, now);
    tell("textDocument/didChange", now.changing());
  }

  /** Sends a request. */
  public CompletableFuture<Map<String, Object>> send(String method, Map<String, ?> params) {
    int id = ids.incrementAndGet();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    write(Map.of("id", id, "method", method, "params", params));
    return answer;
  }

  /** Sends a notification. */
  public void tell(String method, Map<String, ?> params) {
    write(Map.of("method", method, "params", params));
  }

  /** The result of a request; an error of it is one of the test. */
  public Object result(String method, Map<String, ?> params) throws Exception {
    Map<String, Object> answer = send(method, params).get(60, TimeUnit.SECONDS);
    if (!answer.containsKey("result")) {
      throw new AssertionError(method + " was answered " + answer);
    }
    return answer.get("result") == null ? "null" : answer.get("result");
  }

  /** The code of the error of a request. */
  public Object error(String method, Map<String, ?> params) throws Exception {
    Map<String, Object> answer = send(method, params).get(60, TimeUnit.SECONDS);
    if (!(answer.get("error") instanceof Map<?, ?> error)) {
      throw new AssertionError(method + " was answered " + answer);
    }
    return Objects.requireNonNull(error.get("code"));
  }

  private void write(Map<String, Object> fields) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.putAll(fields);
    byte[] body = Json.write(message).getBytes(StandardCharsets.UTF_8);
    String head = "Content-Length: " + body.length + "\r\nContent-Type: x\r\n\r\n";
    try {
      synchronized (out) {
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (InputStream in = new BufferedInputStream(Channels.newInputStream(fromServer.source()))) {
      for (String head = line(in); !head.isEmpty(); head = line(in)) {
        String length = head.replace("Content-Length: ", "");
        if (!line(in).isEmpty()) {
          complaints.add("more headers than one");
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        take(Json.object(new String(body, StandardCharsets.UTF_8)));
      }
    } catch (IOException | RuntimeException e) {
      complaints.add("the stream broke: " + e);
    }
  }

  /** Empty at the end of the stream, too. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private void take(Map<String, Object> message) {
    if (message.get("method") instanceof String method) {
      called(method, message);
    } else if (message.get("id") instanceof Integer id && waiting.containsKey(id)) {
      waiting.remove(id).complete(message);
    } else {
      complaints.add("an answer that nobody waits for: " + message);
    }
  }

  private void called(String method, Map<String, Object> message) {
    Map<?, ?> params = (Map<?, ?>) Objects.requireNonNull(message.get("params"));
    synchronized (told) {
      told.add(new Told(method, params));
      told.notifyAll();
    }
    Object id = message.get("id");
    if (id != null) {
      Function<Map<?, ?>, Object> handler = handlers.get(method);
      Map<String, Object> none = Map.of("code", -32601, "message", "no");
      Thread.ofVirtual()
          .start(
              () ->
                  write(
                      handler == null
                          ? Map.of("id", id, "error", none)
                          : Map.of("id", id, "result", handler.apply(params))));
    }
  }

  /** What was wrong with what came. */
  public List<String> complaints() {
    return complaints;
  }

  /** What came of a method so far. */
  public List<Map<?, ?>> told(String method) {
    synchronized (told) {
      List<Map<?, ?>> all = new ArrayList<>();
      told.stream().filter(each -> each.method().equals(method)).forEach(e -> all.add(e.params()));
      return all;
    }
  }

  /** Waits for a message of a method. */
  public Map<?, ?> await(String method, Predicate<Map<?, ?>> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    synchronized (told) {
      while (true) {
        for (Map<?, ?> each : told(method)) {
          if (wanted.test(each)) {
            return each;
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("no such " + method + " came; there were " + told);
        }
        told.wait(left);
      }
    }
  }

  /** Waits for a message to the person that begins so. */
  public Map<?, ?> awaitMessage(String start) throws InterruptedException {
    return await(
        "window/showMessage", each -> String.valueOf(each.get("message")).startsWith(start));
  }

  /** The editor is gone. */
  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
