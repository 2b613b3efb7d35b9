package dev.vibe.git.store;

import dev.vibe.git.config.GitConfig;
import dev.vibe.git.config.GitFolders;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.PrivateConfig;
import dev.vibe.text.NameBytes;
import dev.vibe.workspace.content.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Runner of the installed {@code git}, for plumbing only. The repository is named to it, so that it
 * does not look for one. It reads no configuration file but the one that vibe wrote ({@link
 * PrivateConfig}), neither the repository's nor the user's, so that nothing that these name can be
 * started, however it is spelled; the environment is an allow-list.
 */
public final class NativeGit {

  /** Signing may wait for somebody to type a passphrase. */
  private static final int SECONDS = 60;

  /** See {@link #attempt(Request, String, Duration)}. */
  public static final int HANDED = 9;

  private static final List<String> HANDING =
      List.of("/bin/sh", "-c", "exec " + HANDED + "<&0 </dev/null; exec \"$0\" \"$@\"");

  /** Git looks at most work trees in less. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Set<String> KEPT_VARIABLES =
      Set.of(
          "USER",
          "LOGNAME",
          "TMPDIR",
          "XDG_RUNTIME_DIR",
          "GNUPGHOME",
          "GPG_TTY",
          "SSH_AUTH_SOCK",
          "DISPLAY",
          "WAYLAND_DISPLAY",
          "DBUS_SESSION_BUS_ADDRESS");

  /** What is kept, too, where it has to ask a remote. */
  private static final Set<String> WAY_OUT =
      Set.of(
          "http_proxy",
          "https_proxy",
          "HTTPS_PROXY",
          "all_proxy",
          "ALL_PROXY",
          "no_proxy",
          "NO_PROXY",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "GIT_SSL_CAINFO");

  /** What Git shall do where it has no setting; those that name programs are a second wall. */
  private static final Map<String, String> HARMLESS =
      Map.ofEntries(
          Map.entry("core.fsmonitor", "false"),
          Map.entry("core.hooksPath", "/dev/null"),
          Map.entry("core.pager", "cat"),
          Map.entry("core.editor", "false"),
          Map.entry("core.sshCommand", "false"),
          Map.entry("core.alternateRefsCommand", ""),
          Map.entry("credential.helper", ""),
          Map.entry("protocol.allow", "never"),
          Map.entry("log.showSignature", "false"),
          Map.entry("i18n.commitEncoding", "UTF-8"),
          Map.entry("i18n.logOutputEncoding", "UTF-8"));

  private final Path folder;
  private final GitFolders folders;
  private final GitSettings settings;
  private final GitConfig config;

  /**
   * A program ready to be run.
   *
   * @param folder where paths in arguments start from
   * @param config of the repository, of which it is told what is data
   */
  public NativeGit(Path folder, GitFolders folders, GitSettings settings, GitConfig config) {
    this.folder = folder;
    this.folders = folders;
    this.settings = settings;
    this.config = config;
  }

  /** One run of it. */
  public record Request(
      List<String> arguments,
      Content.Present input,
      Map<String, String> configuration,
      Map<String, String> environment) {

    public static Request of(String... arguments) {
      return new Request(List.of(arguments), new Content.Present(new byte[0]), Map.of(), Map.of());
    }

    Request plus(List<String> more) {
      List<String> all = new ArrayList<>(arguments);
      all.addAll(more);
      return new Request(all, input, configuration, environment);
    }

    Request reading(byte[] bytes) {
      return new Request(arguments, new Content.Present(bytes), configuration, environment);
    }

    public Request configured(Map<String, String> settings) {
      return new Request(arguments, input, settings, environment);
    }

    public Request with(Map<String, String> variables) {
      return new Request(arguments, input, configuration, variables);
    }
  }

  /** Answer of a run of {@code git}. */
  public record Answer(int exitCode, ByteArrayOutputStream output, String error) {

    public boolean isGood() {
      return exitCode == 0;
    }

    byte[] bytes() {
      return output.toByteArray();
    }

    public String text() {
      return NameBytes.decoded(output.toByteArray());
    }

    String line() {
      return text().strip();
    }

    public List<String> fields() {
      List<String> fields = new ArrayList<>(List.of(text().split("\0", -1)));
      fields.removeLast();
      return fields;
    }
  }

  /**
   * Runs it and expects success.
   *
   * @throws IOException with what it said, when it fails
   */
  Answer run(Request request) throws IOException {
    return good(request, attempt(request));
  }

  /**
   * The same answer.
   *
   * @throws IOException with what it said, when it failed
   */
  public static Answer good(Request request, Answer answer) throws IOException {
    if (!answer.isGood()) {
      String said = answer.error().strip();
      throw new IOException(
          "git "
              + request.arguments().getFirst()
              + " failed: "
              + (said.isEmpty() ? "exit code " + answer.exitCode() : said));
    }
    return answer;
  }

  /**
   * Runs it; a failure is an answer too.
   *
   * @throws IOException when it cannot be started or does not end; an {@link
   *     InterruptedIOException}, with the thread's mark set again, when interrupted
   */
  public Answer attempt(Request request) throws IOException {
    Process process = start(request);
    return finish(process, request.input().bytes());
  }

  /**
   * Runs it with a text that is in no argument, variable or file: what it starts reads that, once,
   * from the file descriptor {@link #HANDED}. A failure is an answer too.
   *
   * @throws IOException as {@link #attempt}
   */
  public Answer attempt(Request request, String handed, Duration limit) throws IOException {
    Process process = start(request, HANDING);
    return finish(process, handed.getBytes(StandardCharsets.UTF_8), limit, Optional::empty);
  }

  /** Starts it without waiting; {@link #finish} must follow. */
  public Process start(Request request) throws IOException {
    return start(request, List.of());
  }

  private Process start(Request request, List<String> starter) throws IOException {
    List<String> command = new ArrayList<>(starter);
    command.add(settings.nativeGit());
    command.add("--no-optional-locks");
    command.addAll(request.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(RawArguments.command(command)).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.putAll(environment(request));
    return builder.start();
  }

  /**
   * What it is given of Git's own variables, for others that run it to read.
   *
   * @param configuration settings beside those of its own
   */
  public Map<String, String> variables(Map<String, String> configuration) throws IOException {
    Map<String, String> variables =
        new TreeMap<>(environment(Request.of().configured(configuration)));
    variables.keySet().removeIf(name -> !name.startsWith("GIT_"));
    return variables;
  }

  private Map<String, String> environment(Request request) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    for (String name : KEPT_VARIABLES) {
      String value = settings.variable(name);
      if (!value.isEmpty()) {
        variables.put(name, value);
      }
    }
    variables.put("PATH", settings.variable("PATH"));
    Path common = PrivateConfig.of(config, folders, settings).linked();
    variables.put("GIT_COMMON_DIR", common.toString());
    variables.put("GIT_CONFIG_NOSYSTEM", "1");
    variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
    variables.put("HOME", common.toString()); // a Git before 2.32 would look for .gitconfig there
    variables.put("LC_ALL", "C.UTF-8");
    variables.put("GIT_DIR", folders.gitDir().toString());
    variables.put("GIT_WORK_TREE", folders.worktree().toString());
    variables.put("GIT_OPTIONAL_LOCKS", "0");
    variables.put("GIT_TERMINAL_PROMPT", "0");
    variables.put("GIT_LITERAL_PATHSPECS", "1");
    variables.put("GIT_NO_REPLACE_OBJECTS", "1");
    if (reachesOut(request)) {
      for (String name : WAY_OUT) {
        variables.put(name, settings.variable(name));
      }
      variables.values().removeIf(String::isEmpty);
      variables.put("HOME", settings.home().toString()); // log-in data is there
    } else {
      variables.put("GIT_NO_LAZY_FETCH", "1");
    }
    Map<String, String> overrides = new LinkedHashMap<>(HARMLESS);
    overrides.putAll(request.configuration());
    int count = 0;
    for (Map.Entry<String, String> override : overrides.entrySet()) {
      variables.put("GIT_CONFIG_KEY_" + count, override.getKey());
      variables.put("GIT_CONFIG_VALUE_" + count, override.getValue());
      count++;
    }
    variables.put("GIT_CONFIG_COUNT", Integer.toString(count));
    variables.putAll(request.environment());
    return variables;
  }

  private static boolean reachesOut(Request request) {
    return request.configuration().keySet().stream()
        .anyMatch(key -> key.startsWith("protocol.") && key.endsWith(".allow"));
  }

  /** Feeds it, waits for its end and takes what it wrote. */
  public static Answer finish(Process process, byte[] input) throws IOException {
    return finish(process, input, Optional::empty);
  }

  /**
   * The same.
   *
   * @param obstacle what it may wait for in vain; asked for when it takes long
   */
  public static Answer finish(Process process, byte[] input, Supplier<Optional<Path>> obstacle)
      throws IOException {
    return finish(process, input, Duration.ofSeconds(SECONDS), obstacle);
  }

  private static Answer finish(
      Process process, byte[] input, Duration limit, Supplier<Optional<Path>> obstacle)
      throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    Thread feeding = Thread.startVirtualThread(() -> feed(process, input));
    Thread listening = Thread.startVirtualThread(() -> drain(process.getErrorStream(), error));
    Thread reading = Thread.startVirtualThread(() -> drain(process.getInputStream(), output));
    try {
      if (!process.waitFor(PATIENCE)) {
        Optional<Path> found = obstacle.get();
        if (found.isPresent()) {
          throw new IOException(
              found.get() + " is a pipe or a device, on which Git would wait for ever: remove it");
        }
      }
      if (!process.waitFor(limit.minus(PATIENCE))) {
        throw new IOException("git did not end within " + limit.toSeconds() + " s");
      }
      feeding.join();
      reading.join();
      listening.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("git was interrupted").initCause(e);
    } finally {
      process.destroyForcibly();
    }
    return new Answer(process.exitValue(), output, error.toString(StandardCharsets.UTF_8));
  }

  private static void feed(Process process, byte[] input) {
    try (OutputStream out = process.getOutputStream()) {
      out.write(input);
    } catch (IOException e) {
      // it did not want all of it; its exit code says whether that is bad
    }
  }

  private static void drain(InputStream in, ByteArrayOutputStream out) {
    try (in) {
      in.transferTo(out);
    } catch (IOException e) {
      // it was ended
    }
  }
}
