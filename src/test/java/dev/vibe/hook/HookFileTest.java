package dev.vibe.hook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vibe.hook.Hook.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HookFileTest {

  @TempDir Path temporary;

  private HookFile.Read read(String text) throws IOException {
    return new HookFile(Files.writeString(temporary.resolve("h.json"), text), Origin.USER).read();
  }

  @Test
  void form_of_other_agents_is_read() throws IOException {
    HookFile.Read read =
        read(
            """
            {"permissions": {}, "hooks": {
              "PreToolUse": [{"matcher": "Edit|Write", "hooks": [
                {"type": "command", "command": "one", "timeout": 5},
                {"type": "prompt", "prompt": "x"}]}],
              "stop": [{"command": "two"}],
              "Other": []}}
            """);

    assertEquals(List.of("there is no event Other; it is left out"), read.faults());
    assertEquals(2, read.hooks().size());
    Hook first = read.hooks().getFirst();
    assertEquals(HookEvent.PRE_TOOL, first.event());
    assertEquals(Duration.ofSeconds(5), first.limit());
    assertTrue(first.isAbout("str_replace", List.of()));
    assertTrue(first.isAbout("write_file", List.of()));
    assertFalse(first.isAbout("bash", List.of()));
    assertEquals(Hook.USUAL, read.hooks().getLast().limit());
  }

  @Test
  void paths_and_names_with_asterisks_narrow_it() {
    Hook hook =
        new Hook(
            "h",
            HookEvent.PRE_TOOL,
            "x",
            List.of(new Hook.ToolPattern.Named("mcp__*"), new Hook.ToolPattern.Named("bash")),
            List.of("src/**"),
            Hook.USUAL,
            Origin.USER);

    assertTrue(hook.isAbout("mcp__a__b", List.of("src/x/y.c")));
    assertFalse(hook.isAbout("mcp__a__b", List.of("docs/y.md")));
    assertFalse(hook.isAbout("read_file", List.of("src/x.c")));
  }

  @Test
  void file_that_is_none_is_told() throws IOException {
    assertTrue(read("{").faults().getFirst().startsWith("it cannot be read: "));
  }
}
