package dev.vibe.lsp.client;

import dev.vibe.rpc.CancelForm;
import dev.vibe.rpc.IncomingRequest;
import dev.vibe.rpc.MessageFraming;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.rpc.RpcHandler;
import dev.vibe.rpc.RpcPeer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Language server of tests, a program: each line that holds {@code BAD} is an error, {@code ODD} a
 * warning, {@code HINT} a hint; {@code USES x} is an error where no open document holds {@code
 * DEFINES x}. Its arguments are how it speaks, and a file for what it was told; a document that
 * holds {@code DIE} ends it.
 */
public final class TestLanguageServer implements RpcHandler {

  /** How it tells what it finds. */
  enum Manner {
    PUSH,
    /** Says nothing of a document in which it finds nothing, and did not before. */
    PUSH_SILENT,
    PULL,
    PULL_REGISTERED,
    /** Speaks of a document only when the next one comes. */
    SLOW
  }

  private final Manner manner;
  private final Path log;
  private final Map<String, Params> documents = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final List<String> spoken = new ArrayList<>();
  private Optional<RpcPeer> peer = Optional.empty();

  private TestLanguageServer(Manner manner, Path log) {
    this.manner = manner;
    this.log = log;
  }

  /** Speaks the protocol on its standard streams. */
  public static void main(String[] args) throws InterruptedException {
    TestLanguageServer server = new TestLanguageServer(Manner.valueOf(args[0]), Path.of(args[1]));
    server.note("begun");
    RpcPeer peer =
        RpcPeer.start(
            new RpcPeer.Wire(
                "test-lsp", MessageFraming.CONTENT_LENGTH, CancelForm.LSP, RpcPeer.Limits.USUAL),
            System.in,
            System.out,
            server);
    server.peer(peer);
    peer.awaitEnd();
  }

  private synchronized void peer(RpcPeer now) {
    peer = Optional.of(now);
    notifyAll();
  }

  private synchronized RpcPeer peer() {
    try {
      while (peer.isEmpty()) {
        wait();
      }
      return peer.get();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void note(String line) {
    try {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void request(IncomingRequest request) {
    note(request.method());
    switch (request.method()) {
      case "initialize" -> {
        note("options " + request.params().object("initializationOptions").map());
        request.answer(
            Map.of(
                "capabilities",
                manner == Manner.PULL
                    ? Map.of("positionEncoding", "utf-8", "diagnosticProvider", Map.of())
                    : Map.of("positionEncoding", "utf-8")));
      }
      case "textDocument/diagnostic" -> {
        String uri = request.params().object("textDocument").text("uri");
        request.answer(Map.of("kind", "full", "items", found(uri)));
      }
      case "shutdown" -> request.answerNothing();
      default -> throw RpcException.unknownMethod(request.method());
    }
  }

  @Override
  public void notification(String method, Params params) {
    note(method);
    switch (method) {
      case "initialized" -> {
        if (manner == Manner.PULL_REGISTERED) {
          Thread.ofVirtual().start(this::register);
        }
      }
      case "textDocument/didOpen" -> {
        Params document = params.object("textDocument");
        take(document, document.text("text"));
      }
      case "textDocument/didChange" ->
          take(
              params.object("textDocument"),
              params.objects("contentChanges").getLast().text("text"));
      case "textDocument/didClose" -> {
        texts.remove(params.object("textDocument").text("uri"));
        tellAll("");
      }
      case "exit" -> peer().end();
      default -> {
        // not of interest
      }
    }
  }

  private void register() {
    try {
      Params _ =
          peer()
              .ask(
                  "client/registerCapability",
                  Map.of(
                      "registrations",
                      List.of(Map.of("id", "1", "method", "textDocument/diagnostic"))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Params document, String text) {
    String uri = document.text("uri");
    if (text.contains("DIE")) {
      note("dies");
      Runtime.getRuntime().halt(3);
    }
    documents.put(uri, document);
    texts.put(uri, text);
    tellAll(uri);
  }

  /** What one document defines, others use. */
  private void tellAll(String latest) {
    if (manner == Manner.PULL || manner == Manner.PULL_REGISTERED) {
      return;
    }
    for (String uri : texts.keySet()) {
      List<Map<String, Object>> found = found(uri);
      boolean isSilent =
          switch (manner) {
            case PUSH_SILENT -> found.isEmpty() && !spoken.contains(uri);
            case SLOW -> uri.equals(latest);
            case PUSH, PULL, PULL_REGISTERED -> false;
          };
      if (!isSilent) {
        tell(uri, found);
      }
    }
  }

  private void tell(String uri, List<Map<String, Object>> found) {
    if (!found.isEmpty()) {
      spoken.add(uri);
    }
    peer()
        .tell(
            "textDocument/publishDiagnostics",
            Map.of(
                "uri",
                uri,
                "version",
                Optional.ofNullable(documents.get(uri)).orElseThrow().number("version"),
                "diagnostics",
                found));
  }

  private List<Map<String, Object>> found(String uri) {
    List<Map<String, Object>> all = new ArrayList<>();
    List<String> lines = Optional.ofNullable(texts.get(uri)).orElse("").lines().toList();
    for (int line = 0; line < lines.size(); line++) {
      String text = lines.get(line);
      int number = line;
      severity(text)
          .ifPresent(
              severity ->
                  all.add(
                      Map.of(
                          "range",
                          range(number, text),
                          "severity",
                          severity,
                          "code",
                          "T1",
                          "source",
                          "test",
                          "message",
                          "not good: " + text.strip())));
    }
    return all;
  }

  private Optional<Integer> severity(String text) {
    if (text.contains("BAD")) {
      return Optional.of(1);
    }
    if (text.contains("USES ")) {
      String name = text.substring(text.indexOf("USES ") + 5).strip();
      return texts.values().stream().anyMatch(each -> each.contains("DEFINES " + name))
          ? Optional.empty()
          : Optional.of(1);
    }
    return text.contains("ODD")
        ? Optional.of(2)
        : text.contains("HINT") ? Optional.of(4) : Optional.empty();
  }

  /** Of the word, in bytes of UTF-8, as it has agreed on. */
  private static Map<String, Object> range(int line, String text) {
    int at = Math.max(text.indexOf("BAD"), Math.max(text.indexOf("ODD"), 0));
    int units = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    return Map.of(
        "start",
        Map.of("line", line, "character", units),
        "end",
        Map.of("line", line, "character", units + 3));
  }

  /** The line by which a configuration has it run. */
  public static List<String> argv(String manner, Path log) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin/java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx64m",
        "-cp",
        classes(),
        TestLanguageServer.class.getName(),
        manner,
        log.toString());
  }

  /** Those of this process, from wherever they are looked for. */
  private static String classes() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
