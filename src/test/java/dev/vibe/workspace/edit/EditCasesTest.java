package dev.vibe.workspace.edit;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditCasesTest {

  static List<EditCase> cases() {
    return EditCase.all().stream().filter(each -> !each.needsTool()).toList();
  }

  @Test
  void no_case_was_lost_on_the_way() {
    assertEquals(231, cases().size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void edit_comes_out_as_the_case_says(EditCase each) {
    TextFile file =
        switch (Loaded.decode("f.txt", each.file())) {
          case Loaded.Text(TextFile text, var content) -> text;
          case Loaded.Refused(RefusalCode kind, String message) ->
              throw new AssertionError(message);
        };
    switch (EditMatcher.match(file.text(), each.edit())) {
      case MatchResult.Replaced(String text, MatchStep step, int line, int places) -> {
        byte[] bytes = file.encode(text).orElseThrow();
        assertAll(
            () -> assertFalse(each.mustRefuse(), "applied: " + text),
            () -> assertTrue(each.isResult(bytes), text),
            () -> assertTrue(each.mayUse(step), step.name()),
            () -> assertEquals(each.isExact(), step == MatchStep.EXACT, step.name()));
      }
      case MatchResult.Refused(RefusalCode kind, String message) ->
          assertAll(
              () -> assertTrue(each.mustRefuse(), kind + ": " + message),
              () -> assertTrue(each.kinds().contains(kind.toString()), kind + ": " + message),
              () -> assertTrue(message.length() <= each.maxMessage(), message));
    }
  }
}
