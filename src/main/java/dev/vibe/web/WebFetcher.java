package dev.vibe.web;

import dev.vibe.net.HostRules;
import dev.vibe.net.Http;
import dev.vibe.net.HttpCall;
import dev.vibe.net.HttpFailure;
import dev.vibe.net.HttpReply;
import dev.vibe.net.HttpRequest;
import dev.vibe.net.WebUrl;
import dev.vibe.text.Figures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Fetcher of pages, without cookies and credentials. What it may connect to is looked at by its
 * client; which ports, robots and redirects it heeds is decided here. Thread-safe.
 */
public final class WebFetcher {

  /** By which it is known to servers and their {@code robots.txt}. */
  static final String ROBOT = "vibe";

  /** Of a page, decompressed: more is no text that somebody wants to read. */
  static final int MOST_BYTES = 5 << 20;

  /** As RFC 9309, 2.5 has it. */
  private static final int MOST_ROBOTS_BYTES = 500 << 10;

  private static final int MOST_REDIRECTS = 5;
  private static final String TOO_LONG = "it takes too long";
  private static final String LOCATION = "location";

  private final Supplier<Http> client;
  private final HostRules named;
  private final String version;
  private final Duration limit;

  // All below are guarded by this.
  private final Map<String, RobotsRules> robots = new HashMap<>();
  private Optional<Http> made = Optional.empty();

  /**
   * Connects to nothing yet.
   *
   * @param client made when it is first needed; of a limited reach
   * @param named hosts at which other ports than the usual ones may be asked
   * @param limit for a page with all that leads to it
   */
  public WebFetcher(Supplier<Http> client, HostRules named, String version, Duration limit) {
    this.client = client;
    this.named = named;
    this.version = version;
    this.limit = limit;
  }

  /** What speaks against an address, before anybody is asked; empty when nothing does. Pure. */
  public Optional<String> fault(WebUrl url) {
    return url.isUsualPort() || named.isNamed(url.host(), url.port())
        ? Optional.empty()
        : Optional.of(
            "only the ports 80 and 443 are fetched from; another one is opened by --allow-net "
                + url.authority());
  }

  /**
   * Fetches a page, as it is at the end of redirects to the same server. Blocks for at most the
   * limit.
   *
   * @throws WebFailure when there is none, or none to be read
   * @throws InterruptedException when its thread is interrupted
   */
  public FetchedPage fetch(WebUrl wanted) throws WebFailure, InterruptedException {
    Deadline deadline = new Deadline(System.nanoTime() + limit.toNanos());
    WebUrl url = wanted;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      if (!robots(url, deadline).allows(url.path())) {
        throw new WebFailure(
            "the robots.txt of " + url.authority() + " asks programs not to read this page");
      }
      try (HttpReply reply = send(url, "text/markdown, text/html;q=0.9, */*;q=0.5", deadline)) {
        Optional<WebUrl> next = redirect(reply, url);
        if (next.isEmpty()) {
          return page(url, reply, deadline);
        }
        if (!isSameServer(url, next.get())) {
          return new FetchedPage.Moved(next.get());
        }
        url = next.get();
      } catch (IOException e) {
        throw failure(url, e);
      }
    }
    throw new WebFailure(wanted.authority() + " redirects more than " + MOST_REDIRECTS + " times");
  }

  /** Moment at which a page has taken too long. */
  private record Deadline(long at) {

    Duration left() throws WebFailure {
      long left = at - System.nanoTime();
      if (left <= 0) {
        throw new WebFailure(TOO_LONG);
      }
      return Duration.ofNanos(left);
    }
  }

  /** The same host, and not from a private connection to an open one. */
  private static boolean isSameServer(WebUrl from, WebUrl to) {
    boolean isSecured = !from.isSecure() && from.isUsualPort() && to.isUsualPort();
    return from.host().equals(to.host())
        && (from.origin().equals(to.origin()) || (to.isSecure() && isSecured));
  }

  private static Optional<WebUrl> redirect(HttpReply reply, WebUrl from) throws WebFailure {
    boolean isRedirect =
        switch (reply.status()) {
          case 301, 302, 303, 307, 308 -> !reply.header(LOCATION).isEmpty();
          default -> false;
        };
    if (!isRedirect) {
      return Optional.empty();
    }
    Optional<WebUrl> to = from.resolve(reply.header(LOCATION));
    if (to.isEmpty()) {
      throw new WebFailure(from.authority() + " redirects to what is no address of the web");
    }
    return to;
  }

  private HttpReply send(WebUrl url, String accepted, Deadline deadline)
      throws WebFailure, HttpFailure {
    Optional<String> fault = fault(url);
    if (fault.isPresent()) {
      throw new WebFailure(fault.get());
    }
    HttpCall call =
        http()
            .call(
                HttpRequest.get(
                    url.uri(), Map.of("User-Agent", ROBOT + "/" + version, "Accept", accepted)));
    return call.send(deadline.left());
  }

  private synchronized Http http() {
    if (made.isEmpty()) {
      made = Optional.of(client.get());
    }
    return made.get();
  }

  private FetchedPage page(WebUrl url, HttpReply reply, Deadline deadline)
      throws WebFailure, IOException {
    if (reply.status() != 200) {
      throw new WebFailure(url.authority() + " answers with status " + reply.status());
    }
    MediaKind kind = MediaKind.of(reply.header("content-type"));
    if (kind.form() == MediaKind.Form.OTHER) {
      throw new WebFailure("it is " + kind.type() + ", of which no text can be read here");
    }
    byte[] bytes = read(reply, MOST_BYTES + 1, deadline);
    boolean isCut = bytes.length > MOST_BYTES;
    if (MediaKind.isBinary(bytes)) {
      throw new WebFailure(
          "it is no text (" + kind.type() + ", " + Figures.bytes(bytes.length) + ")");
    }
    String text =
        switch (kind.form()) {
          case HTML -> PageMarkdown.of(bytes, kind.charset(), url.text());
          case PLAIN, OTHER -> new String(bytes, kind.charset().orElse(StandardCharsets.UTF_8));
        };
    return new FetchedPage.Text(url, kind.type(), text, isCut);
  }

  /** Each read waits for what is there, so that a server which sends slowly is given up in time. */
  private static byte[] read(HttpReply reply, int most, Deadline deadline)
      throws WebFailure, IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 << 10];
    InputStream in = reply.body();
    while (out.size() < most) {
      reply.limitSilence(deadline.left());
      int count = in.read(buffer, 0, Math.min(buffer.length, most - out.size()));
      if (count < 0) {
        break;
      }
      out.write(buffer, 0, count);
    }
    return out.toByteArray();
  }

  private RobotsRules robots(WebUrl url, Deadline deadline)
      throws WebFailure, InterruptedException {
    synchronized (this) {
      RobotsRules known = robots.get(url.origin());
      if (known != null) {
        return known;
      }
    }
    RobotsRules rules = askForRobots(url, deadline);
    if (!rules.equals(RobotsRules.ALLOW_NONE)) { // which is perhaps better in a while
      synchronized (this) {
        robots.put(url.origin(), rules);
      }
    }
    return rules;
  }

  /** Without a file all may be read; with a server that fails, nothing (RFC 9309, 2.3.1). */
  private RobotsRules askForRobots(WebUrl page, Deadline deadline)
      throws WebFailure, InterruptedException {
    Optional<WebUrl> next = page.resolve("/robots.txt");
    for (int hop = 0; hop <= MOST_REDIRECTS && next.isPresent(); hop++) {
      WebUrl url = next.get();
      try (HttpReply reply = send(url, "text/plain, */*;q=0.5", deadline)) {
        if (reply.status() / 100 == 5) {
          return RobotsRules.ALLOW_NONE;
        }
        if (reply.status() / 100 == 2) {
          byte[] bytes = read(reply, MOST_ROBOTS_BYTES, deadline);
          return RobotsRules.parse(new String(bytes, StandardCharsets.UTF_8), ROBOT);
        }
        next = redirect(reply, url).filter(to -> isSameServer(url, to));
      } catch (IOException e) {
        throw failure(url, e);
      }
    }
    return RobotsRules.ALLOW_ALL;
  }

  private static WebFailure failure(WebUrl url, IOException e) throws InterruptedException {
    if (e instanceof HttpFailure known && known.kind() == HttpFailure.Kind.CANCELLED) {
      InterruptedException interrupted = new InterruptedException(known.getMessage());
      interrupted.initCause(e);
      boolean _ = Thread.interrupted(); // which this exception says instead
      throw interrupted;
    }
    if (e instanceof HttpFailure known && known.kind() == HttpFailure.Kind.SILENCE) {
      return new WebFailure("cannot fetch from " + url.authority() + ": " + TOO_LONG, e);
    }
    String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new WebFailure("cannot fetch from " + url.authority() + ": " + why, e);
  }
}
