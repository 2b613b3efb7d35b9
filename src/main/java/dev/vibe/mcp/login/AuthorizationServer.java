package dev.vibe.mcp.login;

import dev.vibe.text.QuotedName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Server that gives out tokens.
 *
 * @param registration where clients register themselves; empty: they cannot
 * @param methods of proving who the client is, that it says to know; empty: it does not say
 * @param scopes that it says to know
 * @param takesDocuments whether a URL of a metadata document may be the id of a client
 * @param namesItself whether it says with each answer who gave it
 */
record AuthorizationServer(
    String issuer,
    URI authorization,
    URI token,
    Optional<URI> registration,
    List<String> methods,
    List<String> scopes,
    boolean takesDocuments,
    boolean namesItself) {

  private static final String PROOF = "S256";

  AuthorizationServer {
    methods = List.copyOf(methods);
    scopes = List.copyOf(scopes);
  }

  /**
   * The one of an issuer, by what it says of itself. Blocks.
   *
   * @return empty when it says nothing
   * @throws LoginFailure when it says that it is another, or lacks what a safe login needs
   */
  static Optional<AuthorizationServer> of(String issuer, LoginUrls urls, LoginHttp http)
      throws LoginFailure, InterruptedException {
    URI named = urls.safe(issuer, "the issuer");
    for (URI place : LoginUrls.issuerMetadata(named)) {
      LoginHttp.Answer answer = http.get(place);
      if (answer.isFine() && !answer.text("authorization_endpoint").isEmpty()) {
        return Optional.of(read(issuer, answer, urls));
      }
    }
    return Optional.empty();
  }

  private static AuthorizationServer read(String issuer, LoginHttp.Answer answer, LoginUrls urls)
      throws LoginFailure {
    if (!answer.text("issuer").equals(issuer)) {
      throw new LoginFailure(
          "the issuer "
              + QuotedName.of(issuer)
              + " says that it is "
              + QuotedName.of(answer.text("issuer")));
    }
    if (!answer.texts("code_challenge_methods_supported").contains(PROOF)) {
      throw new LoginFailure(
          "the issuer " + QuotedName.of(issuer) + " does not say that it knows PKCE with S256");
    }
    String registration = answer.text("registration_endpoint");
    return new AuthorizationServer(
        issuer,
        urls.safe(answer.text("authorization_endpoint"), "the authorization endpoint"),
        urls.safe(answer.text("token_endpoint"), "the token endpoint"),
        registration.isEmpty()
            ? Optional.empty()
            : Optional.of(urls.safe(registration, "the registration endpoint")),
        answer.texts("token_endpoint_auth_methods_supported"),
        answer.texts("scopes_supported"),
        answer.flag("client_id_metadata_document_supported"),
        answer.flag("authorization_response_iss_parameter_supported"));
  }

  /** The one of servers of 2025-03-26 that say nothing: at the server itself, by usual names. */
  static AuthorizationServer usual(LoginUrls urls) throws LoginFailure {
    String origin = urls.origin();
    return new AuthorizationServer(
        origin,
        urls.safe(origin + "/authorize", "the authorization endpoint"),
        urls.safe(origin + "/token", "the token endpoint"),
        Optional.of(urls.safe(origin + "/register", "the registration endpoint")),
        List.of(),
        List.of(),
        false,
        false);
  }
}
