package dev.vibe.lsp.client;

import dev.vibe.lsp.wire.Diagnostic;
import dev.vibe.lsp.wire.DocumentUri;
import dev.vibe.rpc.IncomingRequest;
import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import dev.vibe.rpc.RpcHandler;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers to what a server asks and tells. Called by the thread that reads. */
final class ServerAnswers implements RpcHandler {

  private static final String PULLING = "textDocument/diagnostic";

  private final LanguageServerSpec spec;
  private final Path folder;
  private final FindingBoard board;
  private final Set<String> registered = new HashSet<>();

  ServerAnswers(LanguageServerSpec spec, Path folder, FindingBoard board) {
    this.spec = spec;
    this.folder = folder;
    this.board = board;
  }

  @Override
  public void request(IncomingRequest request) {
    switch (request.method()) {
      case "workspace/configuration" ->
          request.answerAll(
              request.params().objects("items").stream()
                  .map(item -> section(item.optionalText("section").orElse("")))
                  .toList());
      case "workspace/workspaceFolders" -> request.answerAll(folders(folder));
      case "client/registerCapability" -> {
        request.params().objects("registrations").stream()
            .filter(each -> each.text("method").equals(PULLING))
            .forEach(each -> registered.add(each.text("id")));
        pulling();
        request.answerNothing();
      }
      case "client/unregisterCapability" -> {
        // The name of the field is spelled so in the protocol.
        request
            .params()
            .objects("unregisterations")
            .forEach(each -> registered.remove(each.text("id")));
        request.answerNothing(); // one that takes it back registers it anew, and is asked on
      }
      case "workspace/applyEdit" -> request.answer(Map.of("applied", false));
      case "window/showDocument" -> request.answer(Map.of("success", false));
      case "window/workDoneProgress/create",
          "window/showMessageRequest",
          "workspace/diagnostic/refresh",
          "workspace/inlayHint/refresh",
          "workspace/codeLens/refresh",
          "workspace/semanticTokens/refresh" ->
          request.answerNothing();
      default -> throw RpcException.unknownMethod(request.method());
    }
  }

  private void pulling() {
    if (!registered.isEmpty()) {
      board.pulled(true);
    }
  }

  /** Of the user's options, what a dotted name means; nothing where there is none. */
  private Object section(String name) {
    Object at = spec.init();
    for (String part : name.isEmpty() ? List.<String>of() : List.of(name.split("\\.", -1))) {
      Optional<Object> inside =
          at instanceof Map<?, ?> table ? Optional.ofNullable(table.get(part)) : Optional.empty();
      at = inside.orElse(Map.of());
    }
    return at;
  }

  static List<Map<String, Object>> folders(Path folder) {
    return List.of(
        Map.of("uri", DocumentUri.of(folder), "name", String.valueOf(folder.getFileName())));
  }

  @Override
  public void notification(String method, Params params) {
    if (method.equals("textDocument/publishDiagnostics")) {
      Optional<Path> file = DocumentUri.path(params.text("uri"));
      List<Diagnostic> all = Diagnostic.all(params.objects("diagnostics"));
      file.ifPresent(path -> board.said(path, params.optionalNumber("version"), all));
    }
  }
}
