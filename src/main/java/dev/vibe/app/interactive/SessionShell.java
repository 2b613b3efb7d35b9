package dev.vibe.app.interactive;

import dev.vibe.app.assembly.ActiveConversation;
import dev.vibe.app.assembly.RunCanceller;
import dev.vibe.context.AttachedText;
import dev.vibe.exec.CommandRequest;
import dev.vibe.exec.OutputSnapshot;
import dev.vibe.exec.ProcessResult;
import dev.vibe.repl.state.Input;
import dev.vibe.text.Truncation;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Runner of commands that the person typed behind an exclamation mark. */
record SessionShell(ActiveConversation active, RunCanceller canceller, Path folder) {

  /** What the model is told of an output, in characters. */
  private static final Truncation.Keep OUTPUT = new Truncation.Keep(6_000, 14_000);

  /** Runs it; its output goes with the next prompt. Blocks until it has ended. */
  void run(String command, Consumer<Input> tell) throws InterruptedException {
    Consumer<OutputSnapshot> watcher =
        grown -> tell.accept(new Input.OutputGrew(grown.end(), grown.lines()));
    ProcessResult result =
        canceller.during(
            () ->
                active
                    .conversation()
                    .resources()
                    .commands()
                    .run(CommandRequest.ofPerson(command, folder), watcher));
    tell.accept(new Input.Told(ReportLines.output(result)));
    String text = ReportLines.ending(result) + "\n" + ReportLines.text(result);
    tell.accept(
        new Input.Finished(List.of(AttachedText.of("the user ran: " + command, text, OUTPUT))));
  }
}
