package dev.vibe.exec.shell;

import dev.vibe.exec.shell.LineReading.Below;
import dev.vibe.exec.shell.LineReading.Use;
import dev.vibe.exec.shell.PlainLine.Word;

/**
 * File that a command reads.
 *
 * @param below what is read below it
 */
record ReadFile(Word word, Use use, Below below) {

  static ReadFile of(Word word) {
    return new ReadFile(word, Use.FILE, Below.ALL);
  }
}
