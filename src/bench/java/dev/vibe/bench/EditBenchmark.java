package dev.vibe.bench;

import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.builtin.StrReplaceTool;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.ChangeSet;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Benchmark of {@code str_replace}, from the model's arguments to the file on disk or the refusal.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class EditBenchmark {

  private static final String LINE = "    result = compute(argument_%05d, other=%d)%n";
  private static final int LINES_OF_100_KB = 2_200;
  private static final int MANY_LINES = 10_000;

  private final StrReplaceTool tool = new StrReplaceTool(IgnoreRules.repositoriesOnly());
  private final SeenVersions seen = new SeenVersions();
  private Folder scratch = Folder.NONE;
  private boolean there;

  @Setup
  public void make() throws IOException {
    scratch = Folder.inMemory();
    Files.writeString(scratch.path().resolve("edited.py"), text(LINES_OF_100_KB));
    Files.writeString(scratch.path().resolve("long.py"), text(MANY_LINES));
  }

  private static String text(int lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(String.format(LINE, i, i * 7919L % 1000));
    }
    return text.toString();
  }

  /** Read, matched, diffed and written as a change set; a flush costs nothing in memory. */
  @Benchmark
  public List<String> exactEditOf100Kb() {
    String old = there ? "argument_01100, after" : "argument_01100, other";
    String changed = there ? "argument_01100, other" : "argument_01100, after";
    there = !there;
    return switch (prepare("edited.py", old, changed)) {
      case Invocation.Editing editing ->
          ChangeSet.write(List.of(editing.change()), scratch.path().resolve("journal"));
      case Prepared other -> throw new IllegalStateException(other.toString());
    };
  }

  /** The text is nowhere, and the nearest region is found and shown. */
  @Benchmark
  public String missIn10000Lines() {
    String old =
        """
            result = compute(argument_07000, other=1)
            outcome = calculate(argument_07001, another=2)
            return outcome + result
        """;
    return switch (prepare("long.py", old, "    pass\n")) {
      case Refusal refusal -> refusal.message();
      case Prepared other -> throw new IllegalStateException(other.toString());
    };
  }

  private Prepared prepare(String file, String old, String changed) {
    EditBatch batch = new EditBatch(new Workspace(scratch.path(), List.of()), seen);
    return tool.prepare(
        new StrReplaceTool.Input(file, old, changed, "", false), new ToolContext(batch));
  }

  @TearDown
  public void remove() throws IOException {
    scratch.delete();
  }
}
