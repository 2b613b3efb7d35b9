package dev.vibe.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.context.ContextBuilder;
import dev.vibe.conversation.ToolFact;
import dev.vibe.provider.Capabilities;
import dev.vibe.session.Transcript;
import dev.vibe.tool.ToolOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultRestTest {

  @TempDir Path folder;

  private WindowRoom room(Path outputs) {
    ContextBuilder context =
        new ContextBuilder(
            "", List.of(), () -> Capabilities.UNKNOWN, ContextBuilder.Compactions.WHEN_ASKED);
    return new WindowRoom(
        context, new Transcript(), new ResultRest(outputs, text -> text.replace("secret", "***")));
  }

  @Test
  void what_is_cut_is_whole_in_a_file_without_what_may_not_be_kept() throws IOException {
    String large = "first\n" + "the secret of a line\n".repeat(200) + "last";
    UnaryOperator<ToolOutput> within = room(folder.resolve("out")).of(1000);
    ToolOutput shown = within.apply(ToolOutput.ok(large));
    String cut = shown.text();
    Path file = folder.resolve("out/result-1.txt");

    assertEquals(
        "(cut to fit the context; ask for less at once; all of it: " + file + ")",
        cut.substring(cut.lastIndexOf('\n') + 1));
    assertEquals(large.replace("secret", "***"), Files.readString(file));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of(new ToolFact.OutputFile(file.toString())), shown.facts());
    assertTrue(within.apply(ToolOutput.ok(large + "!")).text().length() < large.length());
    assertEquals(large.length() + 1 - 3 * 200, Files.size(folder.resolve("out/result-2.txt")));
  }

  @Test
  void what_fits_makes_no_file_and_one_that_cannot_be_written_is_not_named() throws IOException {
    ToolOutput small = ToolOutput.ok("short");
    assertEquals(small, room(folder.resolve("out")).of(1000).apply(small));
    Path blocked = Files.writeString(folder.resolve("file"), "");

    assertEquals(Optional.empty(), new ResultRest(blocked, text -> text).keep("x"));
    String cut = room(blocked).of(1000).apply(ToolOutput.ok("line\n".repeat(900))).text();
    assertEquals(
        "(cut to fit the context; ask for less at once)", cut.substring(cut.lastIndexOf('\n') + 1));
  }

  @Test
  void what_a_tool_leaves_out_is_whole_in_a_file_that_its_result_names() throws IOException {
    ToolOutput.Rest all = new ToolOutput.Rest("all matches", "a.py:1:x\na.py:2:x\n");
    UnaryOperator<ToolOutput> within = room(folder.resolve("out")).of(1000);
    Path file = folder.resolve("out/result-1.txt");

    ToolOutput shown =
        within.apply(ToolOutput.ok("a.py\n1:x\n[1 more]\n").leaving(Optional.of(all)));

    assertEquals("a.py\n1:x\n[1 more]\n[all matches: " + file + "]\n", shown.text());
    assertEquals(all.text(), Files.readString(file));
    assertEquals(List.of(new ToolFact.OutputFile(file.toString())), shown.facts());

    ToolOutput large = within.apply(ToolOutput.ok("1:x\n".repeat(900)).leaving(Optional.of(all)));
    assertTrue(large.text().endsWith("; all matches: " + folder + "/out/result-2.txt)"));
    assertEquals(all.text(), Files.readString(folder.resolve("out/result-2.txt")));
  }
}
