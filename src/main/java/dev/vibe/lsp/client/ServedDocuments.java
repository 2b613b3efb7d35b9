package dev.vibe.lsp.client;

import dev.vibe.lsp.wire.Diagnostic;
import dev.vibe.lsp.wire.DocumentText;
import dev.vibe.lsp.wire.DocumentUri;
import dev.vibe.lsp.wire.OpenDocument;
import dev.vibe.lsp.wire.Position;
import dev.vibe.verify.CodeFinding;
import dev.vibe.verify.EditedFile;
import dev.vibe.verify.EditedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Documents that one server has open, as it knows them. The latest stay open, so that what an edit
 * of one breaks in another is found. Owned by the thread that looks; {@link #read} is for any.
 */
final class ServedDocuments {

  private static final Logger LOG = LoggerFactory.getLogger(ServedDocuments.class);

  private static final int MOST_OPEN = 20;
  private static final int CREATED = 1;
  private static final int CHANGED = 2;
  private static final int DELETED = 3;
  private static final String URI = "uri";

  private final ServerLink link;
  private final FindingBoard board;
  private final Map<Path, Named> open = new LinkedHashMap<>();

  /** The same for those who read beside the owner. */
  private final Map<Path, Named> shown = new ConcurrentHashMap<>();

  /** A document, and its name for people. */
  private record Named(String name, OpenDocument document) {}

  ServedDocuments(ServerLink link, FindingBoard board) {
    this.link = link;
    this.board = board;
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  Set<Path> files() {
    return Set.copyOf(open.keySet());
  }

  /** Asks the server about all of them, each for so long at most. */
  void pull(Duration longest) throws ServerGone, InterruptedException {
    for (Named each : open.values()) {
      link.pull(each.document(), longest);
    }
  }

  /**
   * Has the server know all as it was before these edits, other files as they are on the disk.
   *
   * @return whether it has to look at something for that
   */
  boolean before(List<EditedFile> edits) {
    boolean isNews = false;
    for (EditedFile edit : edits) {
      Named known = open.remove(edit.path()); // the latest are at the end
      if (known != null) {
        open.put(edit.path(), known);
      }
      if (edit.before().isPresent()) {
        isNews |= put(edit.path(), edit.name(), edit.before().get(), false);
      }
    }
    for (Map.Entry<Path, Named> each : List.copyOf(open.entrySet())) {
      if (edits.stream().noneMatch(edit -> edit.path().equals(each.getKey()))) {
        Optional<String> text = text(each.getKey());
        if (text.isEmpty()) {
          close(each.getKey());
        } else {
          isNews |= put(each.getKey(), each.getValue().name(), text.get(), false);
        }
      }
    }
    return isNews;
  }

  /** Has the server know these edits. */
  void after(List<EditedFile> edits) {
    List<Map<String, Object>> events = new ArrayList<>();
    for (EditedFile edit : edits) {
      String uri = DocumentUri.of(edit.path());
      if (edit.after().isEmpty()) {
        close(edit.path());
        events.add(Map.of(URI, uri, "type", DELETED));
        continue;
      }
      boolean isNew = edit.before().isEmpty();
      boolean _ = put(edit.path(), edit.name(), edit.after().get(), isNew);
      board.edited(edit.path(), EditedLines.between(edit.before().orElse(""), edit.after().get()));
      link.tell("textDocument/didSave", Map.of("textDocument", Map.of(URI, uri)));
      events.add(Map.of(URI, uri, "type", isNew ? CREATED : CHANGED));
    }
    link.tell("workspace/didChangeWatchedFiles", Map.of("changes", events));
    while (open.size() > MOST_OPEN) {
      close(open.keySet().iterator().next());
    }
  }

  /** Whether it is another text than the server knew. */
  private boolean put(Path file, String name, String text, boolean isNew) {
    Named known = open.get(file);
    if (known != null && known.document().text().text().equals(text)) {
      return false;
    }
    OpenDocument now =
        known == null
            ? new OpenDocument(
                DocumentUri.of(file), LanguageIds.of(name), 1, new DocumentText(text))
            : known.document().next(new DocumentText(text));
    board.changed(file, now.version(), isNew && known == null);
    open.put(file, new Named(name, now));
    shown.put(file, new Named(name, now));
    if (known == null) {
      link.tell("textDocument/didOpen", now.opening());
    } else {
      link.tell("textDocument/didChange", now.changing());
    }
    return true;
  }

  private void close(Path file) {
    Named known = open.remove(file);
    shown.remove(file);
    if (known != null) {
      link.tell("textDocument/didClose", known.document().naming());
    }
    board.closed(file);
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("{} is closed", file, e); // it is gone, or no text any more
      return Optional.empty();
    }
  }

  /** What was said of a file, as findings: errors and warnings. */
  List<CodeFinding> read(Path file, List<Diagnostic> said) {
    Named known = shown.get(file);
    return known == null
        ? List.of()
        : said.stream()
            .filter(each -> each.severity().compareTo(Diagnostic.Severity.WARNING) <= 0)
            .map(each -> finding(known, each))
            .toList();
  }

  private CodeFinding finding(Named known, Diagnostic said) {
    Position start = said.range().start();
    String line = known.document().text().line(start.line());
    int offset = new DocumentText(line).offset(new Position(0, start.character()), link.encoding());
    return new CodeFinding(
        known.name(),
        start.line() + 1,
        line.codePointCount(0, offset) + 1,
        said.severity() == Diagnostic.Severity.ERROR
            ? CodeFinding.Severity.ERROR
            : CodeFinding.Severity.WARNING,
        said.code(),
        said.source(),
        said.message());
  }
}
