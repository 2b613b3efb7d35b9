package dev.vibe.workspace.edit;

/** Words in which a model is told why text was not found: what the text is, and what to do. */
public enum Wording {
  /** One edit, with its old text. */
  EDIT(
      "old",
      "Send the edit again with old as the file has it, without line numbers.",
      "Send the edit again with as many."),
  /** A part of a patch. */
  HUNK(
      "its text",
      "Make the patch again with the lines as the file has them.",
      "Make the patch again with as many."),
  /** The line that says in a patch where a part of it belongs. */
  HEADING(
      "the line behind @@",
      "Give a whole line of the file there.",
      "Give a line of the file there.");

  private final String subject;
  private final String again;
  private final String asMany;

  Wording(String subject, String again, String asMany) {
    this.subject = subject;
    this.again = again;
    this.asMany = asMany;
  }

  String subject() {
    return subject;
  }

  /** What to do about text that is not there. */
  String again() {
    return again;
  }

  /** What to do where only the number of empty lines differs. */
  String asMany() {
    return asMany;
  }
}
