package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.effect.Effect;
import dev.vibe.problem.RefusalCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.Figures;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Invocation.Editing;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.IgnoreRules;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.patch.BlockPatchReader;
import dev.vibe.workspace.patch.FilePatch;
import dev.vibe.workspace.patch.PatchReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tool for models that send a patch out of habit, although they are not told of it: applies a
 * unified diff, or a patch in blocks, to all its files; to each file the whole, or nothing.
 */
public final class ApplyPatchTool implements Tool<ApplyPatchTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.APPLY_PATCH, "Apply a unified diff.", Input.class, CallKind.EDITS);

  private static final String INSTEAD =
      " Change the text with " + ToolNames.STR_REPLACE + ", one call a place.";

  private static final String NOTHING = "\nNothing of the patch was written.";

  private final MissingPath missing;

  /**
   * Creates the tool.
   *
   * @param rules of the workspace root, for the names that are suggested for a missing file
   */
  public ApplyPatchTool(IgnoreRules rules) {
    this.missing = new MissingPath(rules);
  }

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
      parts = read(input.patch());
    } catch (VibeException e) {
      return new Refusal(
          RefusalCode.INVALID, "The patch is not applied: " + e.problem().cause() + "." + INSTEAD);
    }
    for (String name : PatchedTree.changed(parts)) {
      if (context.resolve(name, Access.WRITE) instanceof Resolution.Inside(WorkspacePath path)
          && !EditTarget.isKnown(path, context.batch())) {
        return EditTarget.unread(path);
      }
    }
    Map<String, Prepared> files = new PatchedTree(context).apply(parts);
    files.replaceAll(
        (name, file) ->
            context.resolve(name, Access.WRITE) instanceof Resolution.Inside(WorkspacePath path)
                ? missing.named(file, context.batch(), path)
                : file);
    Optional<Prepared> guarded =
        files.values().stream().filter(file -> file instanceof GuardedPath).findFirst();
    return guarded.orElseGet(() -> together(List.copyOf(files.values())));
  }

  private static List<List<FilePatch>> read(String patch) {
    return BlockPatchReader.reads(patch)
        ? BlockPatchReader.read(patch)
        : PatchReader.read(patch.getBytes(StandardCharsets.UTF_8));
  }

  private static Editing told(Editing edit, String note) {
    return EditTarget.told(edit, edit.placement(), note) instanceof Editing same ? same : edit;
  }

  /** One call for all that fit. */
  private static Prepared together(List<Prepared> files) {
    List<Editing> edits = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    for (Prepared file : files) {
      switch (file) {
        case Editing edit when edit.change().before().equals(edit.change().after()) -> {}
        case Editing edit -> edits.add(edit);
        case Refusal refusal -> refusals.add(refusal);
        case GuardedPath guarded -> throw new IllegalStateException("it is asked about first");
        case Invocation other -> throw new IllegalStateException("a patch only edits");
      }
    }
    List<Refusal> bad =
        refusals.stream().filter(each -> each.code() != RefusalCode.ALREADY_DONE).toList();
    String done =
        refusals.stream()
            .filter(each -> !bad.contains(each))
            .map(Refusal::message)
            .collect(Collectors.joining("\n"));
    List<String> leftAlone = bad.stream().map(Refusal::message).toList();
    if (edits.isEmpty()) {
      return bad.isEmpty()
          ? new Refusal(
              RefusalCode.ALREADY_DONE, done.isEmpty() ? "The patch changes nothing." : done)
          : new Refusal(bad.getFirst().code(), String.join("\n", leftAlone) + NOTHING);
    }
    Editing first = told(edits.getFirst(), done);
    if (edits.size() == 1 && leftAlone.isEmpty()) {
      return first;
    }
    List<Effect> effects = edits.stream().flatMap(edit -> edit.effects().stream()).toList();
    return new Editing(
        edits.size() == 1 ? first.title() : "patch " + Figures.count(edits.size(), "file"),
        effects,
        first.change(),
        first.placement(),
        first.note(),
        new Editing.Rest(edits.subList(1, edits.size()), leftAlone));
  }
}
