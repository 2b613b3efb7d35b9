package dev.vibe.lsp.server;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Commands that an editor may have executed; names and arguments stay as they are. */
enum EditorCommand {
  FIX("vibe.fix"),
  EDIT("vibe.edit"),
  FIX_TEST("vibe.fixTest"),
  COMMIT("vibe.commit"),
  STOP("vibe.stop"),
  NEW("vibe.new");

  private final String word;

  EditorCommand(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static Optional<EditorCommand> named(String word) {
    return Arrays.stream(values()).filter(each -> each.word.equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(EditorCommand::word).toList();
  }
}
