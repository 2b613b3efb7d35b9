package dev.vibe.lsp.server;

import dev.vibe.lsp.wire.Diagnostic;
import dev.vibe.lsp.wire.OpenDocument;
import dev.vibe.lsp.wire.TextRange;
import dev.vibe.rpc.Params;
import dev.vibe.text.ControlChars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Code actions for a place in a document. Only the commands that they execute use a model.
 *
 * @param params of {@code textDocument/codeAction}
 */
record CodeActions(Params params, Optional<OpenDocument> document, ClientSupport client) {

  private static final int AUTOMATIC = 2;
  private static final int LONGEST_WISH = 60;
  private static final int MOST_DIAGNOSTICS = 20;

  List<Map<String, Object>> all() {
    String uri = params.object("textDocument").text("uri");
    TextRange range = TextRange.of(params.object("range"));
    List<Map<String, Object>> all = new ArrayList<>();
    marker(range).ifPresent(marker -> all.addAll(marked(uri, marker)));
    all.addAll(fixes(uri, range));
    if (!range.isEmpty()) {
      Map<String, Object> place = Map.of("uri", uri, "range", range.json());
      all.addAll(action(ActionKind.REWRITE, "Vibe: edit selection…", EditorCommand.EDIT, place));
    }
    Map<String, Object> place = Map.of("uri", uri, "range", range.json());
    all.addAll(
        action(ActionKind.FIX_TEST, "Vibe: fix the failing test", EditorCommand.FIX_TEST, place));
    all.addAll(action(ActionKind.COMMIT, "Vibe: commit", EditorCommand.COMMIT, Map.of("uri", uri)));
    return all;
  }

  private Optional<MarkerComment> marker(TextRange range) {
    return document.flatMap(open -> MarkerComment.in(open.text(), range));
  }

  private List<Map<String, Object>> marked(String uri, MarkerComment marker) {
    String wish = ControlChars.neutraliseLine(marker.wish());
    String shown = wish.length() > LONGEST_WISH ? wish.substring(0, LONGEST_WISH) + "…" : wish;
    Map<String, Object> argument =
        Map.of("uri", uri, "marker", Map.of("line", marker.line(), "wish", marker.wish()));
    return action(ActionKind.QUICK_FIX, "Vibe: " + shown, EditorCommand.EDIT, argument);
  }

  private List<Map<String, Object>> fixes(String uri, TextRange range) {
    List<Params> found = params.object("context").objects("diagnostics");
    if (found.isEmpty()) {
      // Many editors give a server only the diagnostics that it published itself.
      return isByTheWay()
          ? List.of()
          : action(
              ActionKind.QUICK_FIX,
              "Vibe: fix what is wrong here",
              EditorCommand.FIX,
              Map.of("uri", uri, "range", range.json()));
    }
    List<Params> some = found.subList(0, Math.min(found.size(), MOST_DIAGNOSTICS));
    List<Map<String, Object>> ours = Diagnostic.all(some).stream().map(Diagnostic::json).toList();
    List<Map<String, Object>> all = new ArrayList<>();
    String title = found.size() == 1 ? "Vibe: fix this diagnostic" : "Vibe: fix these diagnostics";
    Map<String, Object> argument = Map.of("uri", uri, "diagnostics", ours);
    for (Map<String, Object> each :
        action(ActionKind.QUICK_FIX, title, EditorCommand.FIX, argument)) {
      Map<String, Object> fix = new LinkedHashMap<>(each);
      if (client.actionLiterals()) {
        fix.put("diagnostics", some.stream().map(Params::map).toList());
      }
      all.add(fix);
    }
    return all;
  }

  /** Asked for at every move of the cursor: only what belongs to the place. */
  private boolean isByTheWay() {
    return params.object("context").optionalNumber("triggerKind").orElse(1) == AUTOMATIC;
  }

  /** None when the editor asks for other kinds. */
  private List<Map<String, Object>> action(
      ActionKind kind, String title, EditorCommand command, Map<String, Object> argument) {
    List<String> only = params.object("context").texts("only");
    boolean isWanted = only.isEmpty() ? kind.isOfPlace() || !isByTheWay() : kind.isAmong(only);
    if (!isWanted) {
      return List.of();
    }
    Map<String, Object> run =
        Map.of("title", title, "command", command.word(), "arguments", List.of(argument));
    return List.of(
        client.actionLiterals()
            ? Map.of("title", title, "kind", kind.word(), "command", run)
            : run);
  }
}
