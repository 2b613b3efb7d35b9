package dev.vibe.forge;

import dev.vibe.json.JsonShapeException;
import dev.vibe.json.JsonTree;
import dev.vibe.net.HttpBody;
import dev.vibe.net.HttpFailure;
import dev.vibe.net.HttpReply;
import dev.vibe.net.HttpRequest;
import dev.vibe.net.HttpRequest.Verb;
import dev.vibe.net.Redaction;
import dev.vibe.net.RetryPolicy;
import dev.vibe.net.RetryPolicy.Verdict;
import dev.vibe.problem.VibeException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Client of the REST API of a forge. Tries again what may be tried again: everything after a wait
 * that the forge asks for; what changes nothing, or can be done twice, after trouble that passes,
 * too. The making of something is not, because it may have been made.
 */
final class ForgeClient {

  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final int LARGEST = 4 * 1024 * 1024;

  /** GitHub tells no more than 3,000 files of a pull request, a hundred a page. */
  private static final int MOST_PAGES = 30;

  private final ForgeSite site;
  private final ForgeToken token;
  private final Map<String, String> headers;
  private final ForgeMeans means;

  /**
   * Connects nothing yet.
   *
   * @param headers besides those of every request, with the token
   */
  ForgeClient(ForgeSite site, ForgeToken token, Map<String, String> headers, ForgeMeans means) {
    this.site = site;
    this.token = token;
    this.means = means;
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("User-Agent", "vibe");
    this.headers = Map.copyOf(all);
  }

  /** Answer of the forge, whatever it is. */
  private record Answer(int status, String text, String retryAfter, boolean isLimited) {}

  /** Asks for one object. */
  ForgeFields get(String what, String path) {
    return fields(what, read(what, request(what, Verb.GET, path, null)));
  }

  /** Asks for a list of objects. */
  List<ForgeFields> list(String what, String path) {
    if (read(what, request(what, Verb.GET, path, null)) instanceof List<?> list) {
      return list.stream().map(each -> fields(what, each)).toList();
    }
    throw ForgeProblems.unreadable(site, what);
  }

  /**
   * Asks for a list of objects page by page, to the first that has nothing new: a forge that does
   * not know pages of this list answers with the same one each time.
   *
   * @param path with a question, to which the page is added
   */
  List<ForgeFields> pages(String what, String path) {
    List<ForgeFields> all = new ArrayList<>();
    List<ForgeFields> last = List.of();
    for (int page = 1; page <= MOST_PAGES; page++) {
      List<ForgeFields> some = list(what, path + "&page=" + page);
      if (some.isEmpty() || some.equals(last)) {
        break;
      }
      all.addAll(some);
      last = some;
    }
    return all;
  }

  /** Asks for what is no JSON. */
  String text(String what, String path) {
    return request(what, Verb.GET, path, null);
  }

  /** Sends an object; the answer is one, too. */
  ForgeFields send(String what, Verb verb, String path, Map<String, Object> body) {
    return fields(what, read(what, request(what, verb, path, body)));
  }

  /** Sends an object, whatever is answered to that. */
  void tell(String what, Verb verb, String path, Map<String, Object> body) {
    String _ = request(what, verb, path, body);
  }

  private ForgeFields fields(String what, @Nullable Object json) {
    if (json instanceof Map<?, ?> map) {
      return new ForgeFields(map);
    }
    throw ForgeProblems.unreadable(site, what);
  }

  private @Nullable Object read(String what, String text) {
    try {
      return JsonTree.read(text);
    } catch (JsonShapeException e) {
      throw ForgeProblems.unreadable(site, what);
    }
  }

  private String request(String what, Verb verb, String path, @Nullable Map<String, Object> body) {
    boolean mayRepeat = verb != Verb.POST;
    Duration waited = Duration.ZERO;
    for (int attempt = 1; ; attempt++) {
      Answer answer;
      try {
        answer = once(verb, path, body);
      } catch (HttpFailure e) {
        boolean isOver = e.kind() == HttpFailure.Kind.CANCELLED || isLasting(e.kind());
        if (isOver || !mayRepeat) {
          throw ForgeProblems.unreachable(what, reason(e));
        }
        answer = new Answer(503, reason(e), "", false);
      } catch (IOException e) {
        throw ForgeProblems.unreachable(what, reason(e));
      }
      if (answer.status() / 100 == 2) {
        return answer.text();
      }
      boolean again =
          answer.isLimited()
              || (mayRepeat && answer.status() != 409 && RetryPolicy.mayHeal(answer.status()));
      if (!again) {
        throw refused(what, answer);
      }
      Verdict verdict =
          ForgeMeans.RETRIES.after(
              new RetryPolicy.Failure(
                  attempt, waited, answer.retryAfter(), Duration.ZERO, means.clock().instant()),
              means.random());
      switch (verdict) {
        case Verdict.GiveUp(Duration asked) ->
            throw answer.isLimited()
                ? ForgeProblems.rateLimited(site, what, asked)
                : refused(what, answer);
        case Verdict.Wait(Duration delay) -> {
          waited = waited.plus(delay);
          pause(what, delay);
        }
      }
    }
  }

  private void pause(String what, Duration delay) {
    try {
      means.pause().take(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ForgeProblems.unreachable(what, "interrupted");
    }
  }

  private VibeException refused(String what, Answer answer) {
    String said = ForgeFields.words(answer.text());
    return ForgeProblems.refused(
        site, token, what, answer.status(), new Redaction(List.of(token.reveal())).apply(said));
  }

  /** What no wait heals. */
  private static boolean isLasting(HttpFailure.Kind kind) {
    return switch (kind) {
      case UNKNOWN_HOST, TLS, PROXY, FORBIDDEN, TOO_LARGE -> true;
      case REFUSED, NO_CONNECTION, SILENCE, BROKEN, CANCELLED -> false;
    };
  }

  private String reason(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return site.api() + ": " + message;
  }

  private Answer once(Verb verb, String path, @Nullable Map<String, Object> body)
      throws IOException {
    HttpBody sent = body == null ? HttpBody.NONE : new Bytes(JsonTree.write(body));
    HttpRequest request = new HttpRequest(verb, URI.create(site.api() + path), headers, sent);
    try (HttpReply reply = means.http().call(request).send(ANSWER)) {
      reply.limitSilence(ANSWER);
      String text = reply.text(LARGEST);
      return new Answer(reply.status(), text, retryAfter(reply), isLimited(reply, text));
    }
  }

  private static boolean isLimited(HttpReply reply, String text) {
    boolean isSpent = reply.header("x-ratelimit-remaining").strip().equals("0");
    return reply.status() == 429
        || (reply.status() == 403
            && (isSpent
                || !reply.header("retry-after").isEmpty()
                || text.contains("secondary rate limit")));
  }

  /** Seconds to wait, as a {@code Retry-After} says it; empty when the forge does not tell. */
  private String retryAfter(HttpReply reply) {
    String after = reply.header("retry-after").strip();
    if (!after.isEmpty() || reply.status() / 100 == 2) {
      return after;
    }
    String reset = reply.header("x-ratelimit-reset").strip();
    String at = reset.isEmpty() ? reply.header("ratelimit-reset").strip() : reset;
    if (at.isEmpty() || !at.chars().allMatch(Character::isDigit) || at.length() > 12) {
      return "";
    }
    Instant until = Instant.ofEpochSecond(Long.parseLong(at));
    long wait = Duration.between(means.clock().instant(), until).toSeconds() + 1;
    return Long.toString(Math.max(1, wait));
  }

  /** JSON on its way. */
  private static final class Bytes implements HttpBody {

    private final byte[] bytes;

    Bytes(String json) {
      this.bytes = json.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes);
    }
  }
}
