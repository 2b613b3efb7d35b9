package dev.vibe.app.interactive;

import dev.vibe.approval.LearnedRules;
import dev.vibe.approval.Rule;
import dev.vibe.problem.Problem;
import dev.vibe.repl.Inbox;
import dev.vibe.repl.state.Input;
import dev.vibe.text.Palette.Role;
import dev.vibe.view.Line;
import java.nio.file.Path;
import java.util.List;

/** Teller of what becomes of rules that a person agreed on. */
record RuleNews(Inbox inbox) implements LearnedRules.Listener {

  @Override
  public void written(Rule rule, Path file) {
    tell(Role.FAINT, "  allow " + rule.text() + ", in this project, is in " + file);
  }

  @Override
  public void notWritten(Problem why) {
    tell(
        Role.WARNING,
        why.what() + ": " + why.cause() + "; it holds for this session. " + why.remedy());
  }

  private void tell(Role role, String text) {
    inbox.add(new Input.Told(List.of(Line.foreign(role, text))));
  }
}
