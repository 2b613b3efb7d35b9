package dev.vibe.forge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.vibe.git.remote.RemoteUrl;
import dev.vibe.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Forge of a test on loopback: the REST API of one kind for the project {@code acme/shop}, and its
 * branches over Git's smart HTTP. It takes one token, refuses what a real one would refuse, and can
 * be told to answer otherwise.
 */
public final class FakeForge implements AutoCloseable {

  public static final String TOKEN = "forge-token-7f3b2a9c1d4e";
  public static final String PROJECT = "acme/shop";

  private static final long ID = 42;

  /**
   * Request to the API.
   *
   * @param path with its question, as it came
   */
  public record Received(
      String method, String path, Map<String, String> headers, Map<String, Object> body) {

    /** Without what is asked. */
    public String line() {
      int question = path.indexOf('?');
      return method + " " + (question < 0 ? path : path.substring(0, question));
    }
  }

  /** Answer that is given instead of the usual one. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public static Answer of(int status, String message) {
      return new Answer(status, Map.of(), Json.write(Map.of("message", message)));
    }
  }

  private final ForgeKind kind;
  private final Path repository;
  private final FakeReviews reviews;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  // All below are guarded by this.
  private final List<Received> received = new ArrayList<>();
  private final List<Map<String, Object>> requests = new ArrayList<>();
  private final Map<String, ArrayDeque<Answer>> answers = new HashMap<>();
  private final Map<String, Runnable> happenings = new HashMap<>();
  private final Map<String, Object> project = new LinkedHashMap<>();
  private final List<String> logins = new ArrayList<>();

  private FakeForge(ForgeKind kind, Path repository) throws IOException {
    this.kind = kind;
    this.repository = repository;
    this.reviews = new FakeReviews(kind);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    project.put("id", ID);
    project.put("default_branch", "main");
    project.put("permissions", Map.of("push", true, "project_access", Map.of("access_level", 40)));
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /**
   * Starts it.
   *
   * @param repository bare, that takes pushes over HTTP
   */
  public static FakeForge start(String kind, Path repository) {
    try {
      return new FakeForge(ForgeKind.of(kind).orElseThrow(), repository);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With its port. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public String api() {
    return "http://" + host() + "/api";
  }

  public String remote() {
    return "http://" + host() + "/" + PROJECT + ".git";
  }

  /** What a user has in the configuration for it. */
  public String configuration() {
    return """
    [forges."%s"]
    kind = "%s"
    api_url = "%s"
    token_env = "FORGE_TOKEN"
    """
        .formatted(host(), kind.word(), api());
  }

  ForgeSite site() {
    return new ForgeSite(kind, host(), api(), PROJECT, RemoteUrl.of(remote()).orElseThrow());
  }

  /** The next request of this kind, {@code POST /repos/acme/shop/pulls} say, is answered so. */
  public synchronized FakeForge answering(String line, Answer... next) {
    answers.computeIfAbsent(line, k -> new ArrayDeque<>()).addAll(List.of(next));
    return this;
  }

  /** Before the next request of this kind is answered, this happens. */
  public synchronized FakeForge meanwhile(String line, Runnable what) {
    happenings.put(line, what);
    return this;
  }

  /** A field of the project from now on. */
  public synchronized FakeForge project(String field, Object value) {
    project.put(field, value);
    return this;
  }

  public synchronized List<Received> received() {
    return List.copyOf(received);
  }

  public synchronized List<String> lines() {
    return received.stream().map(Received::line).toList();
  }

  /** The bodies of what changes something. */
  public synchronized List<Map<String, Object>> sent() {
    return received.stream()
        .filter(each -> !each.method().equals("GET"))
        .map(Received::body)
        .toList();
  }

  /** The pull requests that it has. */
  public synchronized List<Map<String, Object>> requests() {
    return List.copyOf(requests);
  }

  /** What people do to one on the page. */
  public synchronized void change(int number, String field, Object value) {
    requests.get(number - 1).put(field, value);
  }

  /** Users that Git logged in as. */
  public synchronized List<String> logins() {
    return List.copyOf(logins);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getRawPath();
      if (path.startsWith("/" + PROJECT + ".git/")) {
        git(exchange, path.substring(PROJECT.length() + 5), body);
      } else {
        Answer answer = answer(exchange, body);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        send(exchange, answer.status(), answer.body().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private synchronized Answer answer(HttpExchange exchange, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    String path = exchange.getRequestURI().toString().substring("/api".length());
    Received request =
        new Received(
            exchange.getRequestMethod(),
            path,
            headers,
            text.isEmpty() ? Map.of() : Json.object(text));
    received.add(request);
    Optional.ofNullable(happenings.remove(request.line())).ifPresent(Runnable::run);
    ArrayDeque<Answer> wanted = answers.getOrDefault(request.line(), new ArrayDeque<>());
    if (!wanted.isEmpty()) {
      return wanted.removeFirst();
    }
    String scheme = kind == ForgeKind.GITEA ? "token " : "Bearer ";
    if (!headers.getOrDefault("authorization", "").equals(scheme + TOKEN)) {
      return Answer.of(401, "Bad credentials");
    }
    return usual(request);
  }

  /** The reviews of its request 3. */
  public FakeReviews reviews() {
    return reviews;
  }

  private Answer usual(Received request) {
    String line = request.line();
    Optional<Answer> reviewed = reviews.answer(request);
    if (reviewed.isPresent()) {
      return reviewed.get();
    }
    if (line.endsWith("/labels")) {
      return json(
          200,
          request.method().equals("GET") ? List.of(Map.of("id", 5, "name", "bot")) : List.of());
    }
    if (line.matches("GET .*/(pulls|merge_requests)")) {
      List<Map<String, Object>> open = reviews.open();
      boolean isLater = request.path().matches(".*[&?]page=[2-9].*");
      return json(200, open.isEmpty() ? asked(request) : isLater ? List.of() : open);
    }
    if (line.matches("POST .*/(pulls|merge_requests)")) {
      return opened(request.body());
    }
    if (line.matches("(PUT|PATCH) .*/(pulls|merge_requests)/\\d+")) {
      Map<String, Object> standing =
          requests.get(Integer.parseInt(line.substring(line.lastIndexOf('/') + 1)) - 1);
      standing.putAll(request.body());
      return json(200, standing);
    }
    return line.matches("GET /(repos|projects)/acme(/|%2F)shop")
        ? json(200, project)
        : Answer.of(404, "Not Found");
  }

  private static Answer json(int status, Object value) {
    return new Answer(status, Map.of(), Json.write(value));
  }

  /** As the kinds filter: GitHub and GitLab by branch, Gitea by state and page. */
  private List<Map<String, Object>> asked(Received request) {
    String question = URLDecoder.decode(request.path(), StandardCharsets.UTF_8);
    if (kind == ForgeKind.GITEA) {
      boolean isFirst = question.contains("&page=1");
      return requests.stream()
          .filter(each -> isFirst && question.contains("state=" + each.get("state")))
          .toList();
    }
    return requests.reversed();
  }

  private Answer opened(Map<String, Object> body) {
    boolean isGitLab = kind == ForgeKind.GITLAB;
    String head = String.valueOf(body.get(isGitLab ? "source_branch" : "head"));
    boolean isThere =
        requests.stream()
            .anyMatch(
                each ->
                    String.valueOf(each).contains(head)
                        && String.valueOf(each.get("state")).startsWith("open"));
    if (isThere) {
      return Answer.of(isGitLab ? 409 : 422, "A pull request already exists for " + head);
    }
    Map<String, Object> made = new LinkedHashMap<>(body);
    int number = requests.size() + 1;
    made.put(isGitLab ? "iid" : "number", number);
    made.put(isGitLab ? "web_url" : "html_url", "http://" + host() + "/" + PROJECT + "/" + number);
    made.put("state", isGitLab ? "opened" : "open");
    if (isGitLab) {
      made.put("source_project_id", ID);
    } else {
      made.put("head", Map.of("ref", head, "repo_id", ID, "repo", Map.of("id", ID)));
      made.put("base", Map.of("ref", body.get("base")));
    }
    requests.add(made);
    return json(201, made);
  }

  private void git(HttpExchange exchange, String path, byte[] body) throws IOException {
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    String given =
        login == null
            ? ""
            : new String(
                Base64.getDecoder().decode(login.substring("Basic ".length())),
                StandardCharsets.UTF_8);
    if (!given.endsWith(":" + TOKEN)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"forge\"");
      send(exchange, 401, new byte[0]);
      return;
    }
    synchronized (this) {
      logins.add(given.substring(0, given.indexOf(':')));
    }
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = builder.environment();
    String question = exchange.getRequestURI().getRawQuery();
    environment.put("GIT_PROJECT_ROOT", repository.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", path);
    environment.put("QUERY_STRING", question == null ? "" : question);
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("REMOTE_USER", "forge");
    put(environment, "CONTENT_TYPE", exchange, "Content-Type");
    put(environment, "HTTP_CONTENT_ENCODING", exchange, "Content-Encoding");
    put(environment, "GIT_PROTOCOL", exchange, "Git-Protocol");
    environment.put("CONTENT_LENGTH", Integer.toString(body.length));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(body);
    }
    passOn(exchange, process.getInputStream().readAllBytes());
  }

  private static void put(
      Map<String, String> environment, String name, HttpExchange exchange, String header) {
    String value = exchange.getRequestHeaders().getFirst(header);
    if (value != null) {
      environment.put(name, value);
    }
  }

  /** Of a CGI program: head, an empty line, body. */
  private static void passOn(HttpExchange exchange, byte[] output) throws IOException {
    String text = new String(output, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    int status = 200;
    for (String line : text.substring(0, end).lines().toList()) {
      int colon = line.indexOf(": ");
      if (line.startsWith("Status: ")) {
        status = Integer.parseInt(line.substring(8, 11));
      } else {
        exchange.getResponseHeaders().set(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(output, end + 4, output.length - end - 4);
    send(exchange, status, body.toByteArray());
  }
}
