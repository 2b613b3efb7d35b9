package dev.vibe.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepeatedStacksTest {

  private static String lines(String form, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i <= to; i++) {
      text.append(form.formatted(i)).append('\n');
    }
    return text.toString();
  }

  @Test
  void stacks_that_end_alike_are_shown_once() {
    String runner = lines("\tat org.junit.Runner.run(Runner.java:%d)", 1, 20);
    assertEquals(
        """
        one failed: expected 1
        \tat shop.CartTest.one(CartTest.java:7)
        %stwo failed: expected 2
        \tat shop.CartTest.two(CartTest.java:19)
            [… 20 lines as of a stack above]
        2 failed
        """
            .formatted(runner),
        RepeatedStacks.fold(
            """
            one failed: expected 1
            \tat shop.CartTest.one(CartTest.java:7)
            %stwo failed: expected 2
            \tat shop.CartTest.two(CartTest.java:19)
            %s2 failed
            """
                .formatted(runner, runner)));
  }

  @Test
  void stacks_that_begin_alike_are_shown_once_with_what_differs() {
    String begin =
        """
        Traceback (most recent call last):
          File "/usr/lib/runner.py", line 10, in run
            case.run()
          File "/usr/lib/case.py", line 20, in run
            self.call(method)
          File "/usr/lib/case.py", line 30, in call
            method()
            ~~~~~~^^
        """;
    assertEquals(
        begin
            + """
              File "test_a.py", line 1, in test_a
                a()
            ValueError: a
            Traceback (most recent call last):
                [… 7 lines as of a stack above]
              File "test_a.py", line 2, in test_b
                b()
            ValueError: b
            """,
        RepeatedStacks.fold(
            begin
                + """
                  File "test_a.py", line 1, in test_a
                    a()
                ValueError: a
                """
                + begin
                + """
                  File "test_a.py", line 2, in test_b
                    b()
                ValueError: b
                """));
  }

  @Test
  void rounds_of_a_recursion_are_counted() {
    String round =
        """
        \tat A.one(A.java:1)
        \tat A.two(A.java:2)
        """;
    assertEquals(
        """
        java.lang.StackOverflowError
        %s    [… the 2 lines above 999 times more]
        \tat A.main(A.java:9)
        """
            .formatted(round),
        RepeatedStacks.fold(
            "java.lang.StackOverflowError\n" + round.repeat(1000) + "\tat A.main(A.java:9)\n"));
  }

  @Test
  void addresses_and_numbers_of_frames_do_not_make_a_stack_another_one() {
    String go =
        """
        goroutine %d [running]:
        main.work(0xc0000%d)
        \t/src/main.go:10 +0x1d
        main.loop(...)
        \t/src/main.go:20
        runtime.goexit()
        \t/usr/lib/go/asm.s:5 +0x1
        """;
    assertEquals(
        go.formatted(1, 1) + "goroutine 2 [running]:\n    [… 6 lines as of a stack above]\n",
        RepeatedStacks.fold(go.formatted(1, 1) + go.formatted(2, 2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no line end",
        "a\nb\na\nb\na\nb\na\nb\na\nb\na\nb\n",
        "fun a() {\n    return 1\n}\n\nfun a() {\n    return 1\n}\n",
        "x\n\tat A.b(A.java:1)\n\tat A.c(A.java:2)\ny\n\tat A.b(A.java:1)\n\tat A.c(A.java:2)\n"
      })
  void what_is_no_stack_or_too_short_stays_as_it_is(String text) {
    assertEquals(text, RepeatedStacks.fold(text));
  }

  @Test
  void a_long_text_takes_no_long_time() {
    String stack = lines("\tat A.b(A.java:%d)", 1, 1000);
    String all = String.join("x\n", Collections.nCopies(200, stack));
    assertEquals(
        stack + "x\n    [… 1000 lines as of a stack above]\n".repeat(199),
        RepeatedStacks.fold(all).replace("above]\nx", "above]\nx"));
  }
}
