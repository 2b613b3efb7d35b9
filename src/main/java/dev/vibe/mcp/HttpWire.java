package dev.vibe.mcp;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.mcp.login.LoginAccess;
import dev.vibe.mcp.login.LoginChallenge;
import dev.vibe.net.Http;
import dev.vibe.net.HttpBody;
import dev.vibe.net.HttpFailure;
import dev.vibe.net.HttpReply;
import dev.vibe.net.HttpRequest;
import dev.vibe.net.SseEvent;
import dev.vibe.net.SseReader;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.text.ControlChars;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Wire of streamable HTTP: a request is a POST, its answer JSON or a stream of events. A stream of
 * the older era that ends before the answer is taken up again where it ended.
 */
final class HttpWire implements McpWire {

  private static final int LARGEST = 64 << 20;
  private static final int MOST_OF_ERROR = 64 << 10;
  private static final int WRONG_VERSION = -32022;
  private static final String SESSION = "Mcp-Session-Id";
  private static final String AUTHORIZATION = "Authorization";

  /** How often a stream is taken up again before its answer counts as lost. */
  private static final int MOST_RESUMED = 5;

  private static final Duration USUAL_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  private final Http http;
  private final URI url;
  private final Map<String, String> headers;
  private final Optional<LoginAccess> login;
  private final AtomicLong nextId = new AtomicLong();
  private volatile String version = "";
  private volatile String session = "";

  /**
   * Sends nothing yet.
   *
   * @param login used where no header says who is there
   */
  HttpWire(Http http, URI url, Map<String, String> headers, LoginAccess login) {
    this.http = http;
    this.url = url;
    this.headers = headers;
    this.login =
        headers.keySet().stream().anyMatch(AUTHORIZATION::equalsIgnoreCase)
            ? Optional.empty()
            : Optional.of(login);
  }

  @Override
  public void speak(String spoken) {
    version = spoken;
  }

  @Override
  public Params ask(Ask ask, Duration limit) throws McpFailure, InterruptedException {
    long id = nextId.incrementAndGet();
    Map<String, Object> message = message(ask.method(), ask.params());
    message.put("id", id);
    try (HttpReply reply = sent(message, ask.headers(), limit)) {
      reply.limitSilence(limit);
      checkStatus(reply);
      String given = reply.header(SESSION);
      if (!given.isEmpty()) {
        session = given;
      }
      return reply.header("content-type").startsWith("text/event-stream")
          ? streamed(reply, id, limit)
          : answer(read(reply.text(LARGEST)), id)
              .orElseThrow(() -> gone("it answers something else than it was asked", null));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** A token that is refused is renewed once, where that can be done without anybody. */
  private HttpReply sent(Map<String, Object> message, Map<String, String> more, Duration limit)
      throws IOException, InterruptedException {
    Optional<String> token = token();
    HttpReply reply = http.call(post(message, more, token)).send(limit);
    if (reply.status() != 401 || login.isEmpty()) {
      return reply;
    }
    try {
      if (!login.get().isRenewed(token)) {
        return reply;
      }
    } catch (InterruptedException | RuntimeException e) {
      reply.close();
      throw e;
    }
    reply.close();
    return http.call(post(message, more, token())).send(limit);
  }

  private Optional<String> token() throws InterruptedException {
    return login.isPresent() ? login.get().header() : Optional.empty();
  }

  private Params streamed(HttpReply first, long id, Duration limit)
      throws McpFailure, IOException, InterruptedException {
    Stream stream = new Stream();
    Optional<Params> answer = stream.read(first, id);
    for (int resumed = 0;
        answer.isEmpty() && resumed < MOST_RESUMED && !stream.lastId.isEmpty();
        resumed++) {
      TimeUnit.MILLISECONDS.sleep(stream.retry.toMillis());
      Map<String, String> more = new LinkedHashMap<>(common(token()));
      more.put("Accept", "text/event-stream");
      more.put("Last-Event-ID", stream.lastId);
      try (HttpReply again = http.call(HttpRequest.get(url, more)).send(limit)) {
        again.limitSilence(limit);
        checkStatus(again);
        answer = stream.read(again, id);
      }
    }
    return answer.orElseThrow(() -> gone("the stream ended before its answer", null));
  }

  /** What is known of a stream of events. */
  private final class Stream {
    private String lastId = "";
    private Duration retry = USUAL_RETRY;

    /** The answer; empty when the stream ends before it. */
    Optional<Params> read(HttpReply reply, long id)
        throws McpFailure, IOException, InterruptedException {
      SseReader events = new SseReader(reply.body(), LARGEST);
      try {
        for (Optional<SseEvent> next = events.next(); next.isPresent(); next = events.next()) {
          lastId = next.get().id().isEmpty() ? lastId : next.get().id();
          if (!next.get().data().isBlank()) {
            Map<?, ?> message = read(next.get().data());
            Optional<Params> answer = answer(message, id);
            if (answer.isPresent()) {
              return answer;
            }
            answerPing(message);
          }
        }
      } catch (HttpFailure e) {
        if (e.kind() == HttpFailure.Kind.CANCELLED || lastId.isEmpty()) {
          throw e;
        }
      }
      retry = events.retry().filter(told -> told.compareTo(LONGEST_RETRY) <= 0).orElse(retry);
      return Optional.empty();
    }

    private Map<?, ?> read(String data) throws McpFailure {
      return HttpWire.read(data);
    }
  }

  /** A server may ask whether somebody is there. */
  private void answerPing(Map<?, ?> sent) throws McpFailure, InterruptedException {
    Object id = sent.get("id");
    if (id != null && "ping".equals(sent.get("method"))) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("jsonrpc", "2.0");
      answer.put("id", id);
      answer.put("result", Map.of());
      send(answer);
    }
  }

  @Override
  public void tell(String method, Map<String, Object> params)
      throws McpFailure, InterruptedException {
    send(message(method, params));
  }

  private void send(Map<String, Object> message) throws McpFailure, InterruptedException {
    try (HttpReply reply = sent(message, Map.of(), Duration.ofSeconds(30))) {
      checkStatus(reply);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private HttpRequest post(
      Map<String, Object> message, Map<String, String> more, Optional<String> token) {
    Map<String, String> all = new LinkedHashMap<>(common(token));
    all.put("Accept", "application/json, text/event-stream");
    all.putAll(more);
    byte[] bytes = Json.write(message).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.post(url, all, body(bytes));
  }

  private Map<String, String> common(Optional<String> token) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    token.ifPresent(value -> all.put(AUTHORIZATION, value));
    if (!version.isEmpty()) {
      all.put("MCP-Protocol-Version", version);
    }
    if (!session.isEmpty()) {
      all.put(SESSION, session);
    }
    return all;
  }

  private static HttpBody body(byte[] bytes) {
    return new HttpBody() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(bytes);
      }
    };
  }

  private static Map<String, Object> message(String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    message.put("params", params);
    return message;
  }

  private static Map<?, ?> read(String text) throws McpFailure {
    try {
      if (JsonTree.read(text) instanceof Map<?, ?> message) {
        return message;
      }
      throw gone("it answers something that is no message", null);
    } catch (JsonShapeException e) {
      throw gone("it answers something that is no JSON", e);
    }
  }

  /** Empty when it is not the answer to that. */
  private static Optional<Params> answer(Map<?, ?> message, long id) throws McpFailure {
    boolean isIt = message.get("id") instanceof Number number && number.longValue() == id;
    if (!isIt || message.containsKey("method")) {
      return Optional.empty();
    }
    if (message.get("error") instanceof Map<?, ?> error) {
      throw refused(error);
    }
    try {
      return Optional.of(Params.result(message.get("result")));
    } catch (RpcException e) {
      throw gone(String.valueOf(e.getMessage()), e);
    }
  }

  private static McpFailure refused(Map<?, ?> error) {
    boolean isOurs =
        error.get("code") instanceof Number code
            && code.intValue() == WRONG_VERSION
            && error.get("data") instanceof Map<?, ?> data
            && data.get("supported") instanceof List<?> supported
            && supported.contains(McpEra.MODERN.version());
    return new McpFailure(
        isOurs ? McpFailure.Kind.VERSION : McpFailure.Kind.REFUSED,
        ControlChars.neutraliseLine(error.get("message") + " (" + error.get("code") + ")"));
  }

  private void checkStatus(HttpReply reply) throws IOException, McpFailure, InterruptedException {
    int status = reply.status();
    if (status / 100 == 2) {
      return;
    }
    if (status == 401 || status == 403) {
      throw unauthorized(reply);
    }
    if (status == 404 && !session.isEmpty()) {
      session = "";
      throw new McpFailure(McpFailure.Kind.SESSION_LOST, "it has forgotten the session");
    }
    String body = reply.text(MOST_OF_ERROR);
    try {
      if (JsonTree.read(body) instanceof Map<?, ?> message
          && message.get("error") instanceof Map<?, ?> error) {
        throw refused(error);
      }
    } catch (JsonShapeException e) {
      // It says it in another form, or not at all.
    }
    throw new McpFailure(
        status / 100 == 4 ? McpFailure.Kind.REFUSED : McpFailure.Kind.GONE, "it answers " + status);
  }

  private McpFailure unauthorized(HttpReply reply) throws InterruptedException {
    LoginChallenge challenge = LoginChallenge.of(reply.header("WWW-Authenticate"));
    if (challenge.wantsMore() && login.isPresent()) {
      login.get().wants(challenge);
      return new McpFailure(
          McpFailure.Kind.UNAUTHORIZED,
          "it wants a login for more"
              + (challenge.scopes().isEmpty()
                  ? ""
                  : " ("
                      + ControlChars.neutraliseLine(String.join(" ", challenge.scopes()))
                      + ")"));
    }
    return new McpFailure(
        McpFailure.Kind.UNAUTHORIZED, "it wants a login (" + reply.status() + ")");
  }

  private static McpFailure failure(IOException e) throws InterruptedException {
    if (e instanceof HttpFailure failure && failure.kind() == HttpFailure.Kind.CANCELLED) {
      throw new InterruptedException();
    }
    return gone(String.valueOf(e.getMessage()), e);
  }

  private static McpFailure gone(String why, @Nullable Throwable cause) {
    return new McpFailure(McpFailure.Kind.GONE, why, cause);
  }

  @Override
  public void close() {
    session = "";
  }
}
