package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatTest {

  @TempDir Path scratch;

  private final List<String> given = new ArrayList<>();

  /** A formatter that notes what it is given and finds something wrong. */
  private final ToolProvider formatter =
      new ToolProvider() {
        @Override
        public String name() {
          return "noting";
        }

        @Override
        public int run(PrintWriter out, PrintWriter err, String... args) {
          given.addAll(List.of(args));
          return 1;
        }
      };

  @BeforeEach
  void sources() throws IOException {
    Path below = Files.createDirectories(scratch.resolve("below"));
    Files.writeString(scratch.resolve("B.java"), "");
    Files.writeString(below.resolve("A.java"), "");
    Files.writeString(below.resolve("notes.md"), "");
  }

  private String file(String name) {
    return scratch.resolve(name).toString();
  }

  @Test
  void check_changes_nothing_and_gives_the_formatters_exit_code() throws IOException {
    assertEquals(1, new Format(formatter).format("check", scratch));
    assertEquals(
        List.of("--dry-run", "--set-exit-if-changed", file("B.java"), file("below/A.java")), given);
  }

  @Test
  void replace_formats_all_java_files_below() throws IOException {
    assertEquals(1, new Format(formatter).format("replace", scratch));
    assertEquals(List.of("--replace", file("B.java"), file("below/A.java")), given);
  }
}
