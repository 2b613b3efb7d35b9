package dev.vibe.skill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrontmatterTest {

  @Test
  void fields_are_read_in_every_form_that_such_files_use() {
    Frontmatter front =
        Frontmatter.of(
            """

            ---
            name: pdf   # short
            description: "Fills: \\"forms\\""
            other: 'it''s'
            folded: >-
              one
              two

              three
            literal: |
              a
                b
            long: it goes
              on here
            # a comment
            metadata:
              author: me
              version: "1.0"
            tools:
              - Read
              - "Bash(git add *)"
            flow: [a, "b c"]
            yes: true
            nothing:
            ---

            The body.
            ---
            More.
            """);

    assertEquals("pdf", front.text("name").orElseThrow());
    assertEquals("Fills: \"forms\"", front.text("description").orElseThrow());
    assertEquals("it's", front.text("other").orElseThrow());
    assertEquals("one two\nthree", front.text("folded").orElseThrow());
    assertEquals("a\n  b", front.text("literal").orElseThrow());
    assertEquals("it goes on here", front.text("long").orElseThrow());
    assertEquals("me", front.text("metadata.author").orElseThrow());
    assertEquals("1.0", front.text("metadata.version").orElseThrow());
    assertEquals(List.of("Read", "Bash(git add *)"), front.list("tools"));
    assertEquals(List.of("a", "b c"), front.list("flow"));
    assertTrue(front.isSet("yes"));
    assertFalse(front.isSet("nothing"));
    assertEquals("The body.\n---\nMore.", front.body());
  }

  @Test
  void list_in_one_text_keeps_brackets_together() {
    Frontmatter front = Frontmatter.of("---\ntools: Read, Bash(git add *) Edit\n---\nx");

    assertEquals(List.of("Read", "Bash(git add *)", "Edit"), front.list("tools"));
  }

  @Test
  void line_ends_of_windows_count_as_others() {
    Frontmatter front = Frontmatter.of("---\r\nname: a\r\n---\r\nbody\r\n");

    assertEquals("a", front.text("name").orElseThrow());
    assertEquals("body", front.body());
  }

  @Test
  void text_without_frontmatter_is_all_body() {
    assertEquals("# Head\n---", Frontmatter.of("# Head\n---\n").body());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "---\\nname: a | no line of three dashes ends what begins with one",
        "---\\nname\\n---\\n | line 2 has no name with a colon behind it",
        "---\\nname: a\\nname: b\\n---\\n | line 3 has a name that was there before: name",
        "---\\n  name: a\\n---\\n | line 2 is indented, and belongs to nothing",
      })
  void what_is_wrong_is_told_with_its_line(String text, String why) {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> Frontmatter.of(text.replace("\\n", "\n")));
    assertEquals(why, thrown.getMessage());
  }
}
