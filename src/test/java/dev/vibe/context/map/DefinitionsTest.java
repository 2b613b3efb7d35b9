package dev.vibe.context.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.testkit.MachineAbility;
import dev.vibe.testkit.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions are found in every language, by ctags and without it. */
class DefinitionsTest {

  /** What is found by ctags in the samples, by their names. */
  private static final Map<String, List<String>> BY_CTAGS =
      Map.ofEntries(
          Map.entry("a.kt", names("Foo bar Companion make Single Doer doIt Name top")),
          Map.entry("b.cs", names("Foo Bar IDo Do Point Pair Side")),
          Map.entry("c.tsx", names("Props App View render helper Id Color")),
          Map.entry("d.js", names("mixin helper plain Kind method alpha beta exports")),
          Map.entry("e.mjs", names("modern")),
          Map.entry("f.rs", names("Pair new Shape area Side deep inner twice Alias")),
          Map.entry("g.rb", names("Tools Saw sharp? make")),
          Map.entry("h.php", names("Base call Doer Loud free")),
          Map.entry("i.c", names("pair TWICE number add side both")),
          Map.entry("j.h", names("pair TWICE number add side both")),
          Map.entry("k.cpp", names("Shape twice area")),
          Map.entry("l.go", names("Pair Swap Free Doer Do Alias")),
          Map.entry("m.py", names("Shape area grow free")),
          Map.entry("n.java", names("Shape Shape area Pair Side Doer act")));

  @TempDir Path folder;

  private static List<String> names(String text) {
    return List.of(text.split(" ", -1));
  }

  static String resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(DefinitionsTest.class.getResourceAsStream("/map/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The samples by their names. */
  private static Map<String, String> samples() throws IOException {
    Map<String, String> samples = new TreeMap<>();
    for (String each : resource("samples.txt").split("(?m)^== ", -1)) {
      if (!each.isEmpty()) {
        int end = each.indexOf('\n');
        samples.put(each.substring(0, end), each.substring(end + 1));
      }
    }
    return samples;
  }

  @Test
  void what_ctags_says_is_read() throws IOException {
    Map<String, List<String>> found = new HashMap<>();
    resource("ctags.txt").lines().forEach(line -> Ctags.add(line, found));

    assertEquals(BY_CTAGS.keySet(), found.keySet());
    BY_CTAGS.forEach((file, names) -> assertEquals(names, found.get(file), file));
  }

  @Test
  @Needs(MachineAbility.CTAGS)
  void ctags_finds_the_definitions_of_each_language() throws IOException {
    Map<String, String> samples = samples();
    for (var each : samples.entrySet()) {
      Files.writeString(folder.resolve(each.getKey()), each.getValue());
    }
    Map<String, List<String>> found =
        new Ctags(Path.of("/usr/bin/ctags")).in(folder, List.copyOf(samples.keySet()));

    assertEquals(BY_CTAGS.keySet(), found.keySet());
    BY_CTAGS.forEach(
        (file, names) ->
            assertTrue(found.getOrDefault(file, List.of()).containsAll(names), () -> file + found));
  }

  @ParameterizedTest
  @CsvSource({
    "a.kt, Foo Single Doer Name top",
    "b.cs, Foo IDo Point Pair Side",
    "c.tsx, Props App View Id Color",
    "d.js, plain Kind",
    "e.mjs, modern",
    "f.rs, Pair Shape Side deep twice Alias",
    "g.rb, Tools Saw sharp make",
    "h.php, Base Doer Loud free",
    "i.c, pair side both",
    "k.cpp, Shape",
    "l.go, Pair Swap Free Doer Alias",
    "m.py, Shape area grow free",
    "n.java, Shape Pair Side Doer"
  })
  void a_keyword_tells_definitions_where_there_is_no_ctags(String file, String names)
      throws IOException {
    List<String> found = KeywordDefinitions.of(Objects.requireNonNull(samples().get(file)));
    assertTrue(found.containsAll(names(names)), found::toString);
  }

  @Test
  void prose_and_statements_define_nothing() {
    String text =
        """
        // a class of values
        # def of nothing
         * function that returns
        the type of it, e.g. in "class Foo"
        return new Thing();
        """;
    assertEquals(List.of(), KeywordDefinitions.of(text));
  }

  @Test
  void a_line_that_never_ends_is_read_in_no_time() {
    String text = "a (b) ".repeat(40_000) + "\n" + "@x(".repeat(40_000);
    assertEquals(List.of(), KeywordDefinitions.of(text));
  }

  @Test
  void what_is_no_plain_name_is_left_out() {
    Map<String, List<String>> found = new HashMap<>();
    for (String line :
        List.of(
            "function\tignore </attachment>\t./a.js",
            "function\t__anon12\t./a.js",
            "function\t\u001b[31m\t./a.js",
            "function\tx\t./a.js",
            "function\tfar\t/etc/passwd",
            "local\tplace\t./a.js",
            "function\tcut")) {
      Ctags.add(line, found);
    }
    IntStream.range(0, 500).forEach(i -> Ctags.add("function\tname" + i + "\t./b.js", found));

    assertEquals(Set.of("b.js"), found.keySet());
    assertEquals(KeywordDefinitions.MOST, found.getOrDefault("b.js", List.of()).size());
  }

  @Test
  void a_program_that_hangs_or_babbles_ends_at_its_limit() throws IOException {
    Path hanging = program("exec sleep 600");
    assertEquals(Map.of(), new Ctags(hanging, Duration.ofMillis(50)).in(folder, List.of("a.js")));

    Path babbling = program("while :; do echo 'function\tname\t./a.js'; done");
    Map<String, List<String>> found =
        new Ctags(babbling, Duration.ofMillis(300)).in(folder, List.of("a.js"));
    assertTrue(found.getOrDefault("a.js", List.of()).size() <= KeywordDefinitions.MOST);

    assertEquals(Map.of(), new Ctags(folder.resolve("none")).in(folder, List.of("a.js")));
  }

  @Test
  void it_gets_no_environment_and_no_name_that_could_be_an_option() throws IOException {
    Path seen = folder.resolve("seen");
    Path program = program("{ env; cat; } > '" + seen + "'");
    assertEquals(Map.of(), new Ctags(program).in(folder, List.of("--x.js", "a\nb.js", "c.js")));

    List<String> lines = Files.readAllLines(seen);
    assertTrue(lines.containsAll(List.of("LC_ALL=C.UTF-8", "./--x.js", "./c.js")), lines::toString);
    assertTrue(lines.stream().noneMatch(line -> line.startsWith("HOME=")), lines::toString);
    assertTrue(lines.stream().noneMatch("b.js"::equals), lines::toString);
  }

  private Path program(String script) throws IOException {
    Path file = Files.createTempFile(folder, "ctags", ".sh");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
