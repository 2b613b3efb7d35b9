package dev.vibe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing hangs on the words of a message or a title, so that anybody may reword them: what code
 * has to tell apart is a type.
 */
class NoStringProtocolTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/vibe");

  private static final String COMPARES =
      "\\.(?:equals|equalsIgnoreCase|startsWith|endsWith|contains|matches|indexOf)\\(";

  private static final String WORDS = "(?:title|what|cause|remedy|reason|message|why|subject|by)";

  /** What people or models are to read, compared; and codes compared as text. */
  private static final List<Pattern> FORBIDDEN =
      List.of(
          Pattern.compile("\\b" + WORDS + "\\(\\)" + COMPARES),
          Pattern.compile("\\b" + WORDS + COMPARES + "\\s*\""),
          Pattern.compile("\\btext\\(\\)" + COMPARES + "\\s*\""),
          Pattern.compile("\\bgetMessage\\(\\)\\)?" + COMPARES),
          Pattern.compile("\\b(?:code|kind|id)\\(\\)" + COMPARES + "\\s*\""),
          Pattern.compile("\\b(?:code|kind)" + COMPARES + "\\s*\""),
          Pattern.compile("\"" + COMPARES + "(?:\\w+\\.)*(?:code|kind|" + WORDS + ")\\b"),
          Pattern.compile(
              "\\bswitch \\((?:\\w+\\.)*(?:code|" + WORDS + ")(?:\\(\\))?\\) \\{\\s*case \""));

  /**
   * Texts that others write, which nothing but their words tells apart, and those of people.
   *
   * @param file below the sources
   * @param part of the line, as it stands there
   * @param because why there is no type to compare
   */
  private record Allowed(String file, String part, String because) {}

  private static final List<Allowed> ALLOWED =
      List.of(
          new Allowed(
              "net/Outbound.java",
              "getMessage()).contains(\"refused\")",
              "the JDK tells a refused connection by its message alone"),
          new Allowed(
              "agent/ReplyRun.java",
              "proposal.title().contains(paths)",
              "only keeps a title from naming a path twice"),
          new Allowed(
              "net/Outbound.java",
              "getMessage()).contains(\"limit=0 \")",
              "the library tells an answer of no byte by its message alone"),
          new Allowed(
              "provider/openai/DiagnosisRules.java",
              "error().code().equals(\"1500\")",
              "a code that a server sends; not one of ours"),
          new Allowed(
              "repl/state/KeyUpdate.java",
              ".text().startsWith(\"/\")",
              "what a person types: a slash begins a command"),
          new Allowed(
              "repl/state/KeyUpdate.java",
              "editor.text().endsWith(\"\\\\\")",
              "what a person types: a backslash at the end goes on on the next line"),
          new Allowed(
              "doctor/ToolCallProbe.java",
              "reply.text().contains(\"{\")",
              "what a model says: it is the test whether its call came as text"),
          new Allowed(
              "git/commit/CommitProblems.java",
              "why.contains(\"No space left\")",
              "the system and git tell a full disk by their message alone"),
          new Allowed(
              "git/commit/CommitProblems.java",
              "why.contains(\"promisor remote\")",
              "git tells that a remote is away by its message alone"),
          new Allowed(
              "git/commit/CommitProblems.java",
              "why.contains(\"unknown repository extension\")",
              "an older git tells what it does not know by its message alone"),
          new Allowed(
              "view/DiffLines.java", ".text().endsWith(\"\\r\")", "a line of somebody's file"),
          new Allowed(
              "config/Network.java",
              "kind.equals(\"_file\")",
              "the end of a configuration key, which is its name"),
          new Allowed(
              "view/markdown/Highlighter.java",
              "\"._\".indexOf(code.charAt(end))",
              "a letter of somebody's program"));

  @Test
  void no_code_compares_what_is_written_for_people() throws IOException {
    List<String> found = new ArrayList<>();
    TreeMap<String, Integer> used = new TreeMap<>();
    ALLOWED.forEach(allowed -> used.put(allowed.toString(), 0));
    for (Path file : sources()) {
      String name = SOURCES.relativize(file).toString();
      for (String hit : hits(Files.readString(file))) {
        List<Allowed> excuses =
            ALLOWED.stream()
                .filter(allowed -> allowed.file().equals(name) && hit.contains(allowed.part()))
                .toList();
        excuses.forEach(allowed -> used.merge(allowed.toString(), 1, Integer::sum));
        if (excuses.isEmpty()) {
          found.add(name + ": " + hit);
        }
      }
    }
    assertEquals(List.of(), found, "make it a type; see docs/contributing.md");
    used.values().removeIf(times -> times > 0);
    assertTrue(used.isEmpty(), "allowed, but not there any more: " + used.keySet());
  }

  @Test
  void the_patterns_find_what_was_there_once() {
    for (String line :
        List.of(
            "if (!problem.code().equals(\"unknown-model\")) {",
            "case Answer.None(Problem problem) when problem.code().equals(\"context-overflow\") ->",
            "return call.title().endsWith(\" \" + diff.path());",
            "waiting.values().stream().filter(title -> title.endsWith(\" \" +"
                + " diff.path())).toList();",
            "result.text().lines().filter(l -> x); return result.text().startsWith(\"dry run\");",
            "return stored.record()\n    .title()\n    .startsWith(CUT_OFF);",
            "return decided.by().equals(\"user\")",
            "reach == Reach.ANYWHERE && kind.equals(\"outside\")",
            "if (String.valueOf(e.getMessage()).contains(\"refused\")) {",
            "if (\"redo\".equals(what)) {",
            "switch (problem.what()) {\n    case \"no\" -> x;")) {
      assertEquals(1, hits(line).size(), line);
    }
    for (String line :
        List.of(
            "// title.endsWith(\" \" + path) is what this was",
            "title.equals(other)",
            "what.append(\"x\")",
            "if (problem.code() == ProblemCode.NO_MODEL) {")) {
      assertEquals(List.of(), hits(line), line);
    }
  }

  /** Each place, as one line. */
  private static List<String> hits(String source) {
    String code =
        source
            .replaceAll("(?s)/\\*.*?\\*/", "")
            .replaceAll("(?m)(^|\\s)//.*$", "$1")
            .replaceAll("\\s*\\n\\s*\\.", ".");
    List<String> hits = new ArrayList<>();
    for (Pattern pattern : FORBIDDEN) {
      for (Matcher matcher = pattern.matcher(code); matcher.find(); ) {
        int start = code.lastIndexOf('\n', matcher.start()) + 1;
        int end = code.indexOf('\n', matcher.start());
        hits.add(code.substring(start, end < 0 ? code.length() : end).strip());
      }
    }
    return hits;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertTrue(sources.size() > 300, "the sources are where this test looks");
      return sources;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
