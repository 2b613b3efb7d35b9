package dev.vibe.repl;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Approver;
import dev.vibe.approval.Question;
import dev.vibe.effect.Effect;
import dev.vibe.repl.state.QuestionChoices;
import dev.vibe.repl.state.QuestionView;
import dev.vibe.repl.state.Reading;
import dev.vibe.terminal.Console;
import dev.vibe.terminal.JLineConsole;
import dev.vibe.text.Palette;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import dev.vibe.view.ScreenSize;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Approver that asks on the terminal that the process was started from, also when its standard
 * streams lead elsewhere. One key answers; whatever is not a clear yes is a no. What is longer than
 * the screen is printed in parts, and a yes counts only after the last one. Keys pressed before the
 * question was on screen for half a second, and those that follow them without a pause, do not
 * count, because they were meant for something else. When the terminal cannot be opened there is
 * nobody to ask.
 */
public final class TerminalApprover implements Approver {

  private static final Logger LOG = LoggerFactory.getLogger(TerminalApprover.class);

  /** A practised typist needs 100 to 200 ms a key, and nobody has read and answered by then. */
  private static final long DEAF_MILLIS = 500;

  /** After so long without a key nobody types any more. */
  private static final long QUIET_MILLIS = 1000;

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

    /** As it is asked now: the person may have changed the command of the first one. */
    private Question question;

    private Reading reading;
    private boolean isChanged;

    Dialogue(Console console, Question question) {
      this.console = console;
      this.question = question;
      this.reading = reading(question);
    }

    private Reading reading(Question asked) {
      return Reading.of(asked, new ScreenSize(console.columns(), console.rows()));
    }

    Answer answer() throws IOException {
      show();
      while (true) {
        int key = console.key(Console.WAIT_MILLIS);
        Optional<Answer> answer = reading.isWholeSeen() ? answerOf(key) : early(key);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
    }

    private void show() throws IOException {
      Line title = QuestionView.title(question, console.columns());
      print("\n" + title.paint(palette) + "\n", reading.from(0, reading.seen()));
      ask();
      dropEarlyKeys();
    }

    private void print(String head, List<Line> lines) {
      StringBuilder text = new StringBuilder(head);
      lines.forEach(line -> text.append(line.paint(palette)).append('\n'));
      console.print(text.toString());
    }

    /** What comes next, so that all of it is in the scrollback before a yes is taken. */
    private Optional<Answer> more() throws IOException {
      int shown = reading.seen();
      reading = reading.by(shown - reading.top());
      print("\n", reading.from(shown, reading.seen()));
      ask();
      if (reading.isWholeSeen()) {
        dropEarlyKeys();
      }
      return Optional.empty();
    }

    private void ask() {
      console.print(palette.paint(Role.STRONG, choices()));
    }

    private String choices() {
      String keys =
          QuestionChoices.line(
              new QuestionChoices.Offer(
                  question, reading.isWholeSeen(), isChanged, QuestionChoices.Asker.SINGLE_RUN));
      return reading.isWholeSeen() ? keys : reading.position() + ", " + keys;
    }

    private boolean canRemember() {
      return question.lasting() != Question.Lasting.ONCE;
    }

    /** Also of whom still types what was meant for somebody else: that ends with a pause. */
    private void dropEarlyKeys() throws IOException {
      long end = after(DEAF_MILLIS);
      for (long left = end - nanos.getAsLong(); left > 0; left = end - nanos.getAsLong()) {
        int key = console.key(TimeUnit.NANOSECONDS.toMillis(left) + 1);
        if (key == Console.CLOSED) {
          return;
        }
        if (key != Console.NO_KEY) {
          end = after(QUIET_MILLIS);
        }
      }
    }

    private long after(long millis) {
      return nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** A yes does not count before the end was shown. */
    private Optional<Answer> early(int key) throws IOException {
      return switch (key) {
        case ' ' -> more();
        case 'y', 'Y', 's', 'S' -> {
          console.print("\nnot all of it was shown yet\n");
          ask();
          yield Optional.empty();
        }
        default -> answerOf(key);
      };
    }

    /** Empty when the key means nothing here. */
    private Optional<Answer> answerOf(int key) throws IOException {
      return switch (key) {
        case 'y', 'Y' -> say("yes", yes());
        case 's', 'S' ->
            canRemember() ? say("yes, this session", new Answer.YesForSession()) : Optional.empty();
        case 'e', 'E' ->
            question.command().isPresent() ? edited(question.command().get()) : Optional.empty();
        case 'v', 'V' -> question.isBrief() ? lines() : Optional.empty();
        case 'n', 'N' -> Optional.of(no());
        case '\r', '\n' -> isChanged ? say("yes", yes()) : say("no", new Answer.No(""));
        case ESCAPE, Console.CONTROL_D, Console.CLOSED -> say("no", new Answer.No(""));
        case Console.CONTROL_C -> throw new InterruptedIOException();
        default -> Optional.empty();
      };
    }

    private Answer yes() {
      return isChanged ? new Answer.RunInstead(question.command().orElse("")) : new Answer.Yes();
    }

    private Optional<Answer> say(String word, Answer answer) {
      console.print(word + "\n");
      return Optional.of(answer);
    }

    /** All that is left out of a short question. */
    private Optional<Answer> lines() throws IOException {
      print("\n", QuestionView.lines(question.inFull(), console.columns()));
      ask();
      dropEarlyKeys();
      return Optional.empty();
    }

    private Answer no() throws IOException {
      console.print("no\n");
      if (question.origin() == Question.Origin.PERSON) {
        return new Answer.No("");
      }
      return new Answer.No(
          console.line("  reason for the model (Enter for none): ", "").orElse("").strip());
    }

    /** Gives up editing: the question stands. What was not shown is shown before it counts. */
    private Optional<Answer> edited(String text) throws IOException {
      console.print("edit\n");
      String instead = console.line("  $ ", text).orElse("");
      if (instead.isBlank() || instead.equals(text)) {
        ask();
        return Optional.empty();
      }
      Effect.Run run = (Effect.Run) question.effects().getFirst();
      question = question.about(new Effect.Run(instead, run.directory()));
      isChanged = true;
      reading = reading(question);
      show();
      return Optional.empty();
    }
  }
}
