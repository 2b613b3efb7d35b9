package dev.vibe.lsp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vibe.rpc.Params;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Positions, edits and the state of documents. */
class DocumentTextTest {

  private static final String MIXED = "aé😀z\r\nzwei\rdrei\n";

  @ParameterizedTest
  @CsvSource({"UTF_8,7", "UTF_16,4", "UTF_32,3"})
  void a_character_counts_in_the_unit_that_was_agreed_on(PositionEncoding encoding, int behind) {
    DocumentText text = new DocumentText(MIXED);

    assertEquals(4, text.offset(new Position(0, behind), encoding));
    assertEquals(new Position(0, behind), text.position(4, encoding));
  }

  @Test
  void each_of_the_three_line_ends_ends_a_line() {
    DocumentText text = new DocumentText(MIXED);

    assertEquals(4, text.lineCount());
    assertEquals(
        List.of("aé😀z", "zwei", "drei", ""),
        List.of(text.line(0), text.line(1), text.line(2), text.line(3)));
    assertEquals("", text.line(9));
  }

  @Test
  void a_position_behind_the_end_is_the_end() {
    DocumentText text = new DocumentText(MIXED);

    assertEquals(5, text.offset(new Position(0, 99), PositionEncoding.UTF_16));
    assertEquals(MIXED.length(), text.offset(new Position(99, 0), PositionEncoding.UTF_16));
  }

  @Test
  void a_position_within_a_code_point_is_its_start() {
    assertEquals(2, new DocumentText(MIXED).offset(new Position(0, 3), PositionEncoding.UTF_16));
  }

  @ParameterizedTest
  @EnumSource(PositionEncoding.class)
  void edits_between_two_texts_make_one_of_the_other(PositionEncoding encoding) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      DocumentText before = any(random);
      DocumentText after = any(random);

      List<DocumentEdit> edits = DocumentEdit.between(before, after, encoding);

      assertEquals(
          after.text(), DocumentEdit.applied(before, edits, encoding).text(), () -> "seed " + seed);
    }
  }

  private static DocumentText any(Random random) {
    String[] pieces = {"a", "é", "😀", "\n", "\r\n", "\r", "line\n", "line\n"};
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(12); left > 0; left--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return new DocumentText(text.toString());
  }

  @Test
  void an_edit_of_one_line_leaves_the_others_alone() {
    List<DocumentEdit> edits =
        DocumentEdit.between(
            new DocumentText("a\nb\nc\n"), new DocumentText("a\nB\nc\n"), PositionEncoding.UTF_16);

    assertEquals(
        List.of(new DocumentEdit(new TextRange(new Position(1, 0), new Position(2, 0)), "B\n")),
        edits);
  }

  @Test
  void edits_that_overlap_are_refused() {
    DocumentText text = new DocumentText("abcdef");
    List<DocumentEdit> both =
        List.of(
            new DocumentEdit(new TextRange(new Position(0, 0), new Position(0, 3)), "x"),
            new DocumentEdit(new TextRange(new Position(0, 2), new Position(0, 4)), "y"));

    assertThrows(
        IllegalArgumentException.class,
        () -> DocumentEdit.applied(text, both, PositionEncoding.UTF_16));
  }

  @Test
  void changes_of_a_document_are_made_in_their_order() {
    OpenDocument open = new OpenDocument("file:///a", "text", 1, new DocumentText("one\ntwo\n"));
    Map<String, Object> range = new TextRange(new Position(1, 0), new Position(1, 3)).json();
    Params changes =
        Params.of(
            Map.of(
                "textDocument",
                Map.of("uri", "file:///a", "version", 7),
                "contentChanges",
                List.of(Map.of("text", "1\n2\n"), Map.of("range", range, "text", "zwei"))));

    OpenDocument changed = open.changed(changes, PositionEncoding.UTF_16);

    assertEquals(7, changed.version());
    assertEquals("1\nzwei\n", changed.text().text());
    assertEquals(changed, OpenDocument.opened(Params.of(changed.opening())));
    assertEquals(
        new OpenDocument("file:///a", "text", 7, new DocumentText("1\nzwei\n")),
        open.changed(Params.of(changed.changing()), PositionEncoding.UTF_8));
  }

  @Test
  void a_diagnostic_is_read_as_it_is_written() {
    Diagnostic found =
        new Diagnostic(
            new TextRange(new Position(1, 2), new Position(1, 5)),
            Diagnostic.Severity.WARNING,
            "E501",
            "ruff",
            "line too long");

    assertEquals(found, Diagnostic.of(Params.of(found.json())));
  }

  @Test
  void a_diagnostic_may_have_a_number_as_code_and_nothing_else() {
    Map<String, Object> json =
        Map.of(
            "range",
            new TextRange(new Position(0, 0), new Position(0, 0)).json(),
            "code",
            2304,
            "message",
            "Cannot find name 'x'.");

    Diagnostic found = Diagnostic.of(Params.of(json));

    assertEquals("2304", found.code());
    assertEquals(Diagnostic.Severity.ERROR, found.severity());
  }

  @Test
  void a_path_and_its_uri_lead_to_each_other() {
    Path file = Path.of("/a folder/ü#%?.txt").toAbsolutePath();

    assertFalse(DocumentUri.of(file).matches(".*[ #ü?].*"));
    assertEquals(Optional.of(file), DocumentUri.path(DocumentUri.of(file)));
    assertEquals(Optional.of(Path.of("/a/ü#.txt")), DocumentUri.path("file:///a/%C3%BC%23.txt"));
    assertEquals(Optional.empty(), DocumentUri.path("untitled:Untitled-1"));
    assertEquals(Optional.empty(), DocumentUri.path("file://host/share"));
    assertEquals(Optional.empty(), DocumentUri.path("no uri at all: %"));
  }

  @Test
  void the_first_encoding_that_a_client_offers_and_we_know_is_taken() {
    Map<String, Object> general = Map.of("positionEncodings", List.of("utf-7", "utf-32", "utf-8"));

    assertEquals(
        PositionEncoding.UTF_32, PositionEncoding.offered(Params.of(Map.of("general", general))));
    assertEquals(PositionEncoding.UTF_16, PositionEncoding.offered(Params.of(Map.of())));
    assertEquals(
        PositionEncoding.UTF_8,
        PositionEncoding.chosen(Params.of(Map.of("positionEncoding", "utf-8"))));
  }
}
