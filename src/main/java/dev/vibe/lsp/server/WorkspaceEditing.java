package dev.vibe.lsp.server;

import dev.vibe.lsp.server.EditorWindow.Importance;
import dev.vibe.lsp.wire.DocumentEdit;
import dev.vibe.lsp.wire.DocumentText;
import dev.vibe.lsp.wire.DocumentUri;
import dev.vibe.lsp.wire.OpenDocument;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Editing of what an editor has open: takes its unsaved texts, and hands changes over as edits that
 * the person can undo there. Files that are not open are the business of the disk alone.
 * Thread-safe; blocks on the editor.
 */
public final class WorkspaceEditing {

  /** For an editor that loads the file anew by itself, or tells late that it has taken an edit. */
  private static final long SETTLING_MILLIS = 1_000;

  private static final String ANNOTATION = "vibe";

  private final EditorWindow window;
  private final ClientSupport client;
  private final OpenDocuments documents;
  private volatile String label = ANNOTATION;

  WorkspaceEditing(EditorWindow window, ClientSupport client, OpenDocuments documents) {
    this.window = window;
    this.client = client;
    this.documents = documents;
  }

  /** What edits are about from now on. */
  void about(String title) {
    label = ANNOTATION + ": " + title;
  }

  /** The text of a file as it is in the editor, saved or not; empty when it is not open. */
  public Optional<String> text(Path file) {
    return documents.document(file).map(open -> open.text().text());
  }

  public boolean canEdit() {
    return client.appliesEdits();
  }

  /**
   * Makes this the text of a file that is open, which stays unsaved; nothing is done when it has it
   * already. Where the editor refuses, the person is told.
   *
   * @return whether the editor has the text
   */
  public boolean replace(Path file, String text) {
    Optional<OpenDocument> document = documents.document(file);
    if (document.isEmpty()) {
      return false;
    }
    DocumentText before = document.get().text();
    DocumentText wanted = new DocumentText(inItsForm(text, before.text()));
    if (before.equals(wanted)) {
      return true;
    }
    List<DocumentEdit> edits = DocumentEdit.between(before, wanted, client.encoding());
    boolean isApplied = apply(edit(document.get(), edits));
    if (!settled(file, wanted) && !isApplied) {
      window.show(
          Importance.WARNING,
          "The editor did not take the change of "
              + file.getFileName()
              + "; the file on the disk has it.");
    }
    return isApplied;
  }

  private boolean settled(Path file, DocumentText wanted) {
    try {
      return documents.awaitText(file, wanted, SETTLING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** An editor may have taken the line ends out, or kept them. */
  private static String inItsForm(String text, String before) {
    return text.contains("\r\n") && !before.contains("\r\n") ? text.replace("\r\n", "\n") : text;
  }

  /** A file came to be on the disk; the editor hears of it where it wants to. */
  public void created(Path file) {
    operation("create", file, Map.of("ignoreIfExists", true));
  }

  /** A file is gone from the disk; its window is closed where the editor does that. */
  public void deleted(Path file) {
    operation("delete", file, Map.of("ignoreIfNotExists", true));
  }

  private void operation(String kind, Path file, Map<String, Object> options) {
    if (client.appliesEdits() && client.knowsVersions() && client.operations().contains(kind)) {
      Map<String, Object> operation = new LinkedHashMap<>();
      operation.put("kind", kind);
      operation.put("uri", uri(file));
      operation.put("options", options);
      annotate(operation);
      apply(changes(List.of(operation)));
    }
  }

  /** As the editor spells it. */
  private String uri(Path file) {
    return documents.document(file).map(OpenDocument::uri).orElseGet(() -> DocumentUri.of(file));
  }

  private Map<String, Object> edit(OpenDocument document, List<DocumentEdit> edits) {
    List<Map<String, Object>> all = edits.stream().map(this::json).toList();
    return client.knowsVersions()
        ? changes(
            List.of(
                Map.of(
                    "textDocument",
                    Map.of("uri", document.uri(), "version", document.version()),
                    "edits",
                    all)))
        : Map.of("changes", Map.of(document.uri(), all));
  }

  private Map<String, Object> json(DocumentEdit edit) {
    Map<String, Object> json = new LinkedHashMap<>(edit.json());
    if (client.knowsVersions()) {
      annotate(json);
    }
    return json;
  }

  private void annotate(Map<String, Object> change) {
    if (client.knowsAnnotations()) {
      change.put("annotationId", ANNOTATION);
    }
  }

  private Map<String, Object> changes(List<Map<String, Object>> all) {
    Map<String, Object> edit = new LinkedHashMap<>();
    edit.put("documentChanges", all);
    if (client.knowsAnnotations()) {
      // The permission was asked for before, so that it need not be confirmed once more.
      edit.put(
          "changeAnnotations",
          Map.of(ANNOTATION, Map.of("label", label, "needsConfirmation", false)));
    }
    return edit;
  }

  private boolean apply(Map<String, Object> edit) {
    return window
        .asked("workspace/applyEdit", Map.of("label", label, "edit", edit))
        .filter(result -> result.flag("applied"))
        .isPresent();
  }
}
