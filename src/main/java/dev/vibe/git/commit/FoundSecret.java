package dev.vibe.git.commit;

import dev.vibe.text.QuotedName;

/**
 * Secret in what a commit adds, without the secret.
 *
 * @param path relative to the top of the work tree; empty for the message
 * @param line counted from 1; 0 when the name of the file tells
 * @param kind for people, e.g. {@code GitHub token}
 */
public record FoundSecret(String path, int line, String kind) {

  /** As in {@code app.py, line 3: GitHub token}. */
  @Override
  public String toString() {
    String where = path.isEmpty() ? "the commit message" : QuotedName.of(path);
    return where + (line == 0 ? "" : ", line " + line) + ": " + kind;
  }
}
