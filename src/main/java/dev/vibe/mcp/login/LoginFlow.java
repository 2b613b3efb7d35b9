package dev.vibe.mcp.login;

import dev.vibe.net.Http;
import dev.vibe.text.ControlChars;
import dev.vibe.text.QuotedName;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Login to a server by a person with a browser: OAuth 2.1 with PKCE, as MCP has it.
 *
 * @param browser shows the page to the person; what it shows holds no secret of vibe's
 */
public record LoginFlow(
    URI server, LoginSettings settings, LoginVault vault, Http http, Consumer<URI> browser) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String OFFLINE = "offline_access";

  /** What a server is asked that nobody has logged in to, in either era of the protocol. */
  private static final List<String> PROBES =
      List.of(
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{\"_meta\":{"
              + "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
              + "\"io.modelcontextprotocol/clientCapabilities\":{}}}}",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
              + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
              + "\"clientInfo\":{\"name\":\"vibe\",\"version\":\"1\"}}}");

  /**
   * Logs in and keeps the tokens. Blocks until the person has, at most some minutes.
   *
   * @return the scopes that were asked for
   * @throws LoginFailure when the server wants no login, none that is safe, or it went wrong
   */
  public List<String> run() throws LoginFailure, InterruptedException {
    LoginHttp asking = new LoginHttp(http);
    LoginUrls urls = new LoginUrls(server);
    LoginChallenge challenge = challenge(asking);
    LoginPlaces places = LoginPlaces.find(urls, challenge, asking);
    Optional<KeptLogin> before = vault.read(server).flatMap(KeptLogin::read);
    List<String> scopes = scopes(places, challenge, before);
    try (LoopbackRedirect redirect = new LoopbackRedirect(settings.callbackPort())) {
      LoginClient client = LoginClient.of(places.issuer(), settings, redirect.url(), asking);
      String verifier = random();
      String state = random();
      browser.accept(page(places, client, scopes, redirect.url(), state, verifier));
      Map<String, String> answer = redirect.await(state, PATIENCE);
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("grant_type", "authorization_code");
      fields.put("code", code(answer, places.issuer()));
      fields.put("redirect_uri", redirect.url());
      fields.put("code_verifier", verifier);
      fields.put("resource", places.resource());
      KeptLogin login =
          new KeptLogin(
              places.issuer().issuer(),
              places.issuer().token(),
              client,
              places.resource(),
              "",
              "",
              Optional.empty(),
              scopes,
              List.of());
      keep(login.renewed(LoginAccess.tokens(login, fields, asking), Instant.now()));
      return scopes;
    }
  }

  private LoginChallenge challenge(LoginHttp asking) throws LoginFailure, InterruptedException {
    for (String probe : PROBES) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Accept", "application/json, text/event-stream");
      if (probe.equals(PROBES.getFirst())) {
        headers.put("MCP-Protocol-Version", "2026-07-28");
        headers.put("Mcp-Method", "server/discover");
      }
      LoginHttp.Answer answer = asking.json(server, headers, probe);
      if (answer.status() == 401 || answer.status() == 403) {
        return LoginChallenge.of(answer.challenge());
      }
    }
    return LoginChallenge.BARE; // it may want one for its tools only
  }

  /** What was granted before stays, where the same issuer gives it. */
  private List<String> scopes(
      LoginPlaces places, LoginChallenge challenge, Optional<KeptLogin> before) {
    Set<String> all = new LinkedHashSet<>(settings.scopes());
    if (all.isEmpty()) {
      all.addAll(challenge.scopes().isEmpty() ? places.scopes() : challenge.scopes());
    }
    before
        .filter(kept -> kept.issuer().equals(places.issuer().issuer()))
        .ifPresent(
            kept -> {
              all.addAll(kept.scopes());
              all.addAll(kept.wanted());
            });
    if (!all.isEmpty() && places.issuer().scopes().contains(OFFLINE)) {
      all.add(OFFLINE);
    }
    return List.copyOf(all);
  }

  private static URI page(
      LoginPlaces places,
      LoginClient client,
      List<String> scopes,
      String redirect,
      String state,
      String verifier) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("response_type", "code");
    fields.put("client_id", client.id());
    fields.put("redirect_uri", redirect);
    fields.put("code_challenge", encoded(sha256(verifier)));
    fields.put("code_challenge_method", "S256");
    fields.put("state", state);
    fields.put("resource", places.resource());
    if (!scopes.isEmpty()) {
      fields.put("scope", String.join(" ", scopes));
    }
    URI place = places.issuer().authorization();
    String between = place.getRawQuery() == null ? "?" : "&";
    return URI.create(place + between + LoginHttp.query(fields));
  }

  /** Only what the issuer says itself counts: another may have sent the browser here. */
  private static String code(Map<String, String> answer, AuthorizationServer issuer)
      throws LoginFailure {
    String said = answer.getOrDefault("iss", "");
    if (said.isEmpty() && issuer.namesItself()) {
      throw new LoginFailure("the answer does not say which issuer gave it, though it should");
    }
    if (!said.isEmpty() && !said.equals(issuer.issuer())) {
      throw new LoginFailure("the answer is of another issuer: " + QuotedName.of(said));
    }
    String error = answer.getOrDefault("error", "");
    if (!error.isEmpty()) {
      throw new LoginFailure(
          "its issuer says no: "
              + ControlChars.neutraliseLine(
                  (error + " " + answer.getOrDefault("error_description", "")).strip()));
    }
    String code = answer.getOrDefault("code", "");
    if (code.isEmpty()) {
      throw new LoginFailure("the answer holds no code");
    }
    return code;
  }

  private void keep(KeptLogin login) throws LoginFailure, InterruptedException {
    try (Closeable _ = vault.locked(server)) {
      vault.keep(server, login.written());
    } catch (IOException e) {
      throw new LoginFailure("the tokens cannot be kept: " + e.getMessage(), e);
    }
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return encoded(bytes);
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each JDK has SHA-256", e);
    }
  }
}
