package dev.vibe.lsp.server;

import java.util.Arrays;
import java.util.List;

/** Kind of a code action; editors sort by it, and ask for those that they want. */
enum ActionKind {
  QUICK_FIX("quickfix", Scope.PLACE),
  REWRITE("refactor.rewrite", Scope.PLACE),
  FIX_TEST("source.vibe.fixTest", Scope.PROJECT),
  COMMIT("source.vibe.commit", Scope.PROJECT);

  private final String word;
  private final Scope scope;

  /** What an action is about. */
  private enum Scope {
    PLACE,
    PROJECT
  }

  ActionKind(String word, Scope scope) {
    this.word = word;
    this.scope = scope;
  }

  /** Its name in the protocol. */
  String word() {
    return word;
  }

  /** Whether it belongs to the place of the cursor, and not to all of the project. */
  boolean isOfPlace() {
    return scope == Scope.PLACE;
  }

  /** Whether it is one of these, or below one of them. */
  boolean isAmong(List<String> words) {
    return words.stream().anyMatch(each -> word.equals(each) || word.startsWith(each + "."));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(ActionKind::word).toList();
  }
}
