package dev.vibe.tool;

/** Arguments that do not fit the tool's input; the message is for the model. */
final class MisfitException extends Exception {
  MisfitException(String message) {
    super(message);
  }
}
