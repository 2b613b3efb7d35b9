package dev.vibe.repl;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import dev.vibe.repl.state.QuestionView;
import dev.vibe.terminal.Console;
import dev.vibe.terminal.JLineConsole;
import dev.vibe.text.Palette;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Approver that asks on the terminal that the process was started from, also when its standard
 * streams lead elsewhere. One key answers; whatever is not a clear yes is a no. Keys pressed before
 * the question was on screen for a quarter of a second do not count, because they were meant for
 * something else. When the terminal cannot be opened there is nobody to ask.
 */
public final class TerminalApprover implements Approver {

  private static final Logger LOG = LoggerFactory.getLogger(TerminalApprover.class);

  /** A practised typist needs 100 to 200 ms a key, so nobody has read and answered by then. */
  private static final long DEAF_MILLIS = 250;

  private static final int ESCAPE = 27;

  private final Console.Opener opener;
  private final Palette palette;
  private final LongSupplier nanos;

  TerminalApprover(Console.Opener opener, Palette palette, LongSupplier nanos) {
    this.opener = opener;
    this.palette = palette;
    this.nanos = nanos;
  }

  /**
   * Opens the terminal only when asked something.
   *
   * @param type as in {@code TERM}
   * @param nanos a clock that never goes back
   */
  public static TerminalApprover ofProcess(String type, Palette palette, LongSupplier nanos) {
    return new TerminalApprover(() -> JLineConsole.ofProcess(type), palette, nanos);
  }

  @Override
  public Answer ask(Question question) {
    if (Thread.currentThread().isInterrupted()) {
      return new Answer.No("");
    }
    Console console;
    try {
      console = opener.open();
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
      return new Answer.No("");
    } catch (IOException | LinkageError e) {
      LOG.warn("cannot open the terminal to ask", e);
      return new Answer.Nobody();
    }
    try {
      return new Dialogue(console, question).answer();
    } catch (InterruptedIOException e) {
      console.print("no\n");
      Thread.currentThread().interrupt();
      return new Answer.No("");
    } catch (IOException e) {
      LOG.warn("lost the terminal while asking", e);
      return new Answer.No("");
    } finally {
      close(console);
    }
  }

  /** Giving the terminal back takes a process that an interrupted thread could not wait for. */
  private static void close(Console console) {
    boolean interrupted = Thread.interrupted();
    try {
      console.close();
    } catch (IOException e) {
      LOG.warn("cannot reset the terminal", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** One question on an open terminal. */
  private final class Dialogue {

    private final Console console;
    private final Question question;
    private final boolean canRemember;
    private final Optional<String> command;

    Dialogue(Console console, Question question) {
      this.console = console;
      this.question = question;
      this.canRemember = question.lasting() != Question.Lasting.ONCE;
      this.command = question.command();
    }

    Answer answer() throws IOException {
      show();
      dropEarlyKeys();
      while (true) {
        Optional<Answer> answer = answerOf(console.key(Console.WAIT_MILLIS));
        if (answer.isPresent()) {
          return answer.get();
        }
      }
    }

    private void show() {
      StringBuilder text = new StringBuilder("\n");
      for (Line line : QuestionView.lines(question, console.columns())) {
        text.append(line.paint(palette)).append('\n');
      }
      console.print(text + palette.paint(Role.STRONG, choices()) + " ");
    }

    private String choices() {
      return "[y]es / [N]o"
          + (canRemember ? " / yes, this [s]ession" : "")
          + (command.isPresent() ? " / [e]dit the command" : "")
          + ":";
    }

    private void dropEarlyKeys() throws IOException {
      long end = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(DEAF_MILLIS);
      for (long left = end - nanos.getAsLong(); left > 0; left = end - nanos.getAsLong()) {
        if (console.key(TimeUnit.NANOSECONDS.toMillis(left) + 1) == Console.CLOSED) {
          return;
        }
      }
    }

    /** Empty when the key means nothing here. */
    private Optional<Answer> answerOf(int key) throws IOException {
      return switch (key) {
        case 'y', 'Y' -> say("yes", new Answer.Yes());
        case 's', 'S' ->
            canRemember ? say("yes, this session", new Answer.YesForSession()) : Optional.empty();
        case 'e', 'E' -> command.isPresent() ? edited(command.get()) : Optional.empty();
        case 'n', 'N' -> Optional.of(noWithReason());
        case '\r', '\n', ESCAPE, Console.CONTROL_D, Console.CLOSED -> say("no", new Answer.No(""));
        case Console.CONTROL_C -> throw new InterruptedIOException();
        default -> Optional.empty();
      };
    }

    private Optional<Answer> say(String word, Answer answer) {
      console.print(word + "\n");
      return Optional.of(answer);
    }

    private Answer noWithReason() throws IOException {
      console.print("no\n");
      return new Answer.No(
          console.line("  reason for the model (Enter for none): ", "").orElse("").strip());
    }

    /** Gives up editing: the question stands. */
    private Optional<Answer> edited(String text) throws IOException {
      console.print("edit\n");
      String instead = console.line("  $ ", text).orElse("");
      if (instead.isBlank()) {
        console.print(palette.paint(Role.STRONG, choices()) + " ");
        return Optional.empty();
      }
      return Optional.of(instead.equals(text) ? new Answer.Yes() : new Answer.RunInstead(instead));
    }
  }
}
