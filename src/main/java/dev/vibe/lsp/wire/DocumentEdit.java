package dev.vibe.lsp.wire;

import dev.vibe.rpc.Params;
import dev.vibe.text.LineDiff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Edit of a document: another text in the place of a range ({@code TextEdit}). */
public record DocumentEdit(TextRange range, String newText) {

  /**
   * The one that a message holds; what else it holds, such as an annotation, is left out.
   *
   * @throws dev.vibe.rpc.RpcException when it is none
   */
  public static DocumentEdit of(Params json) {
    return new DocumentEdit(TextRange.of(json.object("range")), json.text("newText"));
  }

  /** Edits of whole lines that make one text of another; what stays is not touched. */
  public static List<DocumentEdit> between(
      DocumentText before, DocumentText after, PositionEncoding encoding) {
    List<String> old = before.wholeLines();
    List<String> now = after.wholeLines();
    List<DocumentEdit> edits = new ArrayList<>();
    for (LineDiff.Edit each : LineDiff.between(old, now)) {
      TextRange range =
          new TextRange(
              before.lineStart(each.oldStart(), encoding),
              before.lineStart(each.oldEnd(), encoding));
      String text = String.join("", now.subList(each.newStart(), each.newEnd()));
      edits.add(new DocumentEdit(range, text));
    }
    return edits;
  }

  /**
   * A text after edits, all of which mean this text. Those at one place stay in their order.
   *
   * @throws IllegalArgumentException when two overlap
   */
  public static DocumentText applied(
      DocumentText before, List<DocumentEdit> edits, PositionEncoding encoding) {
    List<DocumentEdit> ordered = new ArrayList<>(edits);
    ordered.sort(Comparator.comparing(each -> each.range.start()));
    StringBuilder next = new StringBuilder(before.text().length());
    int at = 0;
    for (DocumentEdit each : ordered) {
      int start = before.offset(each.range.start(), encoding);
      if (start < at) {
        throw new IllegalArgumentException("two edits overlap");
      }
      next.append(before.text(), at, start).append(each.newText);
      at = before.offset(each.range.end(), encoding);
    }
    return new DocumentText(next.append(before.text().substring(at)).toString());
  }

  public Map<String, Object> json() {
    return Map.of("range", range.json(), "newText", newText);
  }
}
