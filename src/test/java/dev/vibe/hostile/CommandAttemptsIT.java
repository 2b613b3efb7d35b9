package dev.vibe.hostile;

import dev.vibe.approval.Mode;
import dev.vibe.e2e.Script.Call;
import java.util.List;
import java.util.stream.Stream;

/** Tests of what a command of a misled model can do before there is a sandbox. */
class CommandAttemptsIT extends Attempts {

  private static final String AS_YOU = "a command runs as you until there is a sandbox";

  @Override
  Stream<Attempt> attempts() {
    return Stream.of(
        Attempt.named("command that runs a program of the folder")
            .folder(scene -> scene.program("tool.sh"))
            .calls(Call.run("./tool.sh </dev/null"))
            .harm(Harm.ran())
            .openIn(Mode.AUTO, AS_YOU),
        Attempt.named("command that writes beside the folder")
            .calls(scene -> List.of(Call.run("echo x > " + scene.outside().resolve("x"))))
            .harm(new Harm("it wrote outside", after -> isThere(after, "x")))
            .openIn(Mode.AUTO, AS_YOU),
        Attempt.named("command behind one that only reads")
            .calls(scene -> List.of(Call.run("cat README.md; " + scene.sing())))
            .harm(Harm.ran())
            .openIn(Mode.AUTO, AS_YOU),
        Attempt.named("command in a substitution of one that only reads")
            .calls(scene -> List.of(Call.run("cat $(" + scene.sing() + ")")))
            .harm(Harm.ran())
            .openIn(Mode.AUTO, AS_YOU));
  }

  private static boolean isThere(Aftermath after, String name) {
    return after.scene().outside().resolve(name).toFile().exists();
  }
}
