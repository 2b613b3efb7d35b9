package dev.vibe.mcp.login;

import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Login that was done: who gave the tokens, to which client, and the tokens. All of it is kept
 * together, so that nothing of it is ever shown to another issuer.
 *
 * @param refresh token that gets the next; empty: there is none
 * @param end when the token ends; empty: it is not known
 * @param scopes that were asked for
 * @param wanted scopes that the server has asked for since
 */
record KeptLogin(
    String issuer,
    URI token,
    LoginClient client,
    String resource,
    String access,
    String refresh,
    Optional<Instant> end,
    List<String> scopes,
    List<String> wanted) {

  /** A token that ends while its request is on its way is of no use. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  KeptLogin {
    scopes = List.copyOf(scopes);
    wanted = List.copyOf(wanted);
  }

  boolean hasEnded(Instant now) {
    return end.isPresent() && now.plus(MARGIN).isAfter(end.get());
  }

  /** With scopes that the next login asks for, too. */
  KeptLogin wanting(List<String> more) {
    Set<String> all = new LinkedHashSet<>(wanted);
    all.addAll(more);
    return new KeptLogin(
        issuer, token, client, resource, access, refresh, end, scopes, List.copyOf(all));
  }

  /** With new tokens; an issuer that gives no new one to refresh with leaves the old one. */
  KeptLogin renewed(LoginHttp.Answer answer, Instant now) {
    String next = answer.text("refresh_token");
    return new KeptLogin(
        issuer,
        token,
        client,
        resource,
        answer.text("access_token"),
        next.isEmpty() ? refresh : next,
        answer.object().get("expires_in") instanceof Number seconds
            ? Optional.of(now.plusSeconds(Math.clamp(seconds.longValue(), 0, Integer.MAX_VALUE)))
            : Optional.empty(),
        scopes,
        wanted);
  }

  /** One line of letters, digits, hyphens and underscores: keychains differ in what they take. */
  String written() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("issuer", issuer);
    fields.put("token", token.toString());
    fields.put("client", client.id());
    fields.put("secret", client.secret());
    fields.put("proof", client.proof().name());
    fields.put("resource", resource);
    fields.put("access", access);
    fields.put("refresh", refresh);
    fields.put("end", end.map(Instant::toString).orElse(""));
    fields.put("scopes", scopes);
    fields.put("wanted", wanted);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.write(fields).getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when it is none. */
  static Optional<KeptLogin> read(String written) {
    try {
      LoginHttp.Answer kept =
          new LoginHttp.Answer(
              0,
              Json.object(
                  new String(
                      Base64.getUrlDecoder().decode(written.strip()), StandardCharsets.UTF_8)),
              "");
      String end = kept.text("end");
      return Optional.of(
          new KeptLogin(
              kept.text("issuer"),
              URI.create(kept.text("token")),
              new LoginClient(
                  kept.text("client"),
                  kept.text("secret"),
                  LoginClient.Proof.valueOf(kept.text("proof"))),
              kept.text("resource"),
              kept.text("access"),
              kept.text("refresh"),
              end.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(end)),
              kept.texts("scopes"),
              kept.texts("wanted")));
    } catch (IllegalArgumentException | JsonShapeException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "KeptLogin[" + issuer + "]";
  }
}
