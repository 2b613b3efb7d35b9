package dev.vibe.mcp.login;

import dev.vibe.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Client of an issuer: what vibe is to it.
 *
 * @param secret empty: it has none
 */
record LoginClient(String id, String secret, Proof proof) {

  /** How it proves who it is, when it asks for tokens. */
  enum Proof {
    NONE("none"),
    BASIC("client_secret_basic"),
    POST("client_secret_post");

    private final String word;

    Proof(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * The one that is set up, else a document, else one that is registered now. Blocks.
   *
   * @throws LoginFailure when the issuer takes none of them
   */
  static LoginClient of(
      AuthorizationServer issuer, LoginSettings settings, String redirect, LoginHttp http)
      throws LoginFailure, InterruptedException {
    if (!settings.clientId().isEmpty()) {
      return new LoginClient(
          settings.clientId(),
          settings.clientSecret(),
          settings.clientSecret().isEmpty() ? Proof.NONE : withSecret(issuer.methods()));
    }
    if (issuer.takesDocuments() && !settings.clientMetadataUrl().isEmpty()) {
      return new LoginClient(settings.clientMetadataUrl(), "", Proof.NONE);
    }
    if (issuer.registration().isPresent()) {
      return registered(issuer, redirect, http);
    }
    throw new LoginFailure(
        "its issuer registers no clients by itself: register one there, and set oauth.clientId of"
            + " the server in mcp.json");
  }

  private static LoginClient registered(AuthorizationServer issuer, String redirect, LoginHttp http)
      throws LoginFailure, InterruptedException {
    Proof wanted = issuer.methods().contains("none") ? Proof.NONE : withSecret(issuer.methods());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("client_name", "vibe");
    fields.put("application_type", "native");
    fields.put("redirect_uris", List.of(redirect));
    fields.put("grant_types", List.of("authorization_code", "refresh_token"));
    fields.put("response_types", List.of("code"));
    fields.put("token_endpoint_auth_method", wanted.word());
    LoginHttp.Answer answer =
        http.json(
            issuer.registration().orElseThrow(),
            Map.of("Accept", "application/json"),
            Json.write(fields));
    String id = answer.text("client_id");
    if (!answer.isFine() || id.isEmpty()) {
      throw new LoginFailure("its issuer does not register vibe: " + answer.error());
    }
    String secret = answer.text("client_secret");
    return new LoginClient(id, secret, proof(answer, secret, wanted));
  }

  private static Proof proof(LoginHttp.Answer answer, String secret, Proof wanted) {
    for (Proof proof : Proof.values()) {
      if (proof.word().equals(answer.text("token_endpoint_auth_method"))) {
        return proof;
      }
    }
    return secret.isEmpty() ? Proof.NONE : wanted == Proof.NONE ? Proof.BASIC : wanted;
  }

  /** One that says nothing knows the basic form. */
  private static Proof withSecret(List<String> methods) {
    return !methods.contains(Proof.BASIC.word()) && methods.contains(Proof.POST.word())
        ? Proof.POST
        : Proof.BASIC;
  }

  /** What goes into the head of a request for tokens. */
  Map<String, String> headers() {
    if (proof != Proof.BASIC) {
      return Map.of("Accept", "application/json");
    }
    String pair = LoginHttp.encoded(id) + ":" + LoginHttp.encoded(secret);
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return Map.of("Accept", "application/json", "Authorization", "Basic " + basic);
  }

  /** What goes into its body. */
  Map<String, String> fields() {
    return switch (proof) {
      case BASIC -> Map.of();
      case NONE -> Map.of("client_id", id);
      case POST -> Map.of("client_id", id, "client_secret", secret);
    };
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "LoginClient[" + id + "]";
  }
}
