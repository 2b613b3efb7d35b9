package dev.vibe.exec.sandbox;

import dev.vibe.exec.CommandLimits;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.Launch;
import dev.vibe.exec.Launcher;
import dev.vibe.exec.sandbox.SandboxTerms.Wish;
import dev.vibe.file.FolderDeletion;
import dev.vibe.file.ProgramPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Proof of a level: a confined command tries what is forbidden, in folders made for that, and then
 * is looked what came of it.
 *
 * @param level that was tried
 * @param held what it could not do, in words
 * @param open what it did all the same
 * @param lacks why no stronger level is in force
 */
public record SandboxProof(Level level, List<String> held, List<String> open, List<String> lacks) {

  private static final int SECONDS = 20;

  private static final String SCRIPT =
      """
      echo x >"$BASE/beside/made"
      echo x >.git/hooks/post-checkout
      echo x >>.git/config
      mv .git .other
      mkdir -p .vibe && echo x >.vibe/config.toml
      echo x >AGENTS.md
      cat "$BASE/home/.ssh/id" >read-secret
      cat "/proc/$OTHER/environ" >read-environment
      kill -0 "$OTHER" && echo x >seen-process
      (exec 3<>"/dev/tcp/127.0.0.1/$PORT")
      echo x >allowed
      """;

  public SandboxProof {
    held = List.copyOf(held);
    open = List.copyOf(open);
    lacks = List.copyOf(lacks);
  }

  /** Attempt and whether it came off. */
  private record Attempt(String what, boolean cameOff) {}

  /**
   * Tries the level that commands get here out.
   *
   * @param terms of which the folders and homes are replaced by such as are made for it
   */
  public static SandboxProof of(SandboxTerms terms) {
    return of(terms, List.of(Level.values()));
  }

  /** The same of the strongest of these levels. */
  static SandboxProof of(SandboxTerms terms, List<Level> levels) {
    try {
      Path base = Files.createTempDirectory(terms.temporary(), "vibe-proof-").toRealPath();
      try {
        return of(terms, levels, base);
      } finally {
        FolderDeletion.of(base);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SandboxProof of(SandboxTerms terms, List<Level> levels, Path base)
      throws IOException {
    Path folder = base.resolve("folder");
    Files.createDirectories(folder.resolve(".git/hooks"));
    Files.writeString(folder.resolve(".git/config"), "");
    Files.writeString(folder.resolve("AGENTS.md"), "");
    Files.createDirectories(base.resolve("beside"));
    Files.createDirectories(base.resolve("home/.ssh"));
    Files.writeString(base.resolve("home/.ssh/id"), "secret");
    List<Path> homes =
        Stream.concat(Stream.of(base.resolve("home")), terms.homes().stream()).toList();
    SandboxTerms tried =
        new SandboxTerms(
            Wish.AUTO,
            List.of(folder),
            homes,
            base.resolve("outputs"),
            terms.hidden(),
            terms.shown(),
            List.of(),
            List.of(),
            terms.temporary(),
            base.resolve("aside"),
            CommandLimits.NONE,
            terms.programs());
    SandboxLauncher launcher = new SandboxLauncher(tried, Launcher.unconfined(), Map.of(), levels);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Level level = launcher.level();
      if (level == Level.NONE) {
        return new SandboxProof(level, List.of(), List.of(), launcher.lacks());
      }
      attempt(launcher, folder, Map.of("BASE", base.toString(), "PORT", port(server)));
      return judged(level, folder, server, launcher.lacks());
    } finally {
      launcher.close();
    }
  }

  private static String port(ServerSocket server) {
    return Integer.toString(server.getLocalPort());
  }

  private static void attempt(SandboxLauncher launcher, Path folder, Map<String, String> facts)
      throws IOException {
    List<String> shell = List.of(ProgramPath.ofSystem("bash"), "-c", SCRIPT);
    Launch launch =
        launcher.launch(CommandRequest.foreground(SCRIPT, folder, CommandRequest.USUAL), shell);
    ProcessBuilder builder =
        new ProcessBuilder(launch.argv())
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.environment().putAll(facts);
    builder.environment().put("OTHER", Long.toString(ProcessHandle.current().pid()));
    Process process = launch.starter().start(builder);
    try {
      process.waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
      var _ = launch.after().get();
    }
  }

  private static SandboxProof judged(
      Level level, Path folder, ServerSocket server, List<String> lacks) throws IOException {
    if (Files.notExists(folder.resolve("allowed"))) {
      String lack = level.label() + ": a confined command cannot even write to its own folder";
      return new SandboxProof(Level.NONE, List.of(), List.of(), List.of(lack));
    }
    Path moved = folder.resolve(".other");
    Path git = Files.exists(moved) ? moved : folder.resolve(".git");
    List<Attempt> attempts =
        List.of(
            new Attempt("write outside", Files.exists(folder.resolveSibling("beside/made"))),
            new Attempt("make a hook", Files.exists(git.resolve("hooks/post-checkout"))),
            new Attempt("write Git's configuration", holdsSomething(git.resolve("config"))),
            new Attempt("move .git", Files.exists(moved)),
            new Attempt("make .vibe", Files.exists(folder.resolve(".vibe/config.toml"))),
            new Attempt("write AGENTS.md", holdsSomething(folder.resolve("AGENTS.md"))),
            new Attempt("read log-in data", holdsSomething(folder.resolve("read-secret"))),
            new Attempt(
                "read vibe's variables", holdsSomething(folder.resolve("read-environment"))),
            new Attempt("signal vibe", Files.exists(folder.resolve("seen-process"))),
            new Attempt("reach the network", isReached(server)));
    List<String> held = new ArrayList<>();
    List<String> open = new ArrayList<>();
    attempts.forEach(each -> (each.cameOff() ? open : held).add(each.what()));
    return new SandboxProof(level, held, open, lacks);
  }

  private static boolean holdsSomething(Path file) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) > 0;
  }

  private static boolean isReached(ServerSocket server) throws IOException {
    server.setSoTimeout(20);
    try (var _ = server.accept()) {
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }
}
