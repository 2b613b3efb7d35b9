package dev.vibe.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Result of a command.
 *
 * @param exitCode of the shell, 128 + n when signal n ended it; {@link #NONE} while it runs
 * @param output what it has written so far, standard output and error in order of arrival
 * @param took from start to the end of the shell, or to now while it runs
 * @param group the id of the shell's process, which is the id of its process group as well
 * @param leftBehind processes that live on after their shell ended, e.g. {@code 4711 sleep}; they
 *     are ended with the session. After a time limit or an interrupt, those that could not be ended
 * @param pipeCodes with which the parts of the pipe ended that the command ends with; empty when
 *     there is none, or they are not known
 * @param level what confined it, as in {@link Launch#level}
 * @param notes what became of it besides, a line each
 */
public record ProcessResult(
    Ending ending,
    int exitCode,
    Output output,
    Duration took,
    long group,
    List<String> leftBehind,
    List<Integer> pipeCodes,
    String level,
    List<String> notes) {

  public static final int NONE = -1;

  /** Way in which a command came to an end. */
  public enum Ending {
    EXITED,
    /** The time limit ended it and all of its processes that are not named as left behind. */
    TIMED_OUT,
    /** The calling thread was interrupted, which ended it in the same way. */
    INTERRUPTED,
    /** It was started in the background and runs. */
    RUNNING
  }

  public ProcessResult {
    leftBehind = List.copyOf(leftBehind);
    pipeCodes = List.copyOf(pipeCodes);
    notes = List.copyOf(notes);
  }

  /** The same of all that ran with it. */
  ProcessResult of(Duration all, List<String> left, List<String> told) {
    return new ProcessResult(ending, exitCode, output, all, group, left, pipeCodes, level, told);
  }

  /** The same with one more line of what became of it. */
  ProcessResult noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new ProcessResult(
        ending, exitCode, output, took, group, leftBehind, pipeCodes, level, more);
  }

  /**
   * Output as text: broken UTF-8 replaced, escape sequences and control characters taken out,
   * except line feed and tab.
   *
   * @param head the beginning, or all of it when nothing is left out
   * @param tail the end; empty when nothing is left out
   * @param omittedLines how many line ends lie between the two
   * @param omittedBytes how many bytes lie between the two
   * @param totalBytes how much was written in all
   * @param spilledTo the absolute path of a file with the whole output as it came; empty when there
   *     is none
   * @param spilledBytes how much of the output that file holds
   */
  public record Output(
      String head,
      String tail,
      long omittedLines,
      long omittedBytes,
      long totalBytes,
      String spilledTo,
      long spilledBytes) {}
}
