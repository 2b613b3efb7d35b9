package dev.vibe.tool.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.vibe.conversation.ToolResult.Outcome;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.change.EditBatch;
import dev.vibe.workspace.change.SeenVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A workspace for the tools that only read, and what calls them. */
abstract class ReadingFixture {

  static final IgnoreRules RULES = IgnoreRules.repositoriesOnly();

  @TempDir private Path temp;
  Path root;
  ToolContext context;

  @BeforeEach
  void makeWorkspace() throws IOException {
    root = temp.toRealPath();
    context = new ToolContext(new EditBatch(new Workspace(root, List.of()), new SeenVersions()));
  }

  <I extends Record> String run(Tool<I> tool, I input, Outcome expected) throws Exception {
    ToolOutput output = prepare(tool, input).body().run();
    assertEquals(expected, output.outcome(), output.text());
    return output.text();
  }

  <I extends Record> Invocation.Reading prepare(Tool<I> tool, I input) {
    Prepared prepared = tool.prepare(input, context);
    return assertInstanceOf(Invocation.Reading.class, prepared, prepared::toString);
  }

  <I extends Record> Refusal refuse(Tool<I> tool, I input) {
    return assertInstanceOf(Refusal.class, tool.prepare(input, context));
  }

  void write(String file, String text) throws IOException {
    Files.createDirectories(root.resolve(file).getParent());
    Files.writeString(root.resolve(file), text);
  }
}
