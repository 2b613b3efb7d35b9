package dev.vibe.bench;

import dev.vibe.git.GitWorkspace;
import dev.vibe.git.checkpoint.Checkpoints;
import dev.vibe.git.checkpoint.Checkpoints.Danger;
import dev.vibe.git.checkpoint.TurnId;
import dev.vibe.git.config.GitSettings;
import dev.vibe.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Benchmark of a checkpoint before a command, the first one of the session left out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
public class CheckpointBenchmark {

  private static final int FILES_IN_FOLDER = 50;

  @Param({"20", "20000"})
  int files;

  private Folder scratch = Folder.NONE;
  private Optional<GitWorkspace> git = Optional.empty();
  private int turn;

  @Setup
  public void make() throws IOException, InterruptedException {
    scratch = Folder.onDisk();
    Path repository = Files.createDirectory(scratch.path().resolve("repository"));
    for (int i = 0; i < files; i++) {
      write(i, 0);
    }
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=A", "-c", "user.email=a@localhost", "commit", "-q", "-m", "Begin");
    Map<String, String> environment =
        Map.of("PATH", System.getenv().getOrDefault("PATH", ""), "GIT_CONFIG_NOSYSTEM", "1");
    Path state = scratch.path().resolve("state");
    git =
        Optional.of(
            GitWorkspace.open(
                repository,
                GitSettings.of(environment, scratch.path(), state, Clock.systemDefaultZone())));
    checkpoint();
  }

  private Path file(int number) throws IOException {
    Path folder = Path.of("repository", "src", "part" + number / FILES_IN_FOLDER);
    return Files.createDirectories(scratch.path().resolve(folder)).resolve("f" + number + ".py");
  }

  private void write(int number, int version) throws IOException {
    Files.writeString(file(number), "VERSION = %d\nCOUNTER = %d\n".formatted(version, number));
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("git", "-C", "repository");
    builder.command().addAll(List.of(arguments));
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("HOME", scratch.path().toString());
    Process process = builder.directory(scratch.path().toFile()).inheritIO().start();
    if (process.waitFor() != 0) {
      throw new IOException("git failed: " + builder.command());
    }
  }

  private void changeTen() throws IOException {
    for (int i = 0; i < 10; i++) {
      write(files / 10 * i, turn + 1);
    }
  }

  @State(Scope.Thread)
  public static class TenChanged {
    @Setup(Level.Invocation)
    public void change(CheckpointBenchmark scene) throws IOException {
      scene.changeTen();
    }
  }

  @Benchmark
  public int tenChanged(TenChanged changes) {
    return checkpoint();
  }

  @Benchmark
  public int nothingChanged() {
    return checkpoint();
  }

  private int checkpoint() {
    GitWorkspace workspace = git.orElseThrow();
    Checkpoints checkpoints = workspace.checkpoints("bench");
    checkpoints.at(new TurnId(1, ++turn));
    checkpoints.beforeCommand(workspace.snapshot(), "run something", Danger.USUAL);
    List<Problem> problems = checkpoints.takeProblems();
    if (!problems.isEmpty()) {
      throw new IllegalStateException(problems.toString());
    }
    return turn;
  }

  @TearDown
  public void remove() throws IOException {
    git.ifPresent(GitWorkspace::close);
    scratch.delete();
  }
}
