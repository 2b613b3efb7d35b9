package dev.vibe.mcp.login;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vibe.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** MCP server that wants a login, and the issuer of its tokens, on loopback. */
final class TestIssuer implements AutoCloseable {

  private final HttpServer http;

  /** What it says of itself; a test may change any of it. */
  final Map<String, Object> resource = new LinkedHashMap<>();

  final Map<String, Object> issuer = new LinkedHashMap<>();
  final Map<String, Object> registration = new LinkedHashMap<>();
  final Map<String, Object> tokens = new LinkedHashMap<>();

  /** What the browser comes back with besides the code and the state. */
  final Map<String, String> back = new LinkedHashMap<>();

  /** Requests: what of an address and what of a body, by their path. */
  final List<String> paths = new ArrayList<>();

  final Map<String, Map<String, String>> asked = new LinkedHashMap<>();
  volatile String scope = "";
  volatile String basic = "";
  volatile String registered = "";
  private volatile String proof = "";

  TestIssuer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    resource.put("resource", url("/mcp").toString());
    resource.put("authorization_servers", List.of(url("/as").toString()));
    issuer.put("issuer", url("/as").toString());
    issuer.put("authorization_endpoint", url("/as/authorize?tenant=1").toString());
    issuer.put("token_endpoint", url("/as/token").toString());
    issuer.put("registration_endpoint", url("/as/register").toString());
    issuer.put("code_challenge_methods_supported", List.of("S256"));
    issuer.put("token_endpoint_auth_methods_supported", List.of("none"));
    registration.put("client_id", "vibe-1");
    tokens.put("access_token", "access-1");
    tokens.put("token_type", "Bearer");
    tokens.put("refresh_token", "refresh-1");
    tokens.put("expires_in", 3_600);
    http.createContext("/", this::handle);
    http.start();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    synchronized (this) {
      paths.add(path);
    }
    switch (path) {
      case "/mcp" -> {
        exchange
            .getResponseHeaders()
            .set("WWW-Authenticate", "Basic realm=\"x\", Bearer scope=\"" + scope + "\"");
        send(exchange, 401, Map.of());
      }
      case "/.well-known/oauth-protected-resource/mcp" -> send(exchange, 200, resource);
      case "/.well-known/openid-configuration/as" -> send(exchange, 200, issuer);
      case "/as/register" -> {
        registered = body;
        send(exchange, 201, registration);
      }
      case "/as/authorize" -> authorize(exchange);
      case "/as/token" -> token(exchange, fields(body));
      default -> send(exchange, 404, Map.of());
    }
  }

  /** Fields of the last request to an endpoint. */
  Map<String, String> askedFor(String endpoint) {
    return Objects.requireNonNull(asked.get(endpoint), endpoint);
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> query = fields(exchange.getRequestURI().getRawQuery());
    asked.put("authorize", query);
    proof = query.getOrDefault("code_challenge", "");
    Map<String, String> all = new LinkedHashMap<>();
    all.put("code", "code-1");
    all.put("state", query.get("state"));
    all.putAll(back);
    exchange
        .getResponseHeaders()
        .set("Location", query.get("redirect_uri") + "?" + LoginHttp.query(all));
    send(exchange, 302, Map.of());
  }

  private void token(HttpExchange exchange, Map<String, String> fields) throws IOException {
    asked.put("token", fields);
    List<String> proofs = exchange.getRequestHeaders().getOrDefault("Authorization", List.of());
    basic = proofs.isEmpty() ? "" : proofs.getFirst();
    boolean isCode = "authorization_code".equals(fields.get("grant_type"));
    boolean isProven =
        isCode
            ? "code-1".equals(fields.get("code"))
                && digest(fields.getOrDefault("code_verifier", "")).equals(proof)
            : "refresh-1".equals(fields.get("refresh_token"));
    send(exchange, isProven ? 200 : 400, isProven ? tokens : Map.of("error", "invalid_grant"));
  }

  private static String digest(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, String> fields(String query) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      fields.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  private static void send(HttpExchange exchange, int status, Map<String, ?> object)
      throws IOException {
    byte[] bytes = Json.write(object).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** A browser in which somebody logs in at once. */
  static void visit(URI page) {
    var _ =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .build()
            .sendAsync(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
