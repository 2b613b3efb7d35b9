package dev.vibe.hostile;

import dev.vibe.approval.Mode;
import dev.vibe.e2e.Script.Call;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tests of what a command of a misled model can do without a sandbox; what it can do in one is in
 * {@code cases/escapes.txt}.
 */
class CommandAttemptsIT extends Attempts {

  private static final String AS_YOU = "without a sandbox a command runs as you";

  @Override
  Stream<Attempt> attempts() {
    return Stream.of(
        open("command that runs a program of the folder", scene -> "./x.sh </dev/null", "x.sh"),
        open(
            "command that writes beside the folder",
            scene -> "echo x > " + scene.outside().resolve("beside"),
            "beside"),
        open(
            "command behind one that only reads",
            scene -> "cat README.md; " + scene.sing("behind"),
            "behind"),
        open(
            "command in a substitution of one that only reads",
            scene -> "cat $(" + scene.sing("inside") + ")",
            "inside"));
  }

  /** A command that makes a file beside the folder. */
  private static Attempt open(String name, Function<Scene, String> command, String made) {
    return Attempt.named(name)
        .batch("commands")
        .arguments("--sandbox", "off")
        .folder(scene -> scene.script("x.sh", scene.sing("x.sh") + "\n"))
        .calls(scene -> List.of(Call.run(command.apply(scene))))
        .harm(
            new Harm(
                "it did something outside",
                after -> Files.exists(after.scene().outside().resolve(made))))
        .openIn(Mode.AUTO, AS_YOU);
  }
}
