package dev.vibe.lsp.server;

import dev.vibe.lsp.server.EditorWindow.Importance;

/** Progress of a run in an editor; where it shows none, a message says that it began. */
final class ShownProgress {

  private final EditorWindow window;
  private final String token;
  private final boolean isShown;

  private ShownProgress(EditorWindow window, String token, boolean isShown) {
    this.window = window;
    this.token = token;
    this.isShown = isShown;
  }

  /** Blocks on the editor. */
  static ShownProgress begin(EditorWindow window, String token, String title) {
    boolean isShown = window.beginProgress(token, "vibe: " + title);
    if (!isShown) {
      window.show(Importance.INFO, "vibe: " + title + " …");
    }
    return new ShownProgress(window, token, isShown);
  }

  void report(String what) {
    if (isShown) {
      window.report(token, what);
    }
  }

  void end(String how) {
    if (isShown) {
      window.endProgress(token, how);
    }
  }
}
