package dev.vibe.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.net.HostRules;
import dev.vibe.net.Http;
import dev.vibe.net.HttpSettings;
import dev.vibe.net.NetReach;
import dev.vibe.net.WebUrl;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of a server on this machine, which the client reaches because it is named. */
@Timeout(60)
class WebFetcherTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  private WebFetcher fetcher(Duration limit) {
    HostRules named = new HostRules(List.of("localhost:" + server.port()));
    Http http = new Http(HttpSettings.DEFAULT, new NetReach.Open(named));
    return new WebFetcher(() -> http, named, "1.0", limit);
  }

  private WebUrl url(String path) {
    return WebUrl.parse("http://localhost:" + server.port() + path).orElseThrow();
  }

  private FetchedPage fetch(String path) throws Exception {
    return fetcher(LONG).fetch(url(path));
  }

  private String text(String path) throws Exception {
    return assertInstanceOf(FetchedPage.Text.class, fetch(path)).text();
  }

  private String failure(String path) {
    return assertThrows(WebFailure.class, () -> fetch(path)).words();
  }

  private static Reply moved(int status, String to) {
    return Reply.of(status, "text/plain", "").header("Location", to);
  }

  @Test
  void html_comes_as_markdown_and_other_text_as_it_is() throws Exception {
    server.page("/a", Reply.of(200, "text/html; charset=utf-8", "<h1>T</h1><p>x <b>y</b>"));
    server.page("/b", Reply.of(200, "application/json", "{\"a\": [1]}"));

    assertEquals("# T\n\nx **y**\n", text("/a"));
    assertEquals("{\"a\": [1]}", text("/b"));
  }

  @Test
  void nothing_is_sent_by_which_a_server_knows_who_it_is() throws Exception {
    server.page(
        "/a", moved(302, "/b").header("Set-Cookie", "id=7").header("WWW-Authenticate", "Basic"));
    server.page("/b", Reply.of(200, "text/plain", "b").header("Set-Cookie", "id=8"));
    WebFetcher fetcher = fetcher(LONG);
    FetchedPage first = fetcher.fetch(url("/a"));
    FetchedPage second = fetcher.fetch(url("/b"));

    assertEquals(first, second);
    for (ScriptedServer.Received request : server.allRequests()) {
      Map<String, String> headers = request.headers();
      assertEquals("vibe/1.0", headers.get("user-agent"));
      assertFalse(headers.containsKey("cookie"), headers::toString);
      assertFalse(headers.containsKey("authorization"), headers::toString);
      assertFalse(headers.containsKey("referer"), headers::toString);
    }
    assertEquals(
        List.of("/robots.txt", "/a", "/b", "/b"),
        server.allRequests().stream().map(ScriptedServer.Received::path).toList());
  }

  @Test
  void a_redirect_to_another_server_is_told_and_not_followed() throws Exception {
    try (var other = ScriptedServer.start()) {
      String there = "http://localhost:" + other.port() + "/x";
      server.page("/a", moved(301, there));

      assertEquals(new FetchedPage.Moved(WebUrl.parse(there).orElseThrow()), fetch("/a"));
      assertEquals(List.of(), other.allRequests());
    }
  }

  @Test
  void a_circle_of_redirects_ends() {
    server.page("/a", moved(302, "/a"));

    assertTrue(failure("/a").contains("redirects more than 5 times"));
    assertTrue(server.allRequests().size() <= 7);
  }

  @Test
  void a_redirect_to_another_scheme_is_an_error() {
    server.page("/a", moved(302, "file:///etc/passwd"));

    assertTrue(failure("/a").contains("no address of the web"), failure("/a"));
  }

  @Test
  void robots_txt_is_heeded_for_each_page_of_a_way() {
    server.page("/robots.txt", Reply.of(200, "text/plain", "User-agent: *\nDisallow: /no\n"));
    server.page("/a", moved(302, "/no"));
    server.page("/no", Reply.of(200, "text/plain", "secret"));

    assertTrue(failure("/no").contains("robots.txt"));
    assertTrue(failure("/a").contains("robots.txt"));
    assertTrue(server.allRequests().stream().noneMatch(each -> each.path().equals("/no")));
  }

  @Test
  void a_server_that_cannot_give_its_robots_txt_is_left_alone() {
    server.page("/robots.txt", Reply.of(503, "text/plain", ""));
    server.page("/a", Reply.of(200, "text/plain", "x"));

    assertTrue(failure("/a").contains("robots.txt"));
  }

  @Test
  void robots_txt_may_be_elsewhere_on_the_same_server() {
    server.page("/robots.txt", moved(301, "/r.txt"));
    server.page("/r.txt", Reply.of(200, "text/plain", "User-agent: vibe\nDisallow: /\n"));

    assertTrue(failure("/a").contains("robots.txt"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/pdf", "application/octet-stream"})
  void what_is_no_text_is_refused(String type) {
    server.page("/a", Reply.of(200, type, "x"));

    assertTrue(failure("/a").contains(type));
  }

  @Test
  void bytes_that_are_no_text_are_refused_whatever_they_are_called() {
    server.page("/a", Reply.of(200, "text/plain", "a\0b"));

    assertTrue(failure("/a").contains("no text"));
  }

  @Test
  void a_status_that_tells_of_a_failure_is_one() {
    assertTrue(failure("/none").contains("status 404"));
  }

  @Test
  void a_page_without_an_end_is_cut() throws Exception {
    AtomicLong sent = new AtomicLong();
    server.page("/a", Reply.endless(200, "text/plain", "word ", sent));
    FetchedPage.Text page = assertInstanceOf(FetchedPage.Text.class, fetch("/a"));

    assertTrue(page.isCut());
    assertEquals(WebFetcher.MOST_BYTES + 1, page.text().length());
  }

  @Test
  void a_server_that_sends_nothing_more_is_given_up_in_time() {
    server.page(
        "/a",
        Reply.of(200, "text/plain", "begun")
            .framed(Reply.Framing.CHUNKED)
            .then(new Reply.Step.Await(new CountDownLatch(1))));

    WebFetcher fetcher = fetcher(Duration.ofMillis(700));
    WebFailure failure = assertThrows(WebFailure.class, () -> fetcher.fetch(url("/a")));
    assertTrue(failure.words().contains("too long"), failure.words());
  }

  @Test
  void an_interrupt_ends_it_at_once() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    server.page(
        "/a",
        Reply.of(200, "text/plain", "begun")
            .framed(Reply.Framing.CHUNKED)
            .then(new Reply.Step.Signal(asked), new Reply.Step.Await(new CountDownLatch(1))));
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    FetchedPage page = fetcher(LONG).fetch(url("/a"));
                    ended.set(new AssertionError(page.toString()));
                  } catch (WebFailure | InterruptedException e) {
                    ended.set(e);
                  }
                });
    asked.await();
    thread.interrupt();
    thread.join();

    assertInstanceOf(InterruptedException.class, ended.get());
  }

  @Test
  void other_ports_are_fetched_from_only_where_they_are_named() {
    WebFetcher fetcher = fetcher(LONG);
    WebUrl other = WebUrl.parse("https://example.com:22/").orElseThrow();

    assertTrue(fetcher.fault(url("/")).isEmpty());
    assertTrue(fetcher.fault(WebUrl.parse("https://example.com/").orElseThrow()).isEmpty());
    assertTrue(fetcher.fault(other).orElseThrow().contains("example.com:22"));
    assertThrows(WebFailure.class, () -> fetcher.fetch(other));
  }

  @Test
  void what_is_not_named_and_on_this_machine_is_refused() {
    WebUrl here = WebUrl.parse("http://127.0.0.1/").orElseThrow();
    WebFailure failure = assertThrows(WebFailure.class, () -> fetcher(LONG).fetch(here));

    assertTrue(failure.words().contains("inside of a network"), failure.words());
  }
}
