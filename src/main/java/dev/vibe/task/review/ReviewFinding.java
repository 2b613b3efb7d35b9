package dev.vibe.task.review;

import java.util.Optional;

/**
 * ReviewFinding of a review.
 *
 * @param file relative to the top of the work tree
 * @param line of the file as it is after the change, from 1
 * @param why what is wrong, for people
 * @param fix empty when there is none that fits
 */
public record ReviewFinding(
    String file, int line, Severity severity, String why, Optional<Fix> fix) {

  /**
   * Edit that would mend it.
   *
   * @param old whole lines of the file, without the end of the last one
   * @param replacement the lines that they become, likewise
   * @param line the first of them, from 1
   * @param patch the edit as a unified diff, which applies to the file as it is
   */
  public record Fix(String old, String replacement, int line, String patch) {}
}
