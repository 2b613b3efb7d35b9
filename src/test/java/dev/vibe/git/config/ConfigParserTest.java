package dev.vibe.git.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.git.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed Git is the measure. */
class ConfigParserTest {

  @TempDir Path temporary;

  private static final List<String> GOOD =
      List.of(
          "",
          "\n\n",
          "# only\n; comments",
          "[core]\n\tfileMode = true\n",
          "[CORE]\nFILEMODE=TRUE",
          "[core] filemode=true [core] bare",
          "[core]filemode",
          "[core]\nfilemode\nbare = \nx=",
          "\uFEFF[core]\r\nfilemode = true\r\n",
          "[a \"B c\"] k = v",
          "[a\t \"B\"]\tk\t=\tv\t",
          "[a.B.c] k = v",
          "[a.B \"C.d\"] k = v",
          "[a \"\"] k = v",
          "[a \"q\\\"w\\\\e\\r\"] k = v",
          "[a \"]\"] k = v ; c",
          "[ \"a\"]\nk = v",
          "[a-1.b] k-2 = v",
          "[a]\nk = one \\\n  two \\\nthree",
          "[a]\nk = \"one \\\ntwo\"",
          "[a]\nk = \" kept  \" and # not \"this\n",
          "[a]\nk = \"a;b#c\" ; d",
          "[a]\nk = a\\tb\\nc\\\\d\\\"e\\bf",
          "[a]\nk = é ü 日",
          "[a \"é\"]\nk = v",
          "[a]\nk=1\nk=2\n[a]k=3",
          "[a] # c\nk = v # c\n; d\n  k2 = v2",
          "[a]\nk = \"un\"quo\"ted\"",
          "[a]\n   \n\tk = v\n]".replace("\n]", "\n"),
          "[include]\npath = x\n[includeIf \"gitdir:a\"] path = y");

  private static final List<String> BAD =
      List.of(
          "k\n[a",
          "[]\nk = v",
          "[a \"b\"c]\nk = v",
          "[a \"b]\nk = v",
          "[a \"b\" ]\nk = v",
          "[a b]\nk = v",
          "[a_b]\nk = v",
          "[a]\n1k = v",
          "[a]\nk v",
          "[a]\nk_1 = v",
          "[a]\nk = \"v\n",
          "[a]\nk = \\x",
          "[a]\n= v",
          "[a \"b\\\n\"]\nk = v",
          "]");

  @Test
  void reads_what_git_reads() throws IOException {
    for (String text : GOOD) {
      List<String> ours =
          ConfigParser.parse(text.getBytes(StandardCharsets.UTF_8)).stream()
              .map(entry -> entry.key() + "=" + entry.value())
              .toList();
      assertEquals(gits(text), ours, text);
    }
  }

  /** A key without a value has no line of its own for it. */
  private List<String> gits(String text) throws IOException {
    Path file = Files.writeString(temporary.resolve("config"), text);
    String all =
        new Sandbox(temporary).git("config", "--no-includes", "-f", file.toString(), "-l", "-z");
    List<String> entries = new ArrayList<>();
    for (String entry : all.isEmpty() ? new String[0] : all.split("\0", -1)) {
      if (!entry.isEmpty()) {
        entries.add(entry.contains("\n") ? entry.replaceFirst("\n", "=") : entry + "=true");
      }
    }
    return entries;
  }

  @Test
  void gives_up_where_git_gives_up() throws IOException {
    Sandbox box = new Sandbox(temporary);
    for (String text : BAD) {
      Path file = Files.writeString(temporary.resolve("config"), text);
      box.failingGit("config", "--no-includes", "-f", file.toString(), "-l");
      assertThrows(
          IOException.class, () -> ConfigParser.parse(text.getBytes(StandardCharsets.UTF_8)), text);
    }
  }

  @Test
  void line_that_is_bad_is_named() {
    IOException bad =
        assertThrows(
            IOException.class,
            () -> ConfigParser.parse("[a]\nk = v\n\nk_ = v\n".getBytes(StandardCharsets.UTF_8)));
    assertEquals("bad line 4", bad.getMessage());
  }
}
