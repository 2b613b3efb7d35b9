package dev.vibe.exec.shell;

/**
 * Classifier that knows the commands that certainly change no file and no repository: those that
 * only read, and waits, one after another. What differs after one of them was changed by somebody
 * else. Errs on the side of not knowing. Pure.
 */
public final class IdleCommand {

  private IdleCommand() {}

  /** Whether the text given to a shell is one. Git may bring its index up to date as it reads. */
  public static boolean is(String command) {
    return LineReader.readOrWait(command) instanceof LineReading.Reads reads && !reads.asksGit();
  }
}
