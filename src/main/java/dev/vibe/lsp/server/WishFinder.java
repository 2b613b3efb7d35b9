package dev.vibe.lsp.server;

import dev.vibe.lsp.server.EditorWindow.Importance;
import dev.vibe.lsp.wire.DocumentText;
import dev.vibe.lsp.wire.OpenDocument;
import dev.vibe.lsp.wire.TextRange;
import dev.vibe.rpc.RpcException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finder of what a command wants done. The protocol has no field for words, so where an editor
 * brings none, the person chooses from some.
 */
record WishFinder(
    Path folder,
    CommandArguments given,
    OpenDocuments documents,
    ClientSupport client,
    EditorWindow window) {

  private static final List<String> USUAL =
      List.of("Simplify it", "Document it", "Handle its errors", "Find and fix its bugs");

  /**
   * Blocks while the person is asked; empty when they want nothing any more.
   *
   * @throws RpcException when the command cannot be done
   */
  Optional<Wish> find(EditorCommand command) throws InterruptedException {
    return switch (command) {
      case FIX ->
          Optional.of(
              given.diagnostics().isEmpty()
                  ? new Wish.FixLines(name(), given.range())
                  : new Wish.Fix(name(), given.diagnostics()));
      case EDIT -> edit();
      case FIX_TEST -> Optional.of(new Wish.FixTest(name(), given.range().start().line()));
      case COMMIT -> Optional.of(new Wish.Commit());
      case STOP, NEW -> Optional.empty();
    };
  }

  private String name() {
    return Wish.name(folder, given.file().orElseThrow());
  }

  private Optional<Wish> edit() throws InterruptedException {
    if (given.marker().isPresent()) {
      return given.marker().map(marker -> new Wish.Marked(name(), marker));
    }
    DocumentText text =
        given
            .file()
            .flatMap(documents::document)
            .map(OpenDocument::text)
            .orElseThrow(() -> RpcException.invalid(name() + " is not open in the editor"));
    TextRange range = given.range();
    Optional<String> instruction = given.instruction();
    if (instruction.isEmpty()) {
      Optional<MarkerComment> marker = MarkerComment.in(text, range);
      if (marker.isPresent()) {
        return Optional.of(new Wish.Marked(name(), marker.get()));
      }
      instruction = window.ask(Importance.INFO, question(range), USUAL);
    }
    String selected = text.part(range, client.encoding());
    return instruction.map(words -> new Wish.Edit(name(), range, selected, words));
  }

  private String question(TextRange range) {
    return "vibe: what is to be done to lines "
        + (range.start().line() + 1)
        + " to "
        + (range.end().line() + 1)
        + " of "
        + name()
        + "? For words of your own, write a comment \"vibe: …\" there and choose that.";
  }
}
