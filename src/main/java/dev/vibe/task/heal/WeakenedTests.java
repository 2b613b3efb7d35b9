package dev.vibe.task.heal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judge of whether a change weakens a test, or knows that it is tested: in files that are not
 * protected, such as sources that hold their own tests. By counts, so that code may move. Pure; it
 * finds what is usual, not all that could be done.
 */
final class WeakenedTests {

  /** Sort of what is counted, and which way is wrong. */
  private record Sign(String words, Pattern pattern, Way wrong) {
    Sign(String words, String pattern, Way wrong) {
      this(words, Pattern.compile(pattern), wrong);
    }
  }

  private enum Way {
    FEWER,
    MORE
  }

  private static final List<Sign> SIGNS =
      List.of(
          new Sign(
              "takes tests away",
              "#\\[(?:\\w+::)*test\\b|@(?:Parameterized|Repeated)?Test\\b|^\\s*(?:async )?def test_"
                  + "|^func (?:Test|Fuzz|Example)\\w*\\(|\\b(?:it|test|describe)\\s*\\(\\s*['\"`]"
                  + "|^\\s*>>> ",
              Way.FEWER),
          new Sign(
              "takes checks away",
              "\\bassert(?:_\\w+)?!?\\s*[( ]|\\bassert\\w*\\(|\\bdebug_assert|\\bexpect\\(",
              Way.FEWER),
          new Sign(
              "skips tests",
              "#\\[ignore|@(?:Disabled|Ignore)\\b|pytest\\.(?:mark\\.)?(?:skip|xfail)"
                  + "|unittest\\.skip|\\bskipTest\\(|SkipTest\\b|\\bt\\.Skip|\\b(?:it|test|describe)"
                  + "\\.(?:skip|todo|only)\\b|\\bx(?:it|describe)\\(|allow_module_level"
                  + "|collect_ignore|__test__\\s*=",
              Way.MORE),
          new Sign(
              "asks whether it is tested",
              "PYTEST_CURRENT_TEST|\\bpytest['\"]? in sys\\.modules|['\"](?:pytest|unittest)['\"]"
                  + " in sys\\.modules|JEST_WORKER_ID|VITEST(?:_WORKER_ID)?\\b|NODE_TEST_CONTEXT"
                  + "|NODE_ENV['\"]?\\]?\\s*={2,3}\\s*['\"]test|\\btesting\\.Testing\\(\\)"
                  + "|\\bcfg!\\(test\\)|not\\(test\\)|surefire\\.|org\\.junit|getStackTrace\\(\\)"
                  + "|inspect\\.stack\\(\\)|_getframe\\(",
              Way.MORE),
          new Sign(
              "ends the program as if all were well",
              "\\b(?:os\\._exit|sys\\.exit|process\\.exit|System\\.exit|Runtime.*halt|os\\.Exit"
                  + "|std::process::exit)\\(\\s*0?\\s*\\)|__eq__\\s*=\\s*lambda",
              Way.MORE));

  private WeakenedTests() {}

  /** What is wrong with the changes, a sentence each; empty when nothing is. */
  static List<String> in(List<ChangedSource> changes, Protection protection) {
    List<String> wrong = new ArrayList<>();
    for (ChangedSource change : changes) {
      Optional<Protection.Sort> sort = protection.of(change);
      if (sort.isPresent()) {
        wrong.add(change.path() + " is " + sort.get().label() + ", and was changed");
      }
    }
    if (!wrong.isEmpty()) {
      return wrong;
    }
    for (Sign sign : SIGNS) {
      int before = changes.stream().mapToInt(change -> count(sign, change.before())).sum();
      int after = changes.stream().mapToInt(change -> count(sign, change.after())).sum();
      boolean isWrong =
          switch (sign.wrong()) {
            case FEWER -> after < before;
            case MORE -> after > before;
          };
      if (isWrong) {
        wrong.add("the change of " + names(sign, changes) + " " + sign.words());
      }
    }
    return wrong;
  }

  private static String names(Sign sign, List<ChangedSource> changes) {
    return String.join(
        ", ",
        changes.stream()
            .filter(change -> count(sign, change.before()) != count(sign, change.after()))
            .map(ChangedSource::path)
            .limit(3)
            .toList());
  }

  private static int count(Sign sign, Optional<String> text) {
    return text.map(
            all ->
                (int)
                    all.lines().limit(50_000).filter(l -> sign.pattern().matcher(l).find()).count())
        .orElse(0);
  }
}
