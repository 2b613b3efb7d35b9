package dev.vibe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Program that measures what was promised and prints it as a table. The first argument is the
 * launcher to measure, the second the file of the baseline; then come {@code --processes}, {@code
 * --session}, {@code --huge}, {@code --store} or names of benchmarks, and with none of them all is
 * measured but what is huge. Exits with 1 when a limit was missed or a figure got worse.
 */
final class Bench {

  private static final List<String> OPTIONS =
      List.of("--processes", "--session", "--huge", "--store");

  private Bench() {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, RunnerException {
    List<String> wanted = new ArrayList<>(List.of(arguments).subList(2, arguments.length));
    boolean store = wanted.remove("--store");
    boolean huge = wanted.remove("--huge");
    boolean all = wanted.isEmpty();
    boolean processes = wanted.remove("--processes") || all || huge;
    boolean session = wanted.remove("--session") || all;
    for (String name : wanted) {
      if (name.startsWith("-")) {
        System.err.println("bench: no such option: " + name + "; there are " + OPTIONS);
        System.exit(2);
      }
    }
    Folder folder = Folder.onDisk();
    boolean good;
    try (BenchModel model = new BenchModel()) {
      Path home = Files.createDirectories(folder.path().resolve("home"));
      Map<String, String> environment = ProcessFigures.environment(model, home);
      Run run = new Run(folder.path().resolve("output"), environment);
      Floors floors = new Floors(run, folder.path());
      List<Figure> figures = new ArrayList<>();
      if (processes) {
        say("whole processes, some two minutes");
        ProcessFigures each = new ProcessFigures(arguments[0], model, floors, run, folder.path());
        figures.addAll(each.measure());
        if (huge) {
          say("a repository of 200,000 files, two minutes more");
          figures.addAll(each.measureHuge(folder.path().resolve("huge")));
        }
      }
      if (session) {
        say("a session in a terminal, some two minutes");
        Repository own =
            Repository.make(folder.path().resolve("session"), Repository.WORKED_ON, run);
        figures.addAll(new SessionFigures(arguments[0], environment, floors, own.root()).measure());
      }
      if (all || !wanted.isEmpty()) {
        say("inner parts, about 15 s each");
        figures.addAll(Benchmarks.measure(wanted, floors));
      }
      Table table = new Table(floors, Path.of(arguments[1]));
      good = table.print(figures);
      if (store) {
        table.store(figures);
      }
    } finally {
      folder.delete();
    }
    System.exit(good ? 0 : 1);
  }

  private static void say(String what) {
    System.err.println("bench: " + what);
  }
}
