package dev.vibe.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Repository of Git to work in: {@value #WORKED_ON} files that a run reads and edits, more that are
 * only there, and a quarter as many that are ignored.
 */
record Repository(Path root) {

  static final int WORKED_ON = 20;

  private static final int FUNCTIONS = 25;
  private static final int FILES_IN_FOLDER = 50;
  private static final String SHELL_LOG = "shell.txt";

  /** With so many files in all. */
  static Repository make(Path root, int files, Run run) throws IOException, InterruptedException {
    Repository repository = new Repository(Files.createDirectories(root));
    repository.write(".gitignore", "node_modules/\nbuild/\ntarget/\n*.log\n.env\n");
    for (int i = 0; i < WORKED_ON; i++) {
      repository.write(file(i), source(i));
    }
    for (int i = WORKED_ON; i < files; i++) {
      String text = "line " + i * 7919L % 1000 + " of the file\n";
      repository.write(
          "services/s%03d/main/f%06d.txt".formatted(i / FILES_IN_FOLDER, i), text.repeat(20));
    }
    for (int i = 0; files > WORKED_ON && i < files / 4; i++) {
      repository.write(
          "node_modules/p%04d/i%06d.js".formatted(i / FILES_IN_FOLDER, i), "exports.a=" + i);
    }
    repository.git(run, "init", "-q", "-b", "main");
    repository.git(run, "config", "user.name", "Bench");
    repository.git(run, "config", "user.email", "bench@localhost");
    repository.git(run, "config", "gc.auto", "0");
    repository.git(run, "add", "--all");
    repository.git(run, "commit", "-q", "-m", "Begin");
    repository.git(run, "gc", "-q");
    repository.git(run, "status", "--short");
    return repository;
  }

  /** The file that the {@code cycle}-th cycle of a run works on. */
  static String file(int cycle) {
    return "src/bench/f%02d.py".formatted(cycle % WORKED_ON);
  }

  /** What a read of that file must show. */
  static String mark(int cycle) {
    return "READ_MARK_%02d".formatted(cycle % WORKED_ON);
  }

  /** The line that the cycle edits, as it is before the edit. */
  static String counter(int cycle) {
    return "COUNTER = " + cycle / WORKED_ON;
  }

  static String shellCommand(int cycle) {
    return "echo cycle-" + cycle + " >> " + SHELL_LOG;
  }

  private static String source(int file) {
    StringBuilder text = new StringBuilder("\"\"\"" + mark(file) + "\"\"\"\n\nCOUNTER = 0\n\n");
    for (int i = 0; i < FUNCTIONS; i++) {
      text.append(
          "def handler_%d_%d(value):\n    total = value * %d\n    return [total, '%x']\n\n\n"
              .formatted(file, i, i * 7919 % 1000, (file + 1L) * (i + 1) * 2654435761L));
    }
    return text.toString();
  }

  /** The sum of all counters, which is the number of edits that were made. */
  int edits() throws IOException {
    int edits = 0;
    for (int i = 0; i < WORKED_ON; i++) {
      String text = Files.readString(root.resolve(file(i)));
      edits += Integer.parseInt(text.replaceAll("(?s).*COUNTER = (\\d+)\n.*", "$1"));
    }
    return edits;
  }

  int shellCalls() throws IOException {
    Path log = root.resolve(SHELL_LOG);
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  /** As it was made. */
  void reset(Run run) throws IOException, InterruptedException {
    git(run, "checkout", "-q", "--", ".");
    git(run, "clean", "-fdq");
  }

  private void git(Run run, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    run.run(root, command);
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
