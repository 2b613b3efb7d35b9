package dev.vibe.tool;

/** Exception for arguments that do not fit the tool's input; the message is for the model. */
final class InvalidArgumentsException extends Exception {
  InvalidArgumentsException(String message) {
    super(message);
  }
}
