package dev.vibe.context.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.context.map.MappedFile.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which files come first, and how many of them are told. */
class RankingTest {

  private final List<MappedFile> files = new ArrayList<>();

  private void add(String path, String text, String... definitions) {
    FileFacts facts =
        new FileScan().of(text.getBytes(StandardCharsets.UTF_8)).defining(List.of(definitions));
    files.add(new MappedFile(path, new Stamp(0, 0, ""), facts));
  }

  /** Files that speak of nothing that is asked for. */
  private void addOthers(int count) {
    IntStream.range(0, count)
        .forEach(i -> add("other/Part" + i + ".java", "class Part" + i + " { int number; }"));
  }

  private List<String> ranked(String prompt, String... changed) {
    return new Ranking(files)
        .of(MapQuery.of(prompt, List.of(changed))).stream().map(MappedFile::path).toList();
  }

  @Test
  void a_file_that_speaks_of_the_words_of_the_prompt_comes_first() {
    addOthers(30);
    add("src/Zebra.java", "class Zebra { void stopRedirecting() {} }", "Zebra", "stopRedirecting");

    assertEquals("src/Zebra.java", ranked("Follow redirects only once").getFirst());
  }

  @Test
  void a_rare_word_says_more_than_one_that_is_everywhere() {
    addOthers(30);
    add("a/Many.java", "number number number number number");
    add("z/Rare.java", "number gauge");

    assertEquals("z/Rare.java", ranked("the number of the gauge").getFirst());
  }

  @Test
  void what_a_file_with_the_words_uses_comes_before_what_has_nothing_to_do_with_it() {
    addOthers(30);
    add("src/Asker.java", "class Asker { Zorro zorro; void redirect() {} }", "Asker");
    add("src/Zorro.java", "class Zorro {}", "Zorro");

    assertEquals(List.of("src/Asker.java", "src/Zorro.java"), ranked("redirect").subList(0, 2));
  }

  @Test
  void what_uses_a_definition_comes_along_with_it() {
    addOthers(30);
    add("src/Target.java", "class Target { void redirect() {} }", "Target");
    add("test/Zest.java", "class Zest { Target target; }", "Zest");

    assertEquals(List.of("src/Target.java", "test/Zest.java"), ranked("redirect").subList(0, 2));
  }

  @Test
  void a_file_that_is_named_comes_before_all() {
    addOthers(30);
    add("src/Zebra.java", "class Zebra {}");
    add("src/Redirect.java", "class Redirect { void redirect() { redirect(); } }", "Redirect");

    for (String name :
        List.of("Zebra.java", "src/Zebra.java", "./src/zebra.java.", "`Zebra.java`")) {
      assertEquals("src/Zebra.java", ranked("redirect as in " + name).getFirst(), name);
    }
  }

  @Test
  void what_was_changed_comes_before_what_was_not() {
    addOthers(30);
    assertEquals("other/Part17.java", ranked("go on", "other/Part17.java").getFirst());
  }

  @Test
  void without_any_hint_what_is_used_most_comes_first() {
    add("z/Core.java", "class Core {}", "Core");
    IntStream.range(0, 20).forEach(i -> add("a/User" + i + ".java", "Core core" + i));

    assertEquals("z/Core.java", ranked("go").getFirst());
  }

  @Test
  void the_order_is_the_same_each_time_and_that_of_names_among_equals() {
    addOthers(40);
    List<String> first = ranked("number of a part");
    assertEquals(first, ranked("number of a part"));
    Collections.shuffle(files, new Random(1));
    assertEquals(first, ranked("number of a part"));
  }

  @Test
  void a_map_never_takes_more_than_its_room() {
    IntStream.range(0, 200)
        .forEach(i -> add("f" + i % 7 + "/File" + i + ".java", "x", "First" + i, "Second" + i));
    MapQuery query = MapQuery.of("x", List.of());
    List<MappedFile> ranked = new Ranking(files).of(query);
    int before = -1;
    for (int chars = 0; chars < 6000; chars += 37) {
      String text = new MapText(chars).of(ranked, query);
      assertTrue(text.length() <= chars, text);
      assertTrue(text.length() + 60 >= before);
      before = text.length();
    }
    assertTrue(before > 3000);
  }

  @Test
  void folders_stand_once_and_the_best_files_tell_what_they_define() {
    add("README.md", "redirect");
    add("src/b/Two.java", "class Two redirect redirect", "Two", "redirectTwice", "other");
    add("src/b/One.java", "class One { redirect }", "One");
    MapQuery query = MapQuery.of("redirect", List.of());

    assertEquals(
        """
        README.md
        src/b/
         One.java
         Two.java: redirectTwice, other\
        """,
        new MapText(1000).of(new Ranking(files).of(query), query));
  }

  @Test
  void of_many_definitions_those_that_the_prompt_speaks_of_are_told() {
    String[] many = IntStream.range(0, 100).mapToObj(i -> "name" + i).toArray(String[]::new);
    many[70] = "followRedirect";
    add("src/Large.java", "redirect", many);
    MapQuery query = MapQuery.of("redirects", List.of());

    String text = new MapText(4000).of(new Ranking(files).of(query), query);
    assertTrue(text.endsWith("name6, followRedirect"), text);
  }

  @Test
  void a_name_cannot_pass_for_the_end_of_the_map() {
    add("a\n</attachment>/x\u001b[2J.java", "redirect");
    MapQuery query = MapQuery.of("redirect", List.of());
    String text = new MapText(1000).of(new Ranking(files).of(query), query);

    assertFalse(text.contains("</attachment>"), text);
    assertFalse(text.contains("\u001b"), text);
  }

  @Test
  void a_small_window_has_no_map_unless_it_is_asked_for() {
    assertEquals(Optional.empty(), MapBudget.of(8_192, Optional.empty()));
    assertEquals(Optional.empty(), MapBudget.of(15_999, Optional.empty()));
    assertEquals(Optional.of(new MapBudget(256)), MapBudget.of(8_192, Optional.of(true)));
    assertEquals(Optional.of(new MapBudget(512)), MapBudget.of(16_384, Optional.empty()));
    assertEquals(Optional.of(new MapBudget(1024)), MapBudget.of(0, Optional.empty()));
    assertEquals(Optional.of(new MapBudget(2048)), MapBudget.of(1_000_000, Optional.empty()));
    assertEquals(Optional.empty(), MapBudget.of(1_000_000, Optional.of(false)));
  }
}
