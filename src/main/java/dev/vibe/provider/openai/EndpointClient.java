package dev.vibe.provider.openai;

import dev.vibe.net.Http;
import dev.vibe.net.HttpBody;
import dev.vibe.net.HttpCall;
import dev.vibe.net.HttpRequest;
import dev.vibe.net.Redaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Client of one endpoint: where its calls go, what they carry, and words for how they fail.
 * Thread-safe.
 */
record EndpointClient(EndpointSettings settings, Endpoint endpoint, Http http) {

  /**
   * Connects nothing yet.
   *
   * @throws dev.vibe.problem.VibeException ({@code bad-base-url}, usage) when the base URL is none
   */
  static EndpointClient of(EndpointSettings settings, Http http) {
    return new EndpointClient(settings, Endpoint.parse(settings.address().baseUrl()), http);
  }

  /** The id of the model, as the server knows it. */
  String model() {
    return settings.model().id();
  }

  EndpointTimeouts timeouts() {
    return settings.session().transport().timeouts();
  }

  /** May block, and may throw a {@link dev.vibe.problem.VibeException}, as its supplier does. */
  String key() {
    return settings.address().key().key();
  }

  /** Asks for the key again; whether it is another one now. */
  boolean renewKey(String refused) {
    return settings.address().key().renew(refused);
  }

  HttpCall models(String key) {
    return http.call(HttpRequest.get(endpoint.models(), headers(key)));
  }

  HttpCall completions(HttpBody body, String key) {
    Map<String, String> headers = new HashMap<>(headers(key));
    headers.put("Accept", "text/event-stream, application/json");
    headers.put("Accept-Encoding", "identity");
    return http.call(HttpRequest.post(endpoint.completions(), headers, body));
  }

  ServerProbe probe() {
    return new ServerProbe(http, endpoint, headers(key()));
  }

  private Map<String, String> headers(String key) {
    Map<String, String> headers = new HashMap<>();
    headers.put("User-Agent", "vibe");
    if (!key.isEmpty()) {
      headers.put("Authorization", "Bearer " + key);
    }
    headers.putAll(settings.address().headers());
    return headers;
  }

  /** They show neither the key nor what else lets a request in. */
  EndpointProblems problems(String key) {
    List<String> secrets = new ArrayList<>(settings.address().headers().values());
    secrets.addAll(endpoint.queryValues());
    secrets.add(key);
    return new EndpointProblems(
        endpoint, model(), settings.address().key().origin(), new Redaction(secrets));
  }
}
