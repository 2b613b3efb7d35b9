package dev.vibe.tool.builtin;

import dev.vibe.effect.Effect;
import dev.vibe.tool.Fit;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.Tool;
import dev.vibe.tool.ToolContext;
import dev.vibe.tool.schema.Doc;
import dev.vibe.workspace.FileChange;
import dev.vibe.workspace.FileChange.Content;
import dev.vibe.workspace.FilePatch;
import dev.vibe.workspace.Loaded;
import dev.vibe.workspace.MatchResult;
import dev.vibe.workspace.PatchedText;
import dev.vibe.workspace.WorkspacePath;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies a patch that was given to it, a file a call; all of it, or nothing. Not for models: it
 * lets a patch go the way of every other edit.
 */
public final class PatchTool implements Tool<PatchTool.Input> {

  /** The parameters. */
  public record Input(@Doc("a file of the patch") String file) {}

  private final List<FilePatch> patch;

  /** What the calls come to, by file; computed at the first, on the files as they are then. */
  private Map<String, Prepared> prepared = Map.of();

  /** The same with a guarded path opened; good only for calls for which a person is asked. */
  private Map<String, Prepared> opened = Map.of();

  public PatchTool(List<FilePatch> patch) {
    this.patch = List.copyOf(patch);
  }

  /** One call each applies the whole: a renamed file has two. */
  public List<String> files() {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    for (FilePatch file : patch) {
      if (!file.from().isEmpty()) {
        names.add(file.from());
      }
      if (!file.to().isEmpty()) {
        names.add(file.to());
      }
    }
    return List.copyOf(names);
  }

  @Override
  public String name() {
    return "patch";
  }

  @Override
  public String description() {
    return "Applies one file of a patch.";
  }

  @Override
  public Class<Input> inputType() {
    return Input.class;
  }

  @Override
  public Kind kind() {
    return Kind.EDITS;
  }

  @Override
  public Prepared prepare(Input input, ToolContext context) {
    if (prepared.isEmpty()) {
      prepared = allOrNothing(context);
    }
    if (opened.isEmpty() && !context.opened().isEmpty()) {
      opened = allOrNothing(context);
    }
    Map<String, Prepared> all = context.opened().isEmpty() ? prepared : opened;
    Optional<Prepared> guarded =
        all.values().stream().filter(one -> one instanceof GuardedPath).findFirst();
    return guarded
        .or(() -> Optional.ofNullable(all.get(input.file())))
        .orElseGet(() -> new Refusal("not_found", input.file() + " is not in the patch."));
  }

  private Map<String, Prepared> allOrNothing(ToolContext context) {
    Map<String, Prepared> all = new LinkedHashMap<>();
    for (FilePatch file : patch) {
      prepare(file, context, all);
    }
    Optional<String> bad =
        all.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Refusal)
            .map(Map.Entry::getKey)
            .findFirst();
    bad.ifPresent(
        name ->
            all.replaceAll(
                (file, one) ->
                    one instanceof Refusal
                        ? one
                        : new Refusal(
                            "not_applied",
                            file
                                + " was left alone, because the patch does not fit "
                                + name
                                + ".")));
    return all;
  }

  private static void prepare(FilePatch file, ToolContext context, Map<String, Prepared> all) {
    if (file.from().isEmpty()) {
      all.put(file.to(), create(file, context));
    } else if (file.to().isEmpty()) {
      all.put(file.from(), delete(file, context));
    } else if (file.from().equals(file.to())) {
      all.put(file.to(), change(file, context));
    } else {
      Prepared made = change(file, context);
      all.put(file.from(), made instanceof Refusal ? made : delete(file, context));
      all.put(
          file.to(),
          made instanceof Invocation.Editing edit
                  && edit.change().after() instanceof Content.Present content
              ? created(file, content, context)
              : made);
    }
  }

  private static Prepared create(FilePatch file, ToolContext context) {
    StringBuilder text = new StringBuilder();
    file.hunks().forEach(hunk -> text.append(hunk.replacement()));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return created(file, new Content.Present(bytes, file.mode()), context);
  }

  private static Prepared created(FilePatch file, Content.Present content, ToolContext context) {
    return EditTarget.at(
        context,
        file.to(),
        path ->
            switch (context.batch().load(path)) {
              case Loaded.Refused(String kind, String message) when kind.equals("no_file") ->
                  editing("create " + path, path, new Content.Absent(), content);
              case Loaded.Refused(String kind, String message) -> new Refusal(kind, message);
              case Loaded.Text text ->
                  new Refusal("exists", path + " exists already; the patch would create it.");
            });
  }

  private static Prepared delete(FilePatch file, ToolContext context) {
    return EditTarget.at(
        context,
        file.from(),
        path ->
            switch (context.batch().load(path)) {
              case Loaded.Refused(String kind, String message) -> new Refusal(kind, message);
              case Loaded.Text loaded ->
                  file.to().isEmpty()
                          && PatchedText.apply(loaded.file().text(), file.hunks())
                              instanceof MatchResult.Refused(String kind, String message)
                      ? new Refusal(kind, path + ": " + message)
                      : editing("delete " + path, path, loaded.content(), new Content.Absent());
            });
  }

  private static Prepared change(FilePatch file, ToolContext context) {
    return EditTarget.at(
        context,
        file.from(),
        path ->
            switch (context.batch().load(path)) {
              case Loaded.Refused(String kind, String message) -> new Refusal(kind, message);
              case Loaded.Text loaded -> change(file, path, loaded);
            });
  }

  private static Prepared change(FilePatch file, WorkspacePath path, Loaded.Text loaded) {
    return switch (PatchedText.apply(loaded.file().text(), file.hunks())) {
      case MatchResult.Refused(String kind, String message) ->
          new Refusal(kind, path + ": " + message);
      case MatchResult.Replaced replaced ->
          loaded
              .file()
              .encode(replaced.text())
              .<Prepared>map(
                  bytes ->
                      editing(
                          "edit " + path,
                          path,
                          loaded.content(),
                          new Content.Present(bytes, file.mode())))
              .orElseGet(() -> EditTarget.notEncodable(path, loaded.file()));
    };
  }

  private static Prepared editing(String title, WorkspacePath path, Content before, Content after) {
    FileChange change = FileChange.between(path, before, after);
    Effect effect =
        after instanceof Content.Absent
            ? new Effect.Delete(path.relative())
            : new Effect.Write(path.relative(), change.diff());
    return new Invocation.Editing(title, List.of(effect), change, new Fit.Whole(), "");
  }
}
