package dev.vibe.forge;

import java.util.Optional;

/**
 * Finding of a review, as it is to be posted. All of it may have been written by a model or a
 * stranger.
 *
 * @param file relative to the top of the repository
 * @param line of the file after the change, from 1
 * @param weight in a word, such as {@code high}
 * @param why what is wrong
 * @param edit that would mend it; empty when there is none
 */
public record ReviewNote(String file, int line, String weight, String why, Optional<Edit> edit) {

  /**
   * Whole lines of the file, and what they become.
   *
   * @param line the first of them, from 1
   * @param old without the end of the last one
   * @param replacement likewise; empty where the lines go
   */
  public record Edit(int line, String old, String replacement) {

    /** The last of the lines. */
    int last() {
      return line + (int) old.chars().filter(c -> c == '\n').count();
    }
  }
}
