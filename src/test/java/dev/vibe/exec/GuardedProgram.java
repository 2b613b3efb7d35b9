package dev.vibe.exec;

import dev.vibe.exec.ProcessResult.Ending;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Program that guards itself and runs the commands it is given, one a line, each for at most as
 * many milliseconds as stand before it; it tells what they came to. A process of its own, because
 * what guards one cannot be taken back.
 */
final class GuardedProgram {

  /** Ends what it tells of a command. */
  static final String END = "--- end";

  private GuardedProgram() {}

  public static void main(String[] arguments) throws Exception {
    Path work = Path.of(arguments[0]);
    OwnProcess process = OwnProcess.guarded();
    process.secrets().add(arguments[1]);
    System.out.println(process.state());
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (CommandRunner runner =
        new CommandRunner(
            new ChildEnvironment.Source(System.getenv(), List.of(work), Set.of(), Set.of()),
            work.resolve("out"),
            Launcher.unconfined(),
            process)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] parts = line.split(" ", 2);
        ProcessResult result =
            runner.run(
                CommandRequest.foreground(
                    parts[1], work, Duration.ofMillis(Long.parseLong(parts[0]))));
        System.out.println(result.output().head());
        System.out.println(begin(result) + result.leftBehind());
        System.out.println(END);
      }
    }
    System.out.println("closed");
  }

  private static String begin(ProcessResult result) {
    if (result.ending() != Ending.EXITED) {
      return "ended, left ";
    }
    return result.exitCode() == 0 ? "left " : "exit code " + result.exitCode() + ", left ";
  }
}
