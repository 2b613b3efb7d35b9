package dev.vibe.mcp.login;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.net.Http;
import dev.vibe.net.HttpBody;
import dev.vibe.net.HttpFailure;
import dev.vibe.net.HttpReply;
import dev.vibe.net.HttpRequest;
import dev.vibe.text.ControlChars;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests of a login, whose answers are JSON. */
record LoginHttp(Http http) {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 256 << 10;

  /**
   * Answer of a server.
   *
   * @param object what it says; empty when it is no JSON object
   * @param challenge its {@code WWW-Authenticate}
   */
  record Answer(int status, Map<?, ?> object, String challenge) {

    boolean isFine() {
      return status / 100 == 2;
    }

    /** A field that is text; empty when it is not there, or no text. */
    String text(String field) {
      return object.get(field) instanceof String text ? text : "";
    }

    boolean flag(String field) {
      return Boolean.TRUE.equals(object.get(field));
    }

    /** A field that is a list of texts. */
    List<String> texts(String field) {
      return object.get(field) instanceof List<?> list
          ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
          : List.of();
    }

    /** The error that OAuth has a form for, in one line; the status where there is none. */
    String error() {
      String said = (text("error") + " " + text("error_description")).strip();
      return said.isEmpty() ? "it answers " + status : ControlChars.neutraliseLine(said);
    }
  }

  /** Blocks, at most some half a minute. */
  Answer get(URI url) throws LoginFailure, InterruptedException {
    return send(HttpRequest.get(url, Map.of("Accept", "application/json")));
  }

  /** Blocks as {@link #get}. */
  Answer json(URI url, Map<String, String> headers, String json)
      throws LoginFailure, InterruptedException {
    return send(HttpRequest.post(url, headers, new Text(json, "application/json")));
  }

  /** Blocks as {@link #get}. */
  Answer form(URI url, Map<String, String> headers, Map<String, String> fields)
      throws LoginFailure, InterruptedException {
    return send(
        HttpRequest.post(
            url, headers, new Text(query(fields), "application/x-www-form-urlencoded")));
  }

  /** Fields as a form or a query has them. */
  static String query(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Answer send(HttpRequest request) throws LoginFailure, InterruptedException {
    try (HttpReply reply = http.call(request).send(LIMIT)) {
      reply.limitSilence(LIMIT);
      boolean isStream = reply.header("content-type").startsWith("text/event-stream");
      return new Answer(
          reply.status(),
          isStream ? Map.of() : object(reply.text(MOST_BYTES)),
          reply.header("www-authenticate"));
    } catch (IOException e) {
      if (e instanceof HttpFailure failure && failure.kind() == HttpFailure.Kind.CANCELLED) {
        throw new InterruptedException();
      }
      throw new LoginFailure(request.url().getHost() + " cannot be reached: " + e.getMessage(), e);
    }
  }

  private static Map<?, ?> object(String text) {
    try {
      return JsonTree.read(text) instanceof Map<?, ?> object ? object : Map.of();
    } catch (JsonShapeException e) {
      return Map.of();
    }
  }

  /** Body that is text. */
  private record Text(String text, String mediaType) implements HttpBody {
    private byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long length() {
      return bytes().length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes());
    }
  }
}
