package dev.vibe.build;

import dev.vibe.testkit.ModelServer;
import dev.vibe.testkit.Reply;
import dev.vibe.testkit.StreamScript;
import dev.vibe.testkit.StreamShape;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work during which the classes for an AOT cache are recorded: what most runs do, or most sessions,
 * and no more, because every class in a cache is linked at each start. A model on a loopback port
 * reads, edits, runs a command and says a word, in a throw-away repository.
 */
final class Training implements Closeable {

  private static final long SECONDS = 120;
  private static final int FILES = 20;
  private static final String PROMPT = "Do the work.";
  private static final String END_OF_INPUT = "\u0004";

  /** The prompt's sign, byte by byte. */
  private static final String MARK = "\u00e2\u009d\u00af";

  private static final List<Reply> REPLIES =
      List.of(
          reply("a").call("read_file", "{\"file\":\"src/f3.py\"}").reply(),
          reply("b")
              .call("read_file", "{\"file\":\"src/f4.py\",\"offset\":1,\"limit\":2}")
              .call("str_replace", "{\"file\":\"src/f3.py\",\"old\":\"= 3\",\"new\":\"= 4\"}")
              .reply(),
          reply("c").call("bash", "{\"command\":\"echo done >> log.txt\"}").reply(),
          reply("d").text("Done, ", "and *checked*.\n").reply());

  private static final Reply MODELS =
      Reply.json(
          200,
          Map.of("object", "list", "data", List.of(Map.of("id", "training", "object", "model"))));

  private final AtomicInteger replies = new AtomicInteger();
  private final ModelServer server = ModelServer.start(this::answer);
  private final Path scratch;

  Training(Path scratch) {
    this.scratch = scratch;
  }

  private static StreamScript reply(String salt) {
    return StreamScript.of(StreamShape.MISTRAL, salt).usage(2000, 20);
  }

  private Reply answer(ModelServer.Request request) {
    return request.isForReply()
        ? REPLIES.get(Math.min(replies.getAndIncrement(), REPLIES.size() - 1))
        : MODELS;
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
    builder.environment().put("VIBE_BASE_URL", server.baseUrl());
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
  public void close() {
    server.close();
  }
}
