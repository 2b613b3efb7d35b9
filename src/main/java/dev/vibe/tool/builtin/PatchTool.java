package dev.vibe.tool.builtin;

import dev.vibe.conversation.ToolNames;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.CallKind;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.ToolDeclaration;
import dev.vibe.tool.schema.Doc;
import dev.vibe.workspace.patch.FilePatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tool that applies a patch that was given to it, a file a call; all of it, or nothing. Not for
 * models: it lets a patch go the way of every other edit.
 */
public final class PatchTool implements Tool<PatchTool.Input> {

  private static final ToolDeclaration<Input> DECLARATION =
      new ToolDeclaration<>(
          ToolNames.PATCH, "Applies one file of a patch.", Input.class, CallKind.EDITS);

  /** The parameters. */
  public record Input(@Doc("a file of the patch") String file) {}

  private final List<List<FilePatch>> parts;

  /**
   * What the calls come to, by file, for each set of guarded paths that a person is asked to open;
   * each computed when it is first wanted, on the files as they are then.
   */
  private final Map<Set<String>, Map<String, Prepared>> prepared = new HashMap<>();

  /**
   * A patch.
   *
   * @param parts as {@link dev.vibe.workspace.patch.PatchReader} gives them
   */
  public PatchTool(List<List<FilePatch>> parts) {
    this.parts = List.copyOf(parts);
  }

  /** One call each applies the whole: a renamed file has two. */
  public List<String> files() {
    return PatchedTree.changed(parts);
  }

  @Override
  public ToolDeclaration<Input> declaration() {
    return DECLARATION;
  }

  @Override
  public boolean isAtomic() {
    return true;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    Map<String, Prepared> all = prepared.get(context.opened());
    if (all == null) {
      all = allOrNothing(context);
      prepared.put(context.opened(), all);
    }
    Optional<Prepared> guarded =
        all.values().stream().filter(one -> one instanceof GuardedPath).findFirst();
    return Optional.ofNullable(all.get(input.file()))
        .or(() -> guarded)
        .orElseGet(
            () ->
                new Refusal(
                    RefusalCode.NOT_FOUND, QuotedName.of(input.file()) + " is not in the patch."));
  }

  /** Who gives a patch wants to know that it was applied before. */
  private static Prepared failed(String file, Prepared one) {
    return one instanceof Refusal(RefusalCode code, String message)
            && code == RefusalCode.ALREADY_DONE
        ? new Refusal(
            RefusalCode.NO_CHANGE,
            QuotedName.of(file) + " has these lines already: the patch was applied before.")
        : one;
  }

  private Map<String, Prepared> allOrNothing(ToolContext context) {
    Map<String, Prepared> all = new PatchedTree(context).apply(parts);
    all.replaceAll(PatchTool::failed);
    Optional<Refusal> bad =
        all.values().stream()
            .flatMap(one -> one instanceof Refusal refusal ? Stream.of(refusal) : Stream.of())
            .findFirst();
    bad.map(refusal -> refusal.message().lines().findFirst().orElse(""))
        .ifPresent(
            reason ->
                all.replaceAll(
                    (file, one) ->
                        one instanceof Refusal
                            ? one
                            : new Refusal(
                                RefusalCode.NOT_APPLIED,
                                QuotedName.of(file)
                                    + " was left alone, because the rest does not fit: "
                                    + reason)));
    return all;
  }
}
