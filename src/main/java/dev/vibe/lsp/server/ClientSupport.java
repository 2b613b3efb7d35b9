package dev.vibe.lsp.server;

import dev.vibe.lsp.wire.DocumentUri;
import dev.vibe.lsp.wire.PositionEncoding;
import dev.vibe.rpc.Params;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Support for parts of the protocol that are optional, as an editor tells it when it connects.
 *
 * @param encoding of positions that is agreed on
 * @param appliesEdits whether it takes edits
 * @param knowsVersions whether edits name the version of the text that they are of
 * @param operations on files that an edit may hold, such as {@code delete}
 * @param knowsAnnotations whether an edit may say what it is about
 * @param actionLiterals whether a code action may be more than a command
 * @param showsProgress whether it shows progress that we begin
 * @param showsDocuments whether it opens a document when it is asked to
 */
record ClientSupport(
    PositionEncoding encoding,
    boolean appliesEdits,
    boolean knowsVersions,
    List<String> operations,
    boolean knowsAnnotations,
    boolean actionLiterals,
    boolean showsProgress,
    boolean showsDocuments) {

  /** Of an editor that tells nothing. */
  static final ClientSupport NONE =
      new ClientSupport(
          PositionEncoding.UTF_16, false, false, List.of(), false, false, false, false);

  /** That in the parameters of {@code initialize}. */
  static ClientSupport of(Params initialize) {
    Params told = initialize.object("capabilities");
    Params workspace = told.object("workspace");
    Params edit = workspace.object("workspaceEdit");
    Params window = told.object("window");
    return new ClientSupport(
        PositionEncoding.offered(told),
        workspace.flag("applyEdit"),
        edit.flag("documentChanges"),
        edit.texts("resourceOperations"),
        edit.optionalObject("changeAnnotationSupport").isPresent(),
        told.object("textDocument")
            .object("codeAction")
            .optionalObject("codeActionLiteralSupport")
            .isPresent(),
        window.flag("workDoneProgress"),
        window.object("showDocument").flag("support"));
  }

  /** The folders that are open, the first one first; none when only files are. */
  static List<Path> folders(Params initialize) {
    List<Path> all =
        initialize.objects("workspaceFolders").stream()
            .flatMap(each -> each.optionalText("uri").flatMap(DocumentUri::path).stream())
            .toList();
    return all.isEmpty() ? root(initialize).stream().toList() : all;
  }

  /** As editors of earlier versions name it. */
  private static Optional<Path> root(Params initialize) {
    return Stream.of(
            initialize.optionalText("rootUri").flatMap(DocumentUri::path),
            initialize.optionalText("rootPath").map(Path::of))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
