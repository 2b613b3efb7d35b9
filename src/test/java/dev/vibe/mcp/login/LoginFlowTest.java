package dev.vibe.mcp.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import java.io.Closeable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Login to a server, from its refusal to its tokens, and what is done with these later. */
@Timeout(60)
class LoginFlowTest {

  private static final Optional<String> FIRST = Optional.of("Bearer access-1");

  private final TestIssuer issuer = new TestIssuer();
  private final Vault vault = new Vault();
  private final List<URI> pages = new ArrayList<>();

  @AfterEach
  void close() {
    issuer.close();
  }

  /** Keeps in memory. */
  private static final class Vault implements LoginVault {
    private final Map<URI, String> kept = new HashMap<>();

    @Override
    public Optional<String> read(URI server) {
      return Optional.ofNullable(kept.get(server));
    }

    @Override
    public void keep(URI server, String secret) {
      kept.put(server, secret);
    }

    @Override
    public boolean forget(URI server) {
      return kept.remove(server) != null;
    }

    @Override
    public Closeable locked(URI server) {
      return () -> {};
    }
  }

  private List<String> login(LoginSettings settings, Consumer<URI> browser)
      throws LoginFailure, InterruptedException {
    return new LoginFlow(
            issuer.url("/mcp"), settings, vault, new Http(HttpSettings.DEFAULT), browser)
        .run();
  }

  private List<String> login() throws LoginFailure, InterruptedException {
    return login(
        LoginSettings.NONE,
        page -> {
          pages.add(page);
          TestIssuer.visit(page);
        });
  }

  private String refusal() {
    String why = String.valueOf(assertThrows(LoginFailure.class, this::login).getMessage());
    assertTrue(vault.kept.isEmpty());
    return why;
  }

  private LoginAccess access() {
    return new LoginAccess(issuer.url("/mcp"), vault, () -> new Http(HttpSettings.DEFAULT));
  }

  private KeptLogin kept() {
    return KeptLogin.read(vault.read(issuer.url("/mcp")).orElseThrow()).orElseThrow();
  }

  @Test
  void a_login_proves_what_it_is_and_keeps_the_tokens() throws Exception {
    issuer.scope = "read write";

    assertEquals(List.of("read", "write"), login());

    Map<String, String> page = issuer.askedFor("authorize");
    assertEquals("1", page.get("tenant"));
    assertEquals("vibe-1", page.get("client_id"));
    assertEquals("S256", page.get("code_challenge_method"));
    assertEquals("read write", page.get("scope"));
    Map<String, String> token = issuer.askedFor("token");
    for (Map<String, String> each : List.of(page, token)) {
      assertEquals(issuer.url("/mcp").toString(), each.get("resource"));
    }
    assertEquals("vibe-1", token.get("client_id"));
    assertTrue(issuer.registered.contains(page.get("redirect_uri")));
    assertEquals(FIRST, access().header());
    assertTrue(vault.read(issuer.url("/mcp")).orElseThrow().matches("[A-Za-z0-9_-]+"));
    assertFalse(kept().toString().contains("access-1"));
  }

  @Test
  void no_two_logins_have_the_same_state_or_proof() throws Exception {
    login();
    Map<String, String> first = issuer.askedFor("authorize");
    login();
    assertNotEquals(first.get("state"), issuer.askedFor("authorize").get("state"));
    assertNotEquals(
        first.get("code_challenge"), issuer.askedFor("authorize").get("code_challenge"));
  }

  @Test
  void an_answer_of_another_issuer_is_no_login() {
    issuer.back.put("iss", issuer.url("/as/").toString());
    assertTrue(refusal().contains("another issuer"));
    assertFalse(issuer.asked.containsKey("token"));
  }

  @Test
  void an_issuer_that_says_it_names_itself_has_to() {
    issuer.issuer.put("authorization_response_iss_parameter_supported", true);
    assertTrue(refusal().contains("which issuer"));
    assertFalse(issuer.asked.containsKey("token"));
  }

  @Test
  void what_the_issuer_refuses_is_told() {
    issuer.back.put("error", "access_denied");
    issuer.back.put("error_description", "not\u001byou");
    String why = refusal();
    assertTrue(why.contains("access_denied"));
    assertFalse(why.contains("\u001b"));
  }

  @Test
  void tokens_for_another_server_are_not_asked_for() {
    issuer.resource.put("resource", "https://other.example/mcp");
    assertTrue(refusal().contains("another server"));
    assertTrue(pages.isEmpty());
  }

  @Test
  void an_issuer_that_says_it_is_another_is_not_believed() {
    issuer.issuer.put("issuer", "https://other.example");
    assertTrue(refusal().contains("says that it is"));
    assertTrue(pages.isEmpty());
  }

  @Test
  void an_issuer_without_pkce_is_not_used() {
    issuer.issuer.remove("code_challenge_methods_supported");
    assertTrue(refusal().contains("PKCE"));
    assertTrue(pages.isEmpty());
  }

  @Test
  void a_page_that_is_no_web_page_is_not_opened() {
    for (String page : List.of("file:///etc/passwd", "javascript:alert(1)", "http://a.example/")) {
      issuer.issuer.put("authorization_endpoint", page);
      assertTrue(refusal().contains("may be used"), page);
    }
    assertTrue(pages.isEmpty());
  }

  @Test
  void a_server_elsewhere_names_nothing_of_this_machine() {
    LoginUrls urls = new LoginUrls(URI.create("https://server.example/mcp"));
    assertThrows(LoginFailure.class, () -> urls.safe("http://127.0.0.1:1/x", "it"));
    assertThrows(LoginFailure.class, () -> urls.safe("https://localhost/x", "it"));
  }

  @Test
  void a_client_that_was_registered_beforehand_is_the_one() throws Exception {
    issuer.issuer.remove("registration_endpoint");
    issuer.issuer.put(
        "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "none"));
    login(
        LoginSettings.of(Map.of("clientId", "mine", "clientSecret", "s:1", "scopes", "a b")),
        TestIssuer::visit);
    assertEquals("mine", issuer.askedFor("authorize").get("client_id"));
    assertEquals("a b", issuer.askedFor("authorize").get("scope"));
    assertEquals(
        "Basic "
            + Base64.getEncoder().encodeToString("mine:s%3A1".getBytes(StandardCharsets.UTF_8)),
        issuer.basic);
    assertFalse(issuer.askedFor("token").containsKey("client_secret"));
  }

  @Test
  void a_document_comes_before_a_registration_where_the_issuer_takes_it() throws Exception {
    LoginSettings settings =
        LoginSettings.of(Map.of("clientMetadataUrl", "https://vibe.example/client.json"));
    login(settings, TestIssuer::visit);
    assertEquals("vibe-1", issuer.askedFor("authorize").get("client_id"));

    issuer.issuer.put("client_id_metadata_document_supported", true);
    login(settings, TestIssuer::visit);
    assertEquals("https://vibe.example/client.json", issuer.askedFor("authorize").get("client_id"));
  }

  @Test
  void a_secret_that_a_registration_gives_goes_where_the_issuer_wants_it() throws Exception {
    issuer.issuer.put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
    issuer.registration.put("client_secret", "s-1");
    login();
    assertEquals("s-1", issuer.askedFor("token").get("client_secret"));
    assertEquals("", issuer.basic);
  }

  @Test
  void without_a_way_to_be_a_client_it_is_said_what_to_set() {
    issuer.issuer.remove("registration_endpoint");
    assertTrue(refusal().contains("oauth.clientId"));
  }

  @Test
  void a_token_that_has_ended_is_renewed_before_it_is_sent() throws Exception {
    issuer.tokens.put("expires_in", 1);
    login();
    issuer.tokens.put("access_token", "access-2");
    issuer.tokens.put("refresh_token", "refresh-2");
    issuer.tokens.put("expires_in", 3_600);

    assertEquals(Optional.of("Bearer access-2"), access().header());

    assertEquals("refresh_token", issuer.askedFor("token").get("grant_type"));
    assertEquals(issuer.url("/mcp").toString(), issuer.askedFor("token").get("resource"));
    assertEquals("refresh-2", kept().refresh());
    assertEquals(Optional.of("Bearer access-2"), access().header());
  }

  @Test
  void a_token_that_is_refused_is_renewed_once() throws Exception {
    login();
    LoginAccess access = access();
    assertEquals(FIRST, access.header());
    issuer.tokens.put("access_token", "access-2");
    issuer.tokens.put("refresh_token", "used-up");

    assertTrue(access.isRenewed(FIRST));
    assertEquals(Optional.of("Bearer access-2"), access.header());
    assertFalse(access.isRenewed(access.header()));
  }

  @Test
  void a_login_done_meanwhile_counts_without_a_new_start() throws Exception {
    LoginAccess access = access();
    assertEquals(Optional.empty(), access.header());
    login();
    assertEquals(FIRST, access.header());
    vault.kept.clear();
    assertFalse(access.isRenewed(FIRST));
    assertEquals(Optional.empty(), access.header());
  }

  @Test
  void what_a_server_wants_later_is_asked_for_besides_what_there_was() throws Exception {
    issuer.scope = "read";
    login();
    access().wants(LoginChallenge.of("Bearer error=\"insufficient_scope\", scope=\"write\""));
    assertEquals(List.of("read", "write"), login());
    assertEquals(List.of(), kept().wanted());
  }

  @Test
  void a_right_for_later_is_asked_for_where_the_issuer_has_it() throws Exception {
    issuer.scope = "read";
    issuer.issuer.put("scopes_supported", List.of("offline_access"));
    assertEquals(List.of("read", "offline_access"), login());
  }

  @Test
  void a_visitor_that_does_not_know_the_state_ends_nothing() throws Exception {
    login(
        LoginSettings.NONE,
        page -> {
          String redirect =
              Objects.requireNonNull(TestIssuer.fields(page.getRawQuery()).get("redirect_uri"));
          TestIssuer.visit(URI.create(redirect + "?state=guessed&code=theirs"));
          TestIssuer.visit(URI.create(redirect.replace("/callback", "/favicon.ico")));
          TestIssuer.visit(page);
        });
    assertEquals("code-1", issuer.askedFor("token").get("code"));
  }

  @Test
  void a_challenge_among_others_is_read() {
    LoginChallenge challenge =
        LoginChallenge.of(
            "Digest realm=\"a, Bearer scope=b\", nonce=1, bearer scope=\"x  y\","
                + " resource_metadata=\"https://a.example/q\\\"\", error=insufficient_scope");
    assertEquals(List.of("x", "y"), challenge.scopes());
    assertEquals("https://a.example/q\"", challenge.metadata());
    assertTrue(challenge.wantsMore());
    assertEquals(LoginChallenge.BARE, LoginChallenge.of("Digest scope=x"));
  }

  @Test
  void settings_that_are_not_known_or_not_of_their_form_are_named() {
    for (Map<String, String> fields :
        List.of(
            Map.of("client", "x"),
            Map.of("callbackPort", "70000"),
            Map.of("clientMetadataUrl", "http://a.example/x"))) {
      assertThrows(IllegalArgumentException.class, () -> LoginSettings.of(fields));
    }
    Map<String, String> all = Map.of("clientId", "i", "callbackPort", "80", "scopes", "a b");
    assertEquals(all, LoginSettings.of(all).fields());
  }
}
