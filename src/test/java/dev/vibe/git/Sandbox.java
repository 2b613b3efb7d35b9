package dev.vibe.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.conversation.Usage;
import dev.vibe.git.commit.CommitNote;
import dev.vibe.git.commit.CommitOutcome;
import dev.vibe.git.commit.CommitRequest;
import dev.vibe.git.commit.HeadWay;
import dev.vibe.git.commit.Moment;
import dev.vibe.git.commit.RunChanges;
import dev.vibe.git.commit.Versions;
import dev.vibe.git.config.FileOwners;
import dev.vibe.git.config.GitSettings;
import dev.vibe.git.file.FileState;
import dev.vibe.git.snapshot.WorktreeChange;
import dev.vibe.git.snapshot.WorktreeSnapshot;
import dev.vibe.git.store.TreeEntry;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A home, a folder and the user's own {@code git} in a temporary folder. */
public final class Sandbox {

  public static final CommitNote NOTE = new CommitNote("s-1", "devstral", new Usage(10, 5, 2));

  private final Path base;
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private Path folder;

  public Sandbox(Path temporary) {
    try {
      base = Files.createDirectories(temporary).toRealPath();
      home = Files.createDirectories(base.resolve("home"));
      folder = Files.createDirectories(base.resolve("work"));
      Files.writeString(
          home.resolve(".gitconfig"),
          """
          [user]
          \tname = Ada
          \temail = ada@example.org
          [init]
          \tdefaultBranch = main
          [protocol "file"]
          \tallow = always
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment.put("HOME", home.toString());
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
  }

  public Path folder() {
    return folder;
  }

  public Path base() {
    return base;
  }

  public Path home() {
    return home;
  }

  /** Goes on in another folder. */
  public Sandbox in(Path other) {
    folder = other;
    return this;
  }

  public void variable(String name, String value) {
    environment.put(name, value);
  }

  public GitSettings settings() {
    return settings(Git.program());
  }

  public GitSettings settings(String nativeGit) {
    return new GitSettings(
        environment,
        home,
        base.resolve("state"),
        nativeGit,
        Clock.system(ZoneId.of("Europe/Paris")),
        Duration.ofMillis(60),
        FileOwners.ofMachine());
  }

  /** The installed program; these tests need it. */
  static final class Git {
    private Git() {}

    static String program() {
      for (String folder : List.of("/usr/local/bin", "/usr/bin", "/bin", "/opt/homebrew/bin")) {
        Path program = Path.of(folder, "git");
        if (Files.isExecutable(program)) {
          return program.toString();
        }
      }
      throw new IllegalStateException("these tests need an installed git");
    }
  }

  /** Runs the user's git in the folder and returns what it printed. */
  public String git(String... arguments) {
    return git(folder, arguments);
  }

  public String git(Path where, String... arguments) {
    return run(where, Wanted.SUCCESS, arguments);
  }

  /** As {@link #git(String...)} where failing is what is wanted. */
  public String failingGit(String... arguments) {
    return run(folder, Wanted.FAILURE, arguments);
  }

  /** Runs a script as the user would. */
  public String sh(String script) {
    return start(folder, Wanted.SUCCESS, List.of("/bin/sh", script));
  }

  /** As {@link #git(String...)} where it does not matter whether it fails. */
  public String triedGit(String... arguments) {
    return run(folder, Wanted.EITHER, arguments);
  }

  private enum Wanted {
    SUCCESS,
    FAILURE,
    EITHER
  }

  private String run(Path where, Wanted wanted, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Git.program()));
    command.addAll(List.of(arguments));
    return start(where, wanted, command);
  }

  private String start(Path where, Wanted wanted, List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().put("GIT_EDITOR", "true");
      builder.redirectErrorStream(true);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(20, TimeUnit.SECONDS);
      Wanted seen = ended && process.exitValue() == 0 ? Wanted.SUCCESS : Wanted.FAILURE;
      if (!ended || (wanted != Wanted.EITHER && wanted != seen)) {
        throw new IllegalStateException(command + ": " + process.exitValue() + "\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public Sandbox init() {
    git("init", "-q");
    return this;
  }

  /** Two commits that change a file in two ways: one on the branch {@code side}, one here. */
  public void diverge(String file) {
    git("switch", "-q", "-c", "side");
    write(file, "side\n");
    commitAll("side");
    git("switch", "-q", "main");
    write(file, "main\n");
    commitAll("main");
  }

  /** Commits everything in the folder as the user. */
  public void commitAll(String message) {
    git("add", "-A");
    git("commit", "-q", "-m", message);
  }

  public void write(String path, String text) {
    write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public void write(String path, byte[] bytes) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String read(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  public byte[] bytes(String path) {
    try {
      return Files.readAllBytes(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void delete(String path) {
    try {
      Files.delete(folder.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void executable(String path) {
    if (!folder.resolve(path).toFile().setExecutable(true)) {
      throw new IllegalStateException(path);
    }
  }

  /** An edit as the tools make them: written, then recorded. */
  public void edit(RunChanges changes, String path, String after) {
    Content before =
        Files.exists(folder.resolve(path))
            ? new Content.Present(bytes(path))
            : new Content.Absent();
    write(path, after);
    changes.record(change(path, before, after));
  }

  public FileChange change(String path, Content before, String after) {
    return FileChange.between(
        WorkspacePath.below(folder, path),
        before,
        new Content.Present(after.getBytes(StandardCharsets.UTF_8)));
  }

  /** A command as the agent runs them: between two looks. */
  public static List<WorktreeChange> command(
      GitWorkspace workspace, RunChanges changes, Runnable what) {
    WorktreeSnapshot before = workspace.snapshot();
    Moment moment = changes.now();
    what.run();
    List<WorktreeChange> found = workspace.changesSince(before);
    changes.record(found, moment, before.held());
    return found;
  }

  /** A ledger of this folder, whose repository may still be to come. */
  public RunChanges ledger() {
    return new RunChanges(
        new Versions() {
          private Optional<GitRepository> opened = Optional.empty();

          private Versions versions() {
            if (opened.isEmpty() && open() instanceof GitRepository repository) {
              opened = Optional.of(repository);
            }
            return opened.map(GitRepository::versions).orElse(NONE);
          }

          @Override
          public Moment now() {
            return versions().now();
          }

          @Override
          public WorkspacePath named(Path file) {
            return WorkspacePath.from(folder, file);
          }

          @Override
          public TreeEntry committed(String commit, Path file) {
            return versions().committed(commit, file);
          }

          @Override
          public FileState content(TreeEntry entry) {
            return versions().content(entry);
          }

          @Override
          public HeadWay way(String from, String to) {
            return versions().way(from, to);
          }

          @Override
          public TreeEntry keep(FileState.Held state) {
            return versions().keep(state);
          }
        });
  }

  public GitWorkspace open() {
    return GitWorkspace.open(folder, settings());
  }

  public GitRepository repository() {
    return assertInstanceOf(GitRepository.class, open());
  }

  public static CommitRequest request(String message, String... files) {
    return new CommitRequest(message, List.of(files), NOTE);
  }

  public static CommitOutcome.Committed committed(CommitOutcome outcome) {
    return assertInstanceOf(CommitOutcome.Committed.class, outcome, outcome.toString());
  }

  public static CommitOutcome.Nothing nothing(CommitOutcome outcome) {
    return assertInstanceOf(CommitOutcome.Nothing.class, outcome, outcome.toString());
  }

  public static String refusal(CommitOutcome outcome) {
    return assertInstanceOf(CommitOutcome.Refused.class, outcome, outcome.toString())
        .problem()
        .code()
        .id();
  }

  /** The repository is sound and the index is what the work tree says. */
  public void assertSound() {
    assertEquals("", git("fsck", "--strict", "--no-dangling").strip());
  }
}
