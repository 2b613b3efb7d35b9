package dev.vibe.lsp.server;

import dev.vibe.lsp.wire.Diagnostic;
import dev.vibe.lsp.wire.DocumentUri;
import dev.vibe.lsp.wire.Position;
import dev.vibe.lsp.wire.TextRange;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Arguments of a command: one object, which a code action fills in, or a key binding of the user.
 *
 * @param json the object; without fields where there is none
 */
record CommandArguments(Params json) {

  static CommandArguments of(Params params) {
    List<Params> all = params.objects("arguments");
    return new CommandArguments(
        all.isEmpty() ? new Params("params.arguments[0]", Map.of()) : all.getFirst());
  }

  /** The file that is meant; empty where the command names none. */
  Optional<Path> file() {
    return json.optionalText("uri").flatMap(DocumentUri::path);
  }

  /** The start of the document where no range is given. */
  TextRange range() {
    return json.optionalObject("range")
        .map(TextRange::of)
        .orElseGet(() -> new TextRange(new Position(0, 0), new Position(0, 0)));
  }

  List<Diagnostic> diagnostics() {
    return Diagnostic.all(json.objects("diagnostics"));
  }

  /** What is to be done, in the words of the person; empty where they are still to be asked. */
  Optional<String> instruction() {
    return json.optionalText("instruction").map(String::strip).filter(text -> !text.isEmpty());
  }

  /** The comment that asks for something. */
  Optional<MarkerComment> marker() {
    return json.optionalObject("marker")
        .map(marker -> new MarkerComment(marker.number("line"), marker.text("wish")));
  }

  /**
   * Looks whether all is there that a command needs.
   *
   * @throws RpcException when it is not
   */
  void check(EditorCommand command) {
    boolean needsFile =
        switch (command) {
          case FIX, EDIT, FIX_TEST -> true;
          case COMMIT, STOP, NEW -> false;
        };
    if (needsFile && file().isEmpty()) {
      throw RpcException.invalid(
          "this document is no file of this machine; save it, and try again");
    }
    range();
    marker();
    diagnostics();
  }
}
