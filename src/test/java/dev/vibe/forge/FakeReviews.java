package dev.vibe.forge;

import dev.vibe.forge.FakeForge.Answer;
import dev.vibe.forge.FakeForge.Received;
import dev.vibe.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reviews of the one request 3 at a forge of a test. Like a real one it takes comments only at
 * lines that its diff shows, and refuses a whole review for one that is elsewhere.
 */
public final class FakeReviews {

  private static final String REQUEST = "/(pulls|merge_requests)/3";

  private final ForgeKind kind;
  private final List<Map<String, Object>> told = new ArrayList<>();
  private String head = "";
  private String base = "";
  private String diff = "";
  private List<Integer> lines = List.of();
  private String state = "open";
  private boolean isOfApp;

  FakeReviews(ForgeKind kind) {
    this.kind = kind;
  }

  /**
   * The request.
   *
   * @param diff of one file {@code a.py}, as git writes it
   * @param lines at which comments are taken
   */
  public synchronized void are(String head, String base, String diff, List<Integer> lines) {
    this.head = head;
    this.base = base;
    this.diff = diff;
    this.lines = lines;
  }

  public synchronized void close() {
    state = "closed";
  }

  /** It refuses to tell whose the token is. */
  public synchronized void ofApp() {
    isOfApp = true;
  }

  /** What somebody commented. */
  public synchronized void comment(String login, String body) {
    told.add(comment(login, "User", "comment", body));
  }

  /** The bodies at lines. */
  public synchronized List<String> comments() {
    return bodies("comment");
  }

  /** The bodies at no line. */
  public synchronized List<String> bodies() {
    return bodies("body");
  }

  private List<String> bodies(String where) {
    return told.stream()
        .filter(each -> where.equals(each.get("where")))
        .map(each -> String.valueOf(each.get("body")))
        .toList();
  }

  private static Map<String, Object> comment(String login, String type, String where, String body) {
    Map<String, Object> user = Map.of("login", login, "type", type, "id", login.length());
    return new LinkedHashMap<>(
        Map.of("id", 1, "user", user, "author", user, "where", where, "body", body));
  }

  synchronized Optional<Answer> answer(Received request) {
    String line = request.line();
    boolean isLater = request.path().matches(".*[?&]page=([2-9]|\\d\\d+).*");
    if (line.equals("GET /user")) {
      return Optional.of(
          isOfApp
              ? Answer.of(403, "Resource not accessible by integration")
              : json(200, Map.of("login", "me", "id", 2)));
    }
    if (line.matches("GET .*" + REQUEST)) {
      return Optional.of(json(200, request()));
    }
    if (line.matches("GET .*" + REQUEST + "\\.diff")) {
      return Optional.of(new Answer(200, Map.of("Content-Type", "text/plain"), diff));
    }
    if (line.matches("GET .*" + REQUEST + "/(files|diffs)")) {
      return Optional.of(json(200, isLater ? List.of() : List.of(file())));
    }
    if (line.matches("GET .*" + REQUEST + "/(reviews|comments|notes|reviews/1/comments)")) {
      boolean isOfBodies = kind == ForgeKind.GITHUB && line.endsWith("/reviews");
      boolean isOfLines = kind == ForgeKind.GITHUB && line.endsWith("/comments");
      return Optional.of(
          json(
              200,
              isLater
                  ? List.of()
                  : told.stream()
                      .filter(each -> !isOfBodies || "body".equals(each.get("where")))
                      .filter(each -> !isOfLines || "comment".equals(each.get("where")))
                      .toList()));
    }
    return line.matches("POST .*" + REQUEST + "/(reviews|notes|discussions)")
        ? Optional.of(posted(request))
        : Optional.empty();
  }

  private Map<String, Object> request() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(kind == ForgeKind.GITLAB ? "iid" : "number", 3);
    fields.put(kind == ForgeKind.GITLAB ? "web_url" : "html_url", "https://forge/acme/shop/3");
    fields.put("state", state.equals("open") && kind == ForgeKind.GITLAB ? "opened" : state);
    fields.put("head", Map.of("sha", head, "ref", "fix", "repo_id", 42));
    fields.put("base", Map.of("sha", base, "ref", "main", "repo_id", 42));
    fields.put("source_branch", "fix");
    fields.put("diff_refs", Map.of("head_sha", head, "base_sha", base, "start_sha", base));
    return fields;
  }

  /** The open requests from branch {@code fix}. */
  synchronized List<Map<String, Object>> open() {
    return head.isEmpty() ? List.of() : List.of(request());
  }

  private Map<String, Object> file() {
    String hunks = diff.substring(diff.indexOf("@@"));
    return kind == ForgeKind.GITLAB
        ? Map.of("old_path", "a.py", "new_path", "a.py", "diff", hunks)
        : Map.of("filename", "a.py", "patch", hunks);
  }

  private Answer posted(Received request) {
    Map<String, Object> body = request.body();
    List<Map<String, Object>> made = new ArrayList<>();
    String type = isOfApp ? "Bot" : "User";
    String me = isOfApp ? "gitea-actions" : "me";
    if (request.line().endsWith("/discussions")) {
      if (!isTaken(body.get("position"), "new_path", "new_line")) {
        return Answer.of(400, "400 Bad request - Note {:line_code=>[\"can't be blank\"]}");
      }
      made.add(comment(me, type, "comment", String.valueOf(body.get("body"))));
    } else {
      made.add(comment(me, type, "body", String.valueOf(body.get("body"))));
      for (Object each : body.get("comments") instanceof List<?> all ? all : List.of()) {
        if (!isTaken(each, "path", kind == ForgeKind.GITEA ? "new_position" : "line")) {
          return Answer.of(422, "Pull request review thread line must be part of the diff");
        }
        String text = String.valueOf(((Map<?, ?>) each).get("body"));
        made.add(comment(me, type, "comment", text));
      }
    }
    told.addAll(made);
    return json(201, Map.of("id", 1));
  }

  private boolean isTaken(@Nullable Object comment, String file, String line) {
    return comment instanceof Map<?, ?> map
        && "a.py".equals(map.get(file))
        && map.get(line) instanceof Number number
        && lines.contains(number.intValue());
  }

  private static Answer json(int status, Object value) {
    return new Answer(status, Map.of(), Json.write(value));
  }
}
