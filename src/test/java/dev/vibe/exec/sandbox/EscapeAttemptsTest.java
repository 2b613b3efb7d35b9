package dev.vibe.exec.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.Launch;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.sandbox.SandboxTerms.Wish;
import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a confined command can do that tries to get out: attempts of a table, one after another in
 * one sandbox, at each level that the machine has. The long form makes all, and what came of them
 * is written to {@code target/escapes-LEVEL.txt}.
 */
@Timeout(180)
class EscapeAttemptsTest {

  private static final String SECRET = "s3cr3t-that-nobody-may-see";
  private static final Pattern MARK = Pattern.compile("EVIL-(\\d+)");
  private static final Set<String> SECRETS =
      Set.of(
          ".ssh/id .aws/credentials .config/gh/hosts.yml .netrc .npmrc .git-credentials"
              .split(" "));
  private static final Set<String> MORE_SECRETS =
      Set.of(".docker/config.json .kube/config .gnupg/private .bash_history".split(" "));

  @TempDir private Path temp;
  private final Set<Integer> reached = new ConcurrentSkipListSet<>();
  private Path base;
  private Path folder;

  /** Choice of what is made of the table. */
  private enum Form {
    SHORT,
    LONG
  }

  /** Line of the table. */
  private record Attempt(int number, String name, String open, String script) {}

  private static List<Attempt> attempts(Form form) throws IOException {
    List<Attempt> attempts = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/cases/escapes.txt"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        boolean isShort = line.startsWith("* ");
        if (isShort || form == Form.LONG) {
          String[] parts = line.substring(isShort ? 2 : 0).split(" \\| ", 3);
          attempts.add(new Attempt(attempts.size() + 1, parts[0], parts[1], parts[2]));
        }
      }
    }
    return attempts;
  }

  @Test
  @Needs(MachineAbility.BUBBLEWRAP)
  void nothing_gets_out_of_bubblewrap() throws Exception {
    holds(Level.BUBBLEWRAP, "B", Form.SHORT);
  }

  @Test
  @Needs(MachineAbility.BUBBLEWRAP)
  @Tag("long")
  void none_of_all_attempts_gets_out_of_bubblewrap() throws Exception {
    holds(Level.BUBBLEWRAP, "B", Form.LONG);
  }

  @Test
  @Needs(MachineAbility.NAMESPACES)
  void nothing_gets_out_of_namespaces() throws Exception {
    holds(Level.NAMESPACES, "U", Form.SHORT);
  }

  @Test
  @Needs(MachineAbility.NAMESPACES)
  @Tag("long")
  void none_of_all_attempts_gets_out_of_namespaces() throws Exception {
    holds(Level.NAMESPACES, "U", Form.LONG);
  }

  @Test
  @Needs(MachineAbility.LANDLOCK)
  void only_what_is_known_gets_out_of_landlock() throws Exception {
    holds(Level.LANDLOCK, "L", Form.SHORT);
  }

  @Test
  @Needs(MachineAbility.LANDLOCK)
  @Tag("long")
  void of_all_attempts_only_what_is_known_gets_out_of_landlock() throws Exception {
    holds(Level.LANDLOCK, "L", Form.LONG);
  }

  private void holds(Level level, String letter, Form form) throws Exception {
    List<Attempt> attempts = attempts(form);
    Process victim = victim();
    SandboxLauncher launcher =
        new SandboxLauncher(
            TriedTerms.of(Wish.REQUIRE, base),
            Launcher.unconfined(),
            Map.of("GOCACHE", "x"),
            List.of(level));
    try (ServerSocket tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      unix.bind(UnixDomainSocketAddress.of(base.resolve("socket")));
      listen(tcp, udp, unix);
      assertEquals(level, launcher.level(), () -> launcher.lacks().toString());
      Map<String, String> facts = facts(victim, letter);
      facts.put("PORT", Integer.toString(tcp.getLocalPort()));
      facts.put("UDP", Integer.toString(udp.getLocalPort()));
      run(launcher, attempts, facts);
      Set<Integer> cameOff = cameOff(attempts);
      if (!victim.isAlive()) {
        attempts.stream()
            .filter(each -> each.name().startsWith("end "))
            .forEach(each -> cameOff.add(each.number()));
      }
      if (form == Form.LONG) {
        write(level, attempts, cameOff);
      }
      assertEquals(
          List.of(),
          attempts.stream()
              .filter(each -> cameOff.contains(each.number()) && !each.open().contains(letter))
              .map(each -> each.number() + " " + each.name())
              .toList());
    } finally {
      victim.destroyForcibly();
      launcher.close();
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    base = temp.toRealPath();
    folder = Files.createDirectories(base.resolve("folder"));
    for (String name : List.of("outside", "state/commands/ended", "home")) {
      Files.createDirectories(base.resolve(name));
    }
    Files.writeString(base.resolve("outside/kept"), "kept\n");
    Files.writeString(base.resolve("outside/gone"), "gone\n");
    Files.writeString(base.resolve("state/secret"), SECRET);
    Files.writeString(base.resolve("home/.bashrc"), "");
    for (String secret : Stream.concat(SECRETS.stream(), MORE_SECRETS.stream()).toList()) {
      Path file = base.resolve("home").resolve(secret);
      Files.createDirectories(file.getParent());
      Files.writeString(file, SECRET);
    }
    for (String name :
        List.of(".git/hooks", ".git/info", ".git/objects/info", ".git/refs/tags", ".vscode")) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.createDirectories(folder.resolve(".github/workflows"));
    Files.writeString(folder.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.writeString(folder.resolve(".git/config"), "[core]\n\trepositoryformatversion = 0\n");
    Files.writeString(folder.resolve("AGENTS.md"), "Be kind.\n");
    Files.writeString(folder.resolve(".vscode/settings.json"), "{}\n");
  }

  /** A process outside, with a secret in its variables. */
  private Process victim() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sleep", "1000");
    builder.environment().put("VICTIM", victimName());
    builder.environment().put("HIDDEN", SECRET);
    return builder.start();
  }

  private String victimName() {
    return "victim-" + base.getFileName();
  }

  private Map<String, String> facts(Process victim, String letter) throws IOException {
    Map<String, String> facts = new HashMap<>();
    facts.put("BASE", base.toString());
    facts.put("OUT", base.resolve("outside").toString());
    facts.put("HOME", base.resolve("home").toString());
    facts.put("STATE", base.resolve("state").toString());
    facts.put("OUTPUTS", base.resolve("state/commands").toString());
    facts.put("SOCK", base.resolve("socket").toString());
    facts.put("VIC", Long.toString(victim.pid()));
    facts.put("VICTIM_NAME", victimName());
    facts.put("LEVEL", letter);
    for (String kind : List.of("net", "uts", "ipc")) {
      facts.put(
          kind.toUpperCase(Locale.ROOT),
          Files.readSymbolicLink(Path.of("/proc/self/ns").resolve(kind)).toString());
    }
    return facts;
  }

  private void run(SandboxLauncher launcher, List<Attempt> attempts, Map<String, String> facts)
      throws Exception {
    Path scripts = Files.createDirectories(folder.resolve("scripts"));
    Files.createDirectories(folder.resolve("results"));
    StringBuilder batch = new StringBuilder();
    for (Attempt attempt : attempts) {
      Files.writeString(scripts.resolve(attempt.number() + ".sh"), attempt.script() + "\n");
      batch.append(
          "N=%d timeout -k 1 4 bash scripts/%d.sh </dev/null >results/%d 2>&1\n"
              .formatted(attempt.number(), attempt.number(), attempt.number()));
    }
    Files.writeString(folder.resolve("batch.sh"), batch.append("echo end >results/end\n"));
    Launch launch =
        launcher.launch(
            CommandRequest.foreground("bash batch.sh", folder, CommandRequest.USUAL),
            List.of("bash", "batch.sh"));
    ProcessBuilder builder =
        new ProcessBuilder(launch.argv())
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.environment().putAll(facts);
    Process process = launch.starter().start(builder);
    try {
      assertTrue(process.waitFor(150, TimeUnit.SECONDS), "the attempts take too long");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      var _ = launch.after().get();
    }
    assertTrue(Files.exists(folder.resolve("results/end")), "the attempts were not made");
  }

  private Set<Integer> cameOff(List<Attempt> attempts) throws IOException {
    Set<Integer> numbers = new ConcurrentSkipListSet<>(reached);
    for (Attempt attempt : attempts) {
      Path result = folder.resolve("results").resolve(Integer.toString(attempt.number()));
      String text = Files.readString(result, StandardCharsets.ISO_8859_1);
      boolean isSystem =
          Stream.of(
                  "/etc",
                  "/usr/local",
                  "/opt",
                  "/var/lib",
                  "/",
                  "/run",
                  "/tmp",
                  "/var/tmp",
                  "/dev/shm")
              .map(place -> Path.of(place).resolve("vibe-escape-" + attempt.number()))
              .anyMatch(EscapeAttemptsTest::removed);
      if (text.contains(SECRET) || text.contains("ESCAPED") || isSystem) {
        numbers.add(attempt.number());
      }
    }
    for (String place : List.of("outside", "home", "state")) {
      addMarked(base.resolve(place), numbers);
    }
    for (Path obeyed : new ObeyedFiles(List.of(folder)).now().all()) {
      addMarked(obeyed, numbers);
    }
    return numbers;
  }

  private static boolean removed(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      return true;
    }
  }

  private static void addMarked(Path place, Set<Integer> numbers) throws IOException {
    if (Files.notExists(place)) {
      return;
    }
    try (Stream<Path> all = Files.walk(place.toRealPath())) {
      for (Path file : all.toList()) {
        String text =
            file.getFileName()
                + (Files.isRegularFile(file)
                    ? Files.readString(file, StandardCharsets.ISO_8859_1)
                    : "");
        Matcher marks = MARK.matcher(text);
        while (marks.find()) {
          numbers.add(Integer.parseInt(marks.group(1)));
        }
      }
    }
  }

  private static void write(Level level, List<Attempt> attempts, Set<Integer> cameOff)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (Attempt each : attempts) {
      lines.add(
          "%-40s %-12s %s"
              .formatted(
                  each.name(),
                  level.label(),
                  cameOff.contains(each.number()) ? "came off" : "held"));
    }
    Files.write(
        Files.createDirectories(Path.of("target")).resolve("escapes-" + level.label() + ".txt"),
        lines);
  }

  private void listen(ServerSocket tcp, DatagramSocket udp, ServerSocketChannel unix) {
    Thread.ofPlatform().daemon().start(() -> acceptTcp(tcp));
    Thread.ofPlatform().daemon().start(() -> acceptUdp(udp));
    Thread.ofPlatform().daemon().start(() -> acceptUnix(unix));
  }

  private void acceptTcp(ServerSocket server) {
    while (!server.isClosed()) {
      try (var socket = server.accept()) {
        socket.setSoTimeout(1000);
        note(socket.getInputStream().readNBytes(200));
      } catch (SocketException e) {
        return;
      } catch (IOException e) {
        note(new byte[0]);
      }
    }
  }

  private void acceptUdp(DatagramSocket server) {
    while (!server.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        server.receive(packet);
        note(packet.getData());
      } catch (IOException e) {
        return;
      }
    }
  }

  private void acceptUnix(ServerSocketChannel server) {
    while (server.isOpen()) {
      try (var channel = server.accept()) {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        channel.read(bytes);
        note(bytes.array());
      } catch (IOException e) {
        return;
      }
    }
  }

  /** The number that an attempt sent, after a slash or alone. */
  private void note(byte[] bytes) {
    Matcher number =
        Pattern.compile("(\\d+)").matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    reached.add(number.find() ? Integer.parseInt(number.group(1)) : 0);
  }
}
