package dev.vibe.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.testkit.Gen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class SseReaderTest {

  private static final int LIMIT = 1 << 16;

  private static List<SseEvent> read(InputStream in) {
    try {
      SseReader reader = new SseReader(in, LIMIT);
      List<SseEvent> events = new ArrayList<>();
      for (Optional<SseEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
        events.add(event.get());
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SseEvent> read(String text) {
    return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> data(String text) {
    return read(text).stream().map(SseEvent::data).toList();
  }

  @Test
  void row_40_lines_end_at_lf_crlf_and_cr_alike() {
    assertEquals(List.of("a", "b"), data("data: a\n\ndata: b\n\n"));
    assertEquals(List.of("a", "b"), data("data: a\r\n\r\ndata: b\r\n\r\n"));
    assertEquals(List.of("a", "b"), data("data: a\r\rdata: b\r\r"));
  }

  @Test
  void row_40_other_line_separators_are_part_of_the_text() {
    String text = "a\u2028b\u2029c\u0085d\u000be";
    assertEquals(List.of(text), data("data: " + text + "\n\n"));
  }

  @Test
  void row_40_the_blank_after_the_colon_is_optional_and_only_one_is_taken() {
    assertEquals(List.of("{", " {", ""), data("data:{\n\ndata:  {\n\ndata\n\n"));
  }

  @Test
  void several_data_lines_are_joined() {
    assertEquals(List.of("a\nb\n\nc"), data("data: a\ndata: b\ndata:\ndata: c\n\n"));
  }

  @Test
  void row_40_a_byte_order_mark_comments_and_unknown_fields_are_read_over() {
    assertEquals(List.of("x"), data("\uFEFFdata: x\n\n"));
    assertEquals(List.of("x"), data(": hello\n\n:\nretry: 10\nfoo: bar\ndata: x\n:bye\n\n"));
  }

  @Test
  void type_and_id_are_kept_apart_from_data() {
    assertEquals(
        List.of(new SseEvent("error", "{}", "7"), new SseEvent("", "x", "7")),
        read("event: error\nid: 7\ndata: {}\n\ndata: x\n\n"));
  }

  @Test
  void an_error_line_of_older_llama_cpp_is_an_error_event() {
    assertEquals(
        List.of(new SseEvent("error", "{\"code\":500}", "")), read("error: {\"code\":500}\n\n"));
  }

  @Test
  void an_event_that_the_stream_ends_in_is_given() {
    assertEquals(List.of("a", "[DONE]"), data("data: a\n\ndata: [DONE]"));
  }

  @Test
  void an_endless_event_is_a_failure_and_not_a_full_memory() {
    byte[] line = new byte[LIMIT * 2];
    Arrays.fill(line, (byte) 'x');
    InputStream endless =
        new SequenceInputStream(
            new ByteArrayInputStream("data:".getBytes(StandardCharsets.UTF_8)),
            new ByteArrayInputStream(line));
    HttpFailure failure =
        assertThrows(HttpFailure.class, () -> new SseReader(endless, LIMIT).next());
    assertEquals(HttpFailure.Kind.TOO_LARGE, failure.kind());
  }

  @Test
  void row_40_any_cut_of_the_bytes_gives_the_same_events() {
    Gen.forAll(
        "chunking",
        300,
        random -> {
          byte[] bytes = stream(random).getBytes(StandardCharsets.UTF_8);
          List<SseEvent> whole = read(new ByteArrayInputStream(bytes));
          assertEquals(whole, read(new Pieces(bytes, random)));
        });
  }

  private static String stream(RandomGenerator random) {
    String[] parts = {
      "data: ",
      "data:",
      "event: error",
      "id: 1",
      ": comment",
      "\n",
      "\r\n",
      "\r",
      "\n\n",
      "{\"a\":1}",
      "é漢😀",
      "\uFEFF",
      "\u2028",
      "error: x",
      "retry: 5",
      ":"
    };
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }

  /** Gives a few bytes a read. */
  private static final class Pieces extends InputStream {
    private final byte[] bytes;
    private final RandomGenerator random;
    private int position;

    Pieces(byte[] bytes, RandomGenerator random) {
      this.bytes = bytes;
      this.random = random;
    }

    @Override
    public int read() {
      return position < bytes.length ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (position == bytes.length) {
        return -1;
      }
      int count = Math.min(length, Math.min(bytes.length - position, 1 + random.nextInt(3)));
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count;
    }
  }
}
