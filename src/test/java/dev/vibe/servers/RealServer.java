package dev.vibe.servers;

import dev.vibe.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Server of llama.cpp that runs. */
record RealServer(RealServers owner, String address) implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Answer, whatever its status. */
  record Answer(int status, String body) {

    boolean isGood() {
      return status == 200;
    }

    Map<String, Object> json() {
      return Json.object(body);
    }
  }

  /** Counts of the tokens of a prompt: those that the server still had, and those it evaluated. */
  record Timings(int cached, int evaluated) {

    static Timings of(Answer answer) {
      return answer.json().get("timings") instanceof Map<?, ?> timings
          ? new Timings(count(timings, "cache_n"), count(timings, "prompt_n"))
          : new Timings(0, 0);
    }

    private static int count(Map<?, ?> timings, String name) {
      return Integer.parseInt(String.valueOf(timings.get(name)));
    }

    int prompt() {
      return cached + evaluated;
    }
  }

  String baseUrl() {
    return address + "/v1";
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path)).build());
  }

  Answer post(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** The prompt that the model would read, or the refusal of its template. */
  Answer render(Map<String, Object> body) {
    return post("/apply-template", Json.write(body));
  }

  /** The prompt as it is before the model is asked to speak, which is what the next one goes on. */
  String rendered(Map<String, Object> body) {
    Map<String, Object> silent = new HashMap<>(body);
    silent.put("add_generation_prompt", false);
    return String.valueOf(render(silent).json().get("prompt"));
  }

  /** Has the model read a request and write one token. */
  Answer evaluate(Map<String, Object> body) {
    Map<String, Object> brief = new HashMap<>(body);
    brief.put("max_tokens", 1);
    brief.put("stream", false);
    brief.remove("stream_options");
    return post("/v1/chat/completions", Json.write(brief));
  }

  /** What the model writes to a request, which the server puts together itself. */
  String written(Map<String, Object> body) {
    Map<String, Object> whole = new HashMap<>(body);
    whole.put("stream", false);
    whole.remove("stream_options");
    Map<?, ?> answer = post("/v1/chat/completions", Json.write(whole)).json();
    return answer.get("choices") instanceof List<?> choices
            && choices.getFirst() instanceof Map<?, ?> choice
            && choice.get("message") instanceof Map<?, ?> message
        ? String.valueOf(message.get("content"))
        : "";
  }

  /** Whether it works for somebody. */
  boolean isBusy() {
    return get("/slots").body().contains("\"is_processing\":true");
  }

  private static Answer send(HttpRequest request) {
    try {
      HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    owner.stop(this);
  }
}
