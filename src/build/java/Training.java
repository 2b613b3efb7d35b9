import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The work during which the classes for an AOT cache are recorded: what most runs do, or most
 * sessions, and no more, because every class in a cache is linked at each start. A model on a
 * loopback port reads, edits, runs a command and says a word, in a throw-away repository.
 */
final class Training implements Closeable {

  private static final long SECONDS = 120;
  private static final int FILES = 20;
  private static final String PROMPT = "Do the work.";
  private static final String END_OF_INPUT = "\u0004";

  /** The prompt's sign, byte by byte. */
  private static final String MARK = "\u00e2\u009d\u00af";

  /** One reply a line: calls as {@code name arguments}, or a text. */
  private static final List<List<String>> REPLIES =
      List.of(
          List.of(call(0, "read_file", "{\"file\":\"src/f3.py\"}")),
          List.of(
              call(1, "read_file", "{\"file\":\"src/f4.py\",\"offset\":1,\"limit\":2}"),
              call(2, "str_replace", "{\"file\":\"src/f3.py\",\"old\":\"= 3\",\"new\":\"= 4\"}")),
          List.of(call(3, "bash", "{\"command\":\"echo done >> log.txt\"}")),
          List.of("{\"content\":\"Done, \"}", "{\"content\":\"and *checked*.\\n\"}"));

  private final ServerSocket server;
  private final AtomicInteger replies = new AtomicInteger();
  private final Path scratch;

  Training(Path scratch) throws IOException {
    this.scratch = scratch;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  /**
   * Runs the product through its work.
   *
   * @param options for the JVM, without blanks in them
   * @return what it printed if it failed, else nothing
   */
  String run(Path home, String options, Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        product(options, environment, home + "/bin/vibe", "-p", PROMPT, "--mode", "auto");
    String said = finish(builder);
    return said.isEmpty() ? missing() : said;
  }

  /**
   * The same in a session, in the pseudo terminal that {@code script} makes.
   *
   * @return as {@link #run}; also when there is no {@code script}
   */
  String session(Path home, String options, Map<String, String> environment)
      throws IOException, InterruptedException {
    String start = "exec \"$LAUNCHER\" --mode auto";
    boolean isMac = System.getProperty("os.name").startsWith("Mac");
    ProcessBuilder builder =
        isMac
            ? product(options, environment, "script", "-q", "/dev/null", "sh", "-c", start)
            : product(options, environment, "script", "-qec", start, "/dev/null");
    builder.environment().put("LAUNCHER", home + "/bin/vibe");
    builder.environment().put("TERM", "xterm-256color");
    Path screen = scratch.resolve("screen.txt");
    Process process;
    try {
      process = builder.redirectErrorStream(true).redirectOutput(screen.toFile()).start();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    boolean ended = false;
    try (OutputStream keys = process.getOutputStream()) {
      boolean asked = false;
      while (!ended && System.nanoTime() < end) {
        String shown = Files.readString(screen, StandardCharsets.ISO_8859_1);
        if (shown.contains("checked")) {
          type(keys, END_OF_INPUT);
        } else if (!asked && shown.contains(MARK)) {
          type(keys, PROMPT + "\r");
          asked = true;
        }
        ended = process.waitFor(200, TimeUnit.MILLISECONDS);
      }
    }
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    return ended && process.exitValue() == 0 ? missing() : "it ended badly";
  }

  private static void type(OutputStream keys, String text) {
    try {
      keys.write(text.getBytes(StandardCharsets.UTF_8));
      keys.flush();
    } catch (IOException e) {
      // It has ended, which is seen at once.
    }
  }

  /** Nothing if all replies were asked for; the next work begins with the first one. */
  private String missing() {
    int asked = replies.getAndSet(0);
    return asked < REPLIES.size() ? "it stopped after " + asked + " replies" : "";
  }

  private ProcessBuilder product(String options, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(repository().toFile());
    clean(builder);
    builder.environment().putAll(environment);
    builder.environment().put("VIBE_JAVA_OPTS", options);
    builder.environment().put("VIBE_BASE_URL", "http://127.0.0.1:" + server.getLocalPort() + "/v1");
    builder.environment().put("VIBE_API_KEY", "training");
    builder.environment().put("VIBE_MODEL", "training");
    return builder;
  }

  private Path repository() throws IOException, InterruptedException {
    Path repository = Files.createTempDirectory(scratch, "repository");
    Files.createDirectory(repository.resolve("src"));
    Files.writeString(repository.resolve(".gitignore"), "build/\n*.log\n!keep.log\n");
    Files.writeString(repository.resolve("README.md"), "# A repository\n");
    for (int i = 0; i < FILES; i++) {
      Files.writeString(repository.resolve("src/f" + i + ".py"), "\nCOUNT = " + i + "\n");
    }
    List<String> identity = List.of("-c", "user.name=vibe", "-c", "user.email=vibe@localhost");
    for (List<String> step :
        List.of(
            List.of("init", "-q"),
            List.of("add", "-A"),
            List.of("commit", "-q", "--no-gpg-sign", "-m", "Begin"),
            List.of("gc", "-q"))) {
      List<String> command = new ArrayList<>(List.of("git"));
      command.addAll(identity);
      command.addAll(step);
      ProcessBuilder builder = new ProcessBuilder(command).directory(repository.toFile());
      clean(builder);
      String said = finish(builder);
      if (!said.isEmpty()) {
        System.err.println("Training without Git: " + said);
        break;
      }
    }
    return repository;
  }

  /** Nothing of whoever builds may end up in the cache or steer the run. */
  private void clean(ProcessBuilder builder) {
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !name.equals("PATH") && !name.equals("TMPDIR"));
    environment.put("HOME", scratch.toString());
    environment.put("VIBE_HOME", scratch.resolve("state").toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
  }

  private String finish(ProcessBuilder builder) throws InterruptedException, IOException {
    Path log = scratch.resolve("said.txt");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      return ended && process.exitValue() == 0 ? "" : "failed. " + Files.readString(log);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in = new BufferedInputStream(socket.getInputStream())) {
      OutputStream out = socket.getOutputStream();
      socket.setTcpNoDelay(true);
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        String request = line;
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
            length = Integer.parseInt(header.substring(15).strip());
          }
        }
        in.readNBytes(length);
        if (request.startsWith("POST")) {
          stream(out, Math.min(replies.getAndIncrement(), REPLIES.size() - 1));
        } else {
          whole(out, "{\"object\":\"list\",\"data\":[{\"id\":\"training\",\"object\":\"model\"}]}");
        }
      }
    } catch (IOException e) {
      // The product hung up, as it does at its end.
    }
  }

  private static void whole(OutputStream out, String json) throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s";
    out.write(head.formatted(json.length(), json).getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void stream(OutputStream out, int number) throws IOException {
    StringBuilder all =
        new StringBuilder(
            "HTTP/1.1 200 OK\r\n"
                + "Content-Type: text/event-stream\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n");
    boolean last = number == REPLIES.size() - 1;
    chunk(all, choice("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    for (String delta : REPLIES.get(number)) {
      chunk(all, choice(delta, "null"));
    }
    chunk(all, choice("{}", last ? "\"stop\"" : "\"tool_calls\""));
    chunk(
        all,
        "{\"id\":\"t\",\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":"
            + "{\"prompt_tokens\":2000,\"completion_tokens\":20,\"total_tokens\":2020}}");
    chunk(all, "[DONE]");
    all.append("0\r\n\r\n");
    out.write(all.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void chunk(StringBuilder all, String payload) {
    String event = "data: " + payload + "\n\n";
    all.append(Integer.toHexString(event.length())).append("\r\n").append(event).append("\r\n");
  }

  private static String choice(String delta, String finish) {
    return "{\"id\":\"t\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"training\","
               + "\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]}";
  }

  private static String call(int number, String name, String arguments) {
    return "{\"tool_calls\":[{\"index\":"
        + (number == 2 ? 1 : 0)
        + ",\"id\":\"callid00"
        + number
        + "\",\"type\":\"function\",\"function\":{\"name\":\""
        + name
        + "\",\"arguments\":\""
        + arguments.replace("\"", "\\\"")
        + "\"}}]}";
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
