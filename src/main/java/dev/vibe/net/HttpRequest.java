package dev.vibe.net;

import java.net.URI;
import java.util.Map;

/**
 * Request to a server.
 *
 * @param url absolute, {@code http} or {@code https}
 * @param headers by name, one value each; an {@code Authorization} goes to no host but this one
 */
public record HttpRequest(Verb verb, URI url, Map<String, String> headers, HttpBody body) {

  /** The verbs in use. */
  public enum Verb {
    GET,
    POST,
    PUT,
    PATCH
  }

  public HttpRequest {
    headers = Map.copyOf(headers);
  }

  public static HttpRequest get(URI url, Map<String, String> headers) {
    return new HttpRequest(Verb.GET, url, headers, HttpBody.NONE);
  }

  /** A POST of JSON. */
  public static HttpRequest post(URI url, Map<String, String> headers, HttpBody json) {
    return new HttpRequest(Verb.POST, url, headers, json);
  }
}
