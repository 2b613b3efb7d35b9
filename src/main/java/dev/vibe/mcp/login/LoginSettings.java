package dev.vibe.mcp.login;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of the login to a server, as somebody has set them up: {@code oauth} of a server in
 * {@code mcp.json}.
 *
 * @param clientId of a client that was registered beforehand; empty: none
 * @param clientSecret of that client; empty: it has none
 * @param clientMetadataUrl where a metadata document of the client lies, which is its id then
 * @param callbackPort at which the browser comes back; 0: any that is free
 * @param scopes what is asked for whatever the server says; empty: what the server says
 */
public record LoginSettings(
    String clientId,
    String clientSecret,
    String clientMetadataUrl,
    int callbackPort,
    List<String> scopes) {

  /** Nothing is set up. */
  public static final LoginSettings NONE = new LoginSettings("", "", "", 0, List.of());

  private static final int HIGHEST_PORT = 65_535;

  public LoginSettings {
    scopes = List.copyOf(scopes);
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when a field is not known, or is not of its form
   */
  public static LoginSettings of(Map<String, String> fields) {
    Map<String, String> rest = new LinkedHashMap<>(fields);
    String id = taken(rest, "clientId");
    String secret = taken(rest, "clientSecret");
    String metadata = taken(rest, "clientMetadataUrl");
    String port = taken(rest, "callbackPort");
    String scopes = taken(rest, "scopes").strip();
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException(
          "oauth has no field "
              + rest.keySet().iterator().next()
              + ", but clientId, clientSecret, clientMetadataUrl, callbackPort and scopes");
    }
    if (!metadata.isEmpty() && !metadata.matches("https://[^/\\s]+/\\S+")) {
      throw new IllegalArgumentException(
          "clientMetadataUrl is no https URL with a path: " + metadata);
    }
    return new LoginSettings(
        id, secret, metadata, port(port), scopes.isEmpty() ? List.of() : words(scopes));
  }

  private static String taken(Map<String, String> fields, String name) {
    String value = fields.remove(name);
    return value == null ? "" : value;
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= HIGHEST_PORT) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException("callbackPort is no port: " + text);
  }

  static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  /** As {@link #of} reads it; what is not set is not there. */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, "clientId", clientId);
    put(fields, "clientSecret", clientSecret);
    put(fields, "clientMetadataUrl", clientMetadataUrl);
    put(fields, "callbackPort", callbackPort == 0 ? "" : String.valueOf(callbackPort));
    put(fields, "scopes", String.join(" ", scopes));
    return fields;
  }

  private static void put(Map<String, String> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "LoginSettings[" + clientId + "]";
  }
}
