package dev.vibe.lsp.server;

import dev.vibe.lsp.wire.DocumentText;
import dev.vibe.lsp.wire.DocumentUri;
import dev.vibe.lsp.wire.OpenDocument;
import dev.vibe.lsp.wire.PositionEncoding;
import dev.vibe.rpc.Params;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Documents that an editor has open, with their unsaved texts. Thread-safe. */
final class OpenDocuments {

  /** By their files; guarded by this object. */
  private final Map<Path, OpenDocument> open = new LinkedHashMap<>();

  synchronized void opened(Params params) {
    OpenDocument document = OpenDocument.opened(params);
    DocumentUri.path(document.uri()).ifPresent(file -> open.put(file, document));
    notifyAll();
  }

  /** A change of one that is not open is ignored, as a client must not send it. */
  synchronized void changed(Params params, PositionEncoding encoding) {
    file(params)
        .ifPresent(
            file ->
                open.computeIfPresent(file, (path, before) -> before.changed(params, encoding)));
    notifyAll();
  }

  synchronized void closed(Params params) {
    file(params).ifPresent(open::remove);
    notifyAll();
  }

  private static Optional<Path> file(Params params) {
    return DocumentUri.path(params.object("textDocument").text("uri"));
  }

  synchronized Optional<OpenDocument> document(Path file) {
    return Optional.ofNullable(open.get(file));
  }

  /**
   * Waits until a document has this text, is closed, or so much time is over.
   *
   * @return whether it has the text
   */
  synchronized boolean awaitText(Path file, DocumentText wanted, long millis)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (true) {
      OpenDocument now = open.get(file);
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (now == null || now.text().equals(wanted) || left <= 0) {
        return now != null && now.text().equals(wanted);
      }
      wait(left);
    }
  }
}
