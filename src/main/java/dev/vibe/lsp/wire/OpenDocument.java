package dev.vibe.lsp.wire;

import dev.vibe.rpc.Params;
import dev.vibe.rpc.RpcException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Document that an editor has open, as the two sides know it: a server reads it from what its
 * client tells, a client writes what it tells its servers.
 *
 * @param version grows with each change
 */
public record OpenDocument(String uri, String languageId, int version, DocumentText text) {

  /**
   * The one that is opened.
   *
   * @param params of {@code textDocument/didOpen}
   */
  public static OpenDocument opened(Params params) {
    Params document = params.object("textDocument");
    return new OpenDocument(
        document.text("uri"),
        document.optionalText("languageId").orElse(""),
        document.optionalNumber("version").orElse(0),
        new DocumentText(document.text("text")));
  }

  /**
   * The one after changes, in their order; each is of a range, or of the whole text.
   *
   * @param params of {@code textDocument/didChange}
   * @throws RpcException when they are none
   */
  public OpenDocument changed(Params params, PositionEncoding encoding) {
    DocumentText next = text;
    for (Params change : params.objects("contentChanges")) {
      String put = change.text("text");
      Optional<Params> range = change.optionalObject("range");
      next =
          range.isPresent()
              ? DocumentEdit.applied(
                  next, List.of(new DocumentEdit(TextRange.of(range.get()), put)), encoding)
              : new DocumentText(put);
    }
    int now = params.object("textDocument").optionalNumber("version").orElse(version + 1);
    return new OpenDocument(uri, languageId, now, next);
  }

  /** The next version, with another text. */
  public OpenDocument next(DocumentText now) {
    return new OpenDocument(uri, languageId, version + 1, now);
  }

  /** Parameters of {@code textDocument/didOpen}. */
  public Map<String, Object> opening() {
    return Map.of(
        "textDocument",
        Map.of("uri", uri, "languageId", languageId, "version", version, "text", text.text()));
  }

  /** Parameters of {@code textDocument/didChange} that give the whole text. */
  public Map<String, Object> changing() {
    return Map.of(
        "textDocument",
        Map.of("uri", uri, "version", version),
        "contentChanges",
        List.of(Map.of("text", text.text())));
  }

  /** Parameters of requests and notifications that only name it. */
  public Map<String, Object> naming() {
    return Map.of("textDocument", Map.of("uri", uri));
  }
}
