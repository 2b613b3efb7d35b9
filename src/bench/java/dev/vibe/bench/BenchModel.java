package dev.vibe.bench;

import dev.vibe.testkit.JsonText;
import dev.vibe.testkit.ModelServer;
import dev.vibe.testkit.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Script of a model on loopback that answers at once. The last {@code bench:KIND N} in a request
 * says what: {@code rounds} calls of tools one after another (a read, an edit and a shell command
 * in turn), {@code tokens} a reply of so many, {@code lines} of text, or {@code endless}, so many
 * tokens a second. The number of results in the request says which round it is, so nothing need be
 * kept.
 */
final class BenchModel implements ModelServer.Script, AutoCloseable {

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
   * @param answered when the last event of the reply was sent
   * @param results how many results of tools are in it
   * @param marked whether the last result shows the file that was to be read last
   */
  record Request(long came, long answered, long bytes, int results, boolean marked) {}

  private static final Reply MODELS =
      Reply.json(
          200,
          Map.of("object", "list", "data", List.of(Map.of("id", "scripted", "object", "model"))));

  private final List<Request> requests = new ArrayList<>();
  private final ModelServer server = ModelServer.start(this);

  String url() {
    return server.baseUrl();
  }

  /** The requests since the last call, in order. */
  List<Request> taken() {
    synchronized (requests) {
      List<Request> taken = List.copyOf(requests);
      requests.clear();
      return taken;
    }
  }

  @Override
  public Reply replyTo(ModelServer.Request request) {
    if (!request.isForReply()) {
      return MODELS;
    }
    String text = request.body();
    int results = text.split(RESULT, -1).length - 1;
    String lastResult = text.substring(Math.max(0, text.lastIndexOf(RESULT)));
    boolean marked = lastResult.contains(Repository.mark((results - 1) / 3));
    return reply(text, results).then(new Reply.Step.Call(() -> answered(request, results, marked)));
  }

  private static Reply reply(String text, int results) {
    String wanted = text.substring(text.lastIndexOf("bench:") + "bench:".length());
    String[] words = wanted.split("[^a-z0-9]+", 3);
    int number = Integer.parseInt(words[1]);
    return switch (words[0]) {
      case "rounds" -> Reply.written(out -> round(out, results, number));
      case "tokens" -> Reply.written(out -> tokens(out, number));
      case "lines" -> Reply.written(out -> lines(out, number));
      case "endless" -> Reply.written(out -> endless(out, number));
      default -> throw new IllegalStateException("no such script: " + wanted);
    };
  }

  private void answered(ModelServer.Request request, int results, boolean marked) {
    long now = System.nanoTime();
    synchronized (requests) {
      requests.add(new Request(request.came(), now, request.bytes(), results, marked));
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
    Map<String, String> arguments = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return "{\"name\":"
        + JsonText.of(tool)
        + ",\"arguments\":"
        + JsonText.of(JsonText.of(arguments))
        + "}";
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

  /** Ends when nobody listens any more; no two words are equal, as a circle would be cut. */
  private static void endless(OutputStream out, int tokensPerSecond) throws IOException {
    long begun = System.nanoTime();
    for (long i = 0; ; i++) {
      delta(out, "word" + i + (i % 12 == 11 ? "\n\n" : " "));
      if (i % 20 == 19) {
        out.flush();
        LockSupport.parkNanos(
            begun + (i + 1) * 1_000_000_000L / tokensPerSecond - System.nanoTime());
      }
    }
  }

  private static void delta(OutputStream out, String text) throws IOException {
    event(out, "{\"choices\":[{\"index\":0,\"delta\":{\"content\":" + JsonText.of(text) + "}}]}");
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
    server.close();
  }
}
