package dev.vibe.context.map;

import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Benchmark of a map of 2,000 files of 4 KB, with nothing kept and with all of it kept. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 3, time = 2)
public class MapBenchmark {

  private static final int FILES = 2000;
  private static final int METHODS = 40;
  private static final Path CTAGS = Path.of("/usr/bin/ctags");

  private Path folder;
  private Workspace workspace;

  @Setup(Level.Trial)
  public void makeFiles() throws IOException {
    folder = Files.createTempDirectory("vibe-map").toRealPath();
    Path root = Files.createDirectory(folder.resolve("work"));
    workspace = new Workspace(root, List.of());
    for (int file = 0; file < FILES; file++) {
      Path place = Files.createDirectories(root.resolve("src/part" + file / 50));
      Files.writeString(place.resolve("Type" + file + ".java"), source(file));
    }
    warm();
  }

  private static String source(int file) {
    StringBuilder text = new StringBuilder("class Type" + file + " {\n");
    for (int method = 0; method < METHODS; method++) {
      int other = (file * 31 + method * 7) % FILES;
      text.append("  Type" + other + " with" + method + "Number(int count) {\n");
      text.append("    return new Type" + other + "().turned(count + " + method + ");\n  }\n");
    }
    return text.append("}\n").toString();
  }

  @TearDown(Level.Trial)
  public void deleteFiles() throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Benchmark
  public String cold() {
    return map(MapStore.Kept.NOTHING);
  }

  @Benchmark
  public String warm() {
    return map(store().read());
  }

  private MapStore store() {
    return new MapStore(folder.resolve("kept.map"), CTAGS.toString());
  }

  private String map(MapStore.Kept kept) {
    Optional<Definitions> finder =
        Files.isExecutable(CTAGS) ? Optional.of(new Ctags(CTAGS)) : Optional.empty();
    FileReader reader = new FileReader(workspace, IgnoreRules.repositoriesOnly(), finder, kept);
    List<MappedFile> files = reader.files();
    if (reader.hasChanged()) {
      // As if long after the files were written.
      store().write(new MapStore.Kept(Clock.systemUTC().millis() + 60_000, files));
    }
    MapQuery query = MapQuery.of("Turn Type17 with another number", List.of());
    return new MapText(new MapBudget(1024).chars()).of(new Ranking(files).of(query), query);
  }
}
