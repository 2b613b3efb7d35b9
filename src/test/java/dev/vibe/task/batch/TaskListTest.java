package dev.vibe.task.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.git.worktree.WorktreeWish;
import dev.vibe.problem.VibeException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskListTest {

  @Test
  void each_line_is_a_task() {
    List<BatchTask> tasks =
        TaskList.parse(
            "t",
            """
            {"id":"a","prompt":"do it"}

            {"id":"b/2","prompt":"x","dir":"sub","base":"main","verify":"make","model":"m"}
            """);
    assertEquals(
        List.of(
            new BatchTask("a", "do it", "", "", "", ""),
            new BatchTask("b/2", "x", "sub", "main", "make", "m")),
        tasks);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nope                                        | line 1: no JSON object
          {"id":"a"}                                  | line 1: it has no prompt
          {"prompt":"a"}                              | line 1: it has no id
          {"id":"a","prompt":3}                       | line 1: prompt is no text
          {"id":"a b","prompt":"x"}                   | line 1: its id may hold letters
          {"id":"a","prompt":"x","verfy":"y"}         | did you mean verify?
          {"id":"a","prompt":"x"}~{"id":"a","prompt":"y"} | line 2: its id a is that of line 1
          """)
  void a_bad_line_is_named(String lines, String said) {
    VibeException e =
        assertThrows(VibeException.class, () -> TaskList.parse("t", lines.replace('~', '\n')));
    assertTrue(e.problem().cause().contains(said), e.problem().cause());
  }

  @Test
  void no_task_is_an_error() {
    assertThrows(VibeException.class, () -> TaskList.parse("t", "\n\n"));
  }

  @Test
  void what_stands_in_the_line_tells_a_task_from_what_it_was() {
    BatchTask task = new BatchTask("a", "x", "", "", "", "");
    assertEquals(task.digest(), new BatchTask("a", "x", "", "", "", "").digest());
    assertNotEquals(task.digest(), new BatchTask("a", "x", "", "", "", "m").digest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "django__django-11099", "x/y:z@1", "a..b", "0.lock"})
  void every_id_gives_a_worktree_of_its_own(String id) {
    BatchTask task = new BatchTask(id, "x", "", "", "", "");
    assertTrue(WorktreeWish.isName(task.worktree("one")), task.worktree("one"));
    assertNotEquals(task.worktree("one"), task.worktree("two"));
  }

  @Test
  void shards_share_the_tasks_without_one_in_two() {
    List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6);
    assertEquals(List.of(0, 3, 6), Shard.of("1/3").orElseThrow().of(all));
    assertEquals(List.of(1, 4), Shard.of("2/3").orElseThrow().of(all));
    assertEquals(List.of(2, 5), Shard.of("3/3").orElseThrow().of(all));
    assertEquals(".shard-2-of-3", Shard.of("2/3").orElseThrow().suffix());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/3", "4/3", "1", "a/b", "1/0", ""})
  void what_is_no_shard_is_none(String text) {
    assertEquals(Optional.empty(), Shard.of(text));
  }
}
