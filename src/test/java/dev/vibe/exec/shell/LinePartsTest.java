package dev.vibe.exec.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines in which git stands beside others: {@code &} is a part that runs if the last one did. */
class LinePartsTest {

  private static final String WRITES =
      """
      cat >f <<'EOF'
      git add x; make && y
      EOF\
      """;

  private static final String MESSAGE =
      """
      "$(cat <<'E'
      one; two
      E
      )\"\
      """;

  private static List<String> parts(String line) {
    return LineParts.of(line).stream()
        .map(part -> (part.joint() == LineParts.Joint.IF_DONE ? "& " : "; ") + part.text())
        .toList();
  }

  private static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of("echo x >f; git add f", "; echo x >f|; git add f"),
        Arguments.of(
            "sed -i s/a/b/ f && git add -A && git commit -m 'a && b; c'",
            "; sed -i s/a/b/ f|& git add -A && git commit -m 'a && b; c'"),
        Arguments.of("make && git commit -am x; git log", "; make|& git commit -am x|; git log"),
        Arguments.of(
            "make; make check\ngit add -A; git status",
            "; make; make check|; git add -A; git status"),
        Arguments.of(
            "cd sub && make && git commit -am x", "; cd sub && make|& cd sub && git commit -am x"),
        Arguments.of(
            "cd /a && make && git add -A; git status",
            "; cd /a && make|& cd /a && git add -A|; cd /a\ngit status"),
        Arguments.of("cd sub; make; git add -A", "; cd sub\nmake|; cd sub\ngit add -A"),
        Arguments.of("make && git add -A || git status", ""),
        Arguments.of("make || true; git add -A", "; make || true|; git add -A"),
        Arguments.of(
            WRITES + "\ngit add f && git commit -m " + MESSAGE,
            "; " + WRITES + "|; git add f && git commit -m " + MESSAGE),
        Arguments.of("make # and; git add x\ngit add f", "; make # and; git add x|; git add f"),
        Arguments.of("make 2>&1 | tail -5 && git add f", "; make 2>&1 | tail -5|& git add f"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void line_and_its_parts(String line, String expected) {
    assertEquals(expected.isEmpty() ? "; " + line : expected, String.join("|", parts(line)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "make && make install",
        "git add -A && git commit -m x",
        "X=1; make; git add -A",
        "export X=1 && git add -A && make",
        "set -e; make; git add -A",
        "make; cd sub; git add -A",
        "make; echo $?; git add -A",
        "make & git add -A",
        "(make; git add -A)",
        "{ make; git add -A; }",
        "if make; then git add -A; fi",
        "for f in *; do git add $f; make; done",
        "f() { git add -A; }; make; f",
        "make && git -c core.pager=x log",
        "make && git push",
        "$X && git add -A",
        "eval make; git add -A",
        "make; trap 'x' EXIT; git add -A",
        "make 'not closed; git add -A",
        "read x <f; git add -A",
        "[[ a ]] && git add -A",
        "make && ((x++)) && git add -A"
      })
  void line_that_stays_as_it_is(String line) {
    assertEquals(List.of("; " + line), parts(line));
  }

  @Test
  void every_part_of_git_is_one_by_itself() {
    for (String line :
        List.of("git add -A; make; git stash", "make && git add -A; make; git log")) {
      for (LineParts.Part part : LineParts.of(line)) {
        assertEquals(part.text().startsWith("git"), PlainGit.is(part.text()), part::toString);
      }
    }
  }
}
