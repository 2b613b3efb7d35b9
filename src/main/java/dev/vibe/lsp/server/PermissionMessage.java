package dev.vibe.lsp.server;

import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.approval.QuestionLines;
import dev.vibe.approval.Rule;
import dev.vibe.effect.Effect;
import dev.vibe.text.ControlChars;
import dev.vibe.text.UnifiedDiff;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Question for a permission, as a message of an editor with buttons. */
record PermissionMessage(Question question) {

  /** Lines of a diff in a message; a message does not scroll. */
  private static final int MOST_LINES = 40;

  private static final String NO = "No";

  /** The changes of files that it is about, as one diff; empty when there are none. */
  String diff() {
    return question.effects().stream()
        .filter(Effect.Write.class::isInstance)
        .flatMap(effect -> UnifiedDiff.render(((Effect.Write) effect).diff()).lines())
        .map(line -> ControlChars.spelled(line) + "\n")
        .collect(Collectors.joining());
  }

  /** What a person reads, where the diff is shown beside it. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("vibe asks: " + question.title());
    lines.addAll(QuestionLines.of(question));
    return lines.stream().map(ControlChars::spelled).collect(Collectors.joining("\n"));
  }

  /** The same, where the diff has no other place. */
  String textWithDiff() {
    List<String> lines = diff().lines().toList();
    String shown = String.join("\n", lines.subList(0, Math.min(lines.size(), MOST_LINES)));
    String left =
        lines.size() > MOST_LINES ? "\n(" + (lines.size() - MOST_LINES) + " more lines)" : "";
    return shown.isEmpty() ? text() : text() + "\n" + shown + left;
  }

  private Map<String, Answer> answers() {
    Map<String, Answer> all = new LinkedHashMap<>();
    all.put("Yes", new Answer.Yes());
    if (question.lasting() != Lasting.ONCE) {
      all.put("Yes, for this session", new Answer.YesForSession());
    }
    Optional<Rule> rule = question.rule();
    rule.ifPresent(each -> all.put("Always allow " + each.text(), new Answer.YesAlways(each)));
    all.put(NO, new Answer.No(""));
    return all;
  }

  /** What a person may choose from. */
  List<String> titles() {
    return List.copyOf(answers().keySet());
  }

  /** What the person said; whatever is no clear yes is a no. */
  Answer answer(Optional<String> title) {
    return title
        .flatMap(each -> Optional.ofNullable(answers().get(each)))
        .orElseGet(() -> new Answer.No(""));
  }
}
