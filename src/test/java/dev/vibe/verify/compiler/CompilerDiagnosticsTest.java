package dev.vibe.verify.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.verify.CodeFinding;
import dev.vibe.verify.EditedFile;
import dev.vibe.verify.FindingLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerDiagnosticsTest {

  private static final String A = "src/main/java/p/A.java";
  private static final String B = "src/main/java/p/B.java";

  @TempDir Path folder;
  private CompilerDiagnostics compiler;

  @BeforeEach
  void make() {
    compiler = CompilerDiagnostics.of(folder).orElseThrow();
  }

  @AfterEach
  void close() {
    compiler.close();
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<String> edit(String file, String text) throws IOException, InterruptedException {
    Path path = folder.resolve(file);
    Optional<String> before =
        Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
    write(file, text);
    compiler.edited(List.of(new EditedFile(path, file, before, Optional.of(text))));
    compiler.await(Duration.ofSeconds(30));
    return FindingLines.of("broke:", compiler.take());
  }

  @Test
  void only_what_the_edit_broke_is_told_with_its_place() throws Exception {
    write(A, "package p;\nclass A {\n  int old = \"no\";\n  int f() {\n    return 1;\n  }\n}\n");

    assertEquals(
        List.of(
            "broke:",
            A
                + ":6:12: error: incompatible types: java.lang.String cannot be converted to int"
                + " (javac)"),
        edit(
            A,
            """
            package p;
            // one more line
            class A {
              int old = "no";
              int f() {
                return "1";
              }
            }
            """));
    assertEquals(
        List.of(),
        edit(
            A, "package p;\nclass A {\n  int old = \"no\";\n  int f() {\n    return 2;\n  }\n}\n"));
  }

  @Test
  void classes_of_the_project_are_found_and_what_breaks_in_them_is_told() throws Exception {
    write(B, "package p;\nclass B {\n  int g() {\n    return 1;\n  }\n}\n");
    assertEquals(
        List.of(),
        edit(A, "package p;\nclass A {\n  int f() {\n    return new B().g();\n  }\n}\n"));

    List<String> broken =
        edit(B, "package p;\nclass B {\n  String g() {\n    return \"\";\n  }\n}\n");

    assertEquals(2, broken.size(), broken::toString);
    assertTrue(broken.get(1).startsWith(A + ":4:21: error: incompatible types"), broken::toString);
  }

  @Test
  void missing_return_is_found_and_nothing_is_written() throws Exception {
    List<String> broken = edit(A, "package p;\nclass A {\n  int f() {\n  }\n}\n");
    assertEquals(List.of("broke:", A + ":4:3: error: missing return statement (javac)"), broken);

    assertEquals(List.of(), edit(A, "package p;\nclass A {\n  int f() {\n    return 1;\n  }\n}\n"));
    try (Stream<Path> files = Files.walk(folder)) {
      assertTrue(files.noneMatch(file -> file.toString().endsWith(".class")));
    }
  }

  @Test
  void libraries_that_it_does_not_have_are_no_fault_of_the_edit() throws Exception {
    write(A, "package p;\nclass A {\n  int f() {\n    return 1;\n  }\n}\n");

    assertEquals(
        List.of(),
        edit(
            A,
            """
            package p;
            import org.slf4j.Logger;
            class A {
              Logger log;
              int f() {
                return log.hashCode();
              }
            }
            """));
    List<String> broken =
        edit(
            A,
            """
            package p;
            import org.slf4j.Logger;
            class A {
              Logger log;
              int f() {
                return log.hashCode()
              }
            }
            """);
    assertEquals(List.of("broke:", A + ":6:26: error: ';' expected (javac)"), broken);
  }

  @Test
  void unknown_name_is_told_where_all_classes_are_there() throws Exception {
    List<String> broken = edit(A, "package p;\nclass A {\n  int f() {\n    return x;\n  }\n}\n");

    assertEquals(2, broken.size(), broken::toString);
    assertTrue(broken.get(1).contains("cannot find symbol"), broken::toString);
  }

  @Test
  void behind_an_old_syntax_error_only_written_lines_count() throws Exception {
    write(A, "package p;\nclass A {\n  int old = \"no\";\n  int f() {\n    return 1\n  }\n}\n");

    assertEquals(
        List.of(),
        edit(
            A, "package p;\nclass A {\n  int old = \"no\";\n  int f() {\n    return 1;\n  }\n}\n"));
  }

  @Test
  void file_that_an_earlier_edit_left_unreadable_hides_nothing_in_others() throws Exception {
    assertEquals(2, edit(B, "package p;\nclass B {\n  int g( {}\n}\n").size());

    List<String> broken = edit(A, "package p;\nclass A {\n  int f() {\n  }\n}\n");

    assertEquals(List.of("broke:", A + ":4:3: error: missing return statement (javac)"), broken);
  }

  @Test
  void deleted_class_breaks_who_uses_it() throws Exception {
    write(B, "package p;\nclass B {}\n");
    assertEquals(List.of(), edit(A, "package p;\nclass A {\n  B b;\n}\n"));

    Files.delete(folder.resolve(B));
    compiler.edited(
        List.of(
            new EditedFile(
                folder.resolve(B), B, Optional.of("package p;\nclass B {}\n"), Optional.empty())));
    compiler.await(Duration.ofSeconds(30));

    List<CodeFinding> found = compiler.take();
    assertEquals(List.of(A), found.stream().map(CodeFinding::file).toList());
  }
}
