package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.workspace.patch.FilePatch;
import dev.vibe.workspace.patch.PatchReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tool for models that send a patch out of habit, although they are not told of it: applies a
 * unified diff of one file.
 */
public final class ApplyPatchTool implements Tool<ApplyPatchTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.APPLY_PATCH, "Apply a unified diff of one file.", Input.class, CallKind.EDITS);

  private static final String INSTEAD =
      " Change the text with " + ToolNames.STR_REPLACE + ", one call a place.";

  /** The parameters. */
  public record Input(String patch) {}

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    List<List<FilePatch>> parts;
    try {
      parts = PatchReader.read(input.patch().getBytes(StandardCharsets.UTF_8));
    } catch (VibeException e) {
      return new Refusal(
          RefusalCode.INVALID,
          "The patch is not applied: "
              + e.problem().what()
              + ": "
              + e.problem().cause()
              + "."
              + INSTEAD);
    }
    PatchTool tool = new PatchTool(parts);
    List<String> files = tool.files();
    return files.size() == 1
        ? tool.prepare(new PatchTool.Input(files.getFirst()), context)
        : new Refusal(
            RefusalCode.INVALID,
            "The patch is not applied: it is of more than one file ("
                + files.stream().map(QuotedName::of).collect(Collectors.joining(", "))
                + "). Send one patch a call for each of them.");
  }
}
