package dev.vibe.acp;

import dev.vibe.acp.wire.ToolCallJson;
import dev.vibe.approval.Answer;
import dev.vibe.approval.Question;
import dev.vibe.approval.Question.Lasting;
import dev.vibe.approval.QuestionLines;
import dev.vibe.approval.Rule;
import dev.vibe.effect.Effect;
import dev.vibe.rpc.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Question for a permission, as an editor puts it to a person.
 *
 * @param callId by which the editor knows what it is about
 */
record PermissionQuestion(Question question, String callId, ToolCallJson calls) {

  /** What a person may choose. */
  private enum Choice {
    ONCE("once", "allow_once"),
    SESSION("session", "allow_always"),
    ALWAYS("always", "allow_always"),
    NO("no", "reject_once");

    private final String word;
    private final String kind;

    Choice(String word, String kind) {
      this.word = word;
      this.kind = kind;
    }

    private Map<String, Object> json(String name) {
      return Map.of("optionId", word, "name", name, "kind", kind);
    }
  }

  /** The parameters of the request. */
  Map<String, Object> params(String sessionId) {
    Map<String, Object> call = new LinkedHashMap<>();
    call.put("toolCallId", callId);
    call.put("title", question.title());
    call.put("status", ToolCallJson.Status.PENDING.word());
    call.put("content", content());
    return Map.of("sessionId", sessionId, "toolCall", call, "options", options());
  }

  private List<Map<String, Object>> options() {
    List<Map<String, Object>> options = new ArrayList<>();
    options.add(Choice.ONCE.json("Yes"));
    if (question.lasting() != Lasting.ONCE) {
      options.add(Choice.SESSION.json("Yes, for this session"));
    }
    rule().ifPresent(rule -> options.add(Choice.ALWAYS.json("Always allow " + rule.text())));
    options.add(Choice.NO.json("No"));
    return options;
  }

  private Optional<Rule> rule() {
    return question.rule();
  }

  private List<Map<String, Object>> content() {
    List<Map<String, Object>> content = new ArrayList<>();
    for (Effect effect : question.effects()) {
      if (effect instanceof Effect.Write write) {
        content.addAll(calls.diffs(write.diff()));
      }
    }
    content.add(ToolCallJson.lines(QuestionLines.of(question)));
    return content;
  }

  /** What the person said; whatever is no clear yes is a no. */
  Answer answer(Params result) {
    String chosen = result.object("outcome").optionalText("optionId").orElse("");
    for (Choice choice : Choice.values()) {
      if (choice.word.equals(chosen)) {
        return switch (choice) {
          case ONCE -> new Answer.Yes();
          case SESSION -> new Answer.YesForSession();
          case ALWAYS -> rule().<Answer>map(Answer.YesAlways::new).orElseGet(Answer.Yes::new);
          case NO -> new Answer.No("");
        };
      }
    }
    return new Answer.No("");
  }
}
