package dev.vibe.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstructionFilesTest {

  private static final String TEXT = "Grüße: use café.\n";

  @TempDir Path folder;
  private final List<Problem> leftOut = new ArrayList<>();

  private List<Fragment> read(byte[] bytes) throws IOException {
    Files.write(folder.resolve("AGENTS.md"), bytes);
    return InstructionFiles.ofFolder(folder, folder, file -> true, leftOut::add);
  }

  private static byte[] marked(int first, int second, byte[] bytes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(first);
    all.write(second);
    all.writeBytes(bytes);
    return all.toByteArray();
  }

  @Test
  void they_are_read_in_any_encoding_that_their_bytes_tell() throws IOException {
    List<Fragment> expected = List.of(new Fragment.Instructions("AGENTS.md", TEXT));
    assertEquals(expected, read(TEXT.getBytes(StandardCharsets.UTF_8)));
    assertEquals(expected, read(("\uFEFF" + TEXT).getBytes(StandardCharsets.UTF_8)));
    assertEquals(expected, read(TEXT.getBytes(StandardCharsets.ISO_8859_1)));
    assertEquals(
        List.of(new Fragment.Instructions("AGENTS.md", "“café” – naïve\n")),
        read("“café” – naïve\n".getBytes(Charset.forName("windows-1252"))));
    assertEquals(expected, read(marked(0xFF, 0xFE, TEXT.getBytes(StandardCharsets.UTF_16LE))));
    assertEquals(expected, read(marked(0xFE, 0xFF, TEXT.getBytes(StandardCharsets.UTF_16BE))));
    assertEquals(List.of(), leftOut);
  }

  @Test
  void what_other_agents_read_counts_where_there_is_none_beside_it_and_is_told()
      throws IOException {
    Files.writeString(folder.resolve("CLAUDE.md"), "claude");
    Path below = folder.resolve("below");
    Files.createDirectories(below.resolve(".vibe"));
    Files.writeString(below.resolve(".vibe/AGENTS.md"), "vibe");

    assertEquals(
        List.of(
            new Fragment.Instructions("CLAUDE.md", "claude"),
            new Fragment.Instructions("below/.vibe/AGENTS.md", "vibe")),
        InstructionFiles.ofFolder(folder, below, file -> true, leftOut::add));
    assertEquals(
        List.of("CLAUDE.md counts as instructions", "below/.vibe/AGENTS.md counts as instructions"),
        leftOut.stream().map(Problem::what).toList());

    leftOut.clear();
    assertEquals(
        List.of(new Fragment.Instructions("AGENTS.md", TEXT)),
        read(TEXT.getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of(), leftOut);
  }

  @Test
  void what_is_no_text_is_named_as_left_out() throws IOException {
    assertEquals(List.of(), read(new byte[] {'P', 'K', 3, 4, 0, 0, 8, 0}));
    assertEquals(ProblemCode.INSTRUCTIONS_LEFT_OUT, leftOut.getFirst().code());
    String file = folder.resolve("AGENTS.md").toString();
    assertTrue(leftOut.getFirst().what().endsWith(file), leftOut.getFirst()::what);
  }

  @Test
  void a_long_one_is_cut_and_not_left_out() throws IOException {
    byte[] long16 = "x😀".repeat(30_000).getBytes(StandardCharsets.UTF_16LE);
    assertEquals(1, read(marked(0xFF, 0xFE, long16)).size());
    assertEquals(1, read(("é".repeat(70_000) + "x").getBytes(StandardCharsets.UTF_8)).size());
    assertEquals(1, read(("x" + "é".repeat(70_000)).getBytes(StandardCharsets.UTF_8)).size());
    assertEquals(
        List.of("the model is told the beginning of " + folder.resolve("AGENTS.md") + " only"),
        leftOut.stream().map(Problem::what).distinct().toList());
  }

  @Test
  void a_link_never_counts_and_what_is_beside_it_does() throws IOException {
    Files.writeString(folder.resolve("CLAUDE.md"), TEXT);
    Files.createSymbolicLink(folder.resolve("AGENTS.md"), Path.of("CLAUDE.md"));
    assertEquals(
        List.of(new Fragment.Instructions("CLAUDE.md", TEXT)),
        InstructionFiles.ofFolder(folder, folder, file -> true, leftOut::add));
    assertEquals(
        "it is a link, and what a link leads to does not count", leftOut.getFirst().cause());
  }

  @Test
  void a_folder_of_that_name_is_told() throws IOException {
    Files.createDirectories(folder.resolve("AGENTS.md"));
    assertEquals(List.of(), InstructionFiles.ofFolder(folder, folder, file -> true, leftOut::add));
    assertEquals("it is no regular file", leftOut.getFirst().cause());
  }

  @Test
  void the_users_own_is_read_alike() throws IOException {
    Files.write(folder.resolve("AGENTS.md"), TEXT.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(
        List.of(new Fragment.Instructions("AGENTS.md of the user", TEXT)),
        InstructionFiles.ofUser(folder, leftOut::add));
  }
}
