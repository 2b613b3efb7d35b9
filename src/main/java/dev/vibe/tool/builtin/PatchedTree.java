package dev.vibe.tool.builtin;

import dev.vibe.effect.Effect;
import dev.vibe.file.IoReason;
import dev.vibe.git.patch.BinaryPatch;
import dev.vibe.problem.RefusalCode;
import dev.vibe.text.QuotedName;
import dev.vibe.tool.EditPlacement;
import dev.vibe.tool.GuardedPath;
import dev.vibe.tool.Invocation;
import dev.vibe.tool.Prepared;
import dev.vibe.tool.Refusal;
import dev.vibe.tool.ToolContext;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.ReadRules;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Resolution.Guard;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.change.FileChange;
import dev.vibe.workspace.content.BlobId;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Content.Mode;
import dev.vibe.workspace.content.TextFile;
import dev.vibe.workspace.edit.MatchStep;
import dev.vibe.workspace.patch.FilePatch;
import dev.vibe.workspace.patch.FilePatch.Change;
import dev.vibe.workspace.patch.FilePatch.Source;
import dev.vibe.workspace.patch.Patched;
import dev.vibe.workspace.patch.PatchedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tree of the files that a patch names, as it makes them one after the other, in memory. Within a
 * part each renamed or copied file is made from what was there before the part, as Git means it.
 */
final class PatchedTree {

  private final ToolContext context;
  private final Workspace workspace;
  private final Map<String, Known> files = new LinkedHashMap<>();
  private final Map<String, String> notes = new HashMap<>();
  private final Map<String, MatchStep> steps = new HashMap<>();

  PatchedTree(ToolContext context) {
    this.context = context;
    this.workspace = context.batch().workspace();
  }

  /** A file by its name in the patch: on disk, and as the patch has made it so far. */
  private record Known(WorkspacePath path, Content onDisk, Content now) {}

  /** Ends the work on one file. */
  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Prepared why;

    Stopped(Prepared why) {
      super(null, null, false, false);
      this.why = why;
    }
  }

  /** The names of the files that it changes, in order. */
  static List<String> changed(List<List<FilePatch>> parts) {
    LinkedHashSet<String> names = new LinkedHashSet<>();
    for (FilePatch file : parts.stream().flatMap(List::stream).toList()) {
      if (!file.from().isEmpty() && file.source() == Source.GOES) {
        names.add(file.from());
      }
      if (!file.to().isEmpty()) {
        names.add(file.to());
      }
    }
    return List.copyOf(names);
  }

  /** What becomes of each file that it changes. */
  Map<String, Prepared> apply(List<List<FilePatch>> parts) {
    Map<String, Prepared> all = new LinkedHashMap<>();
    for (List<FilePatch> part : parts) {
      Map<String, Content> before =
          files.entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().now()));
      Set<String> leaving =
          part.stream()
              .filter(file -> !file.from().equals(file.to()) && file.source() == Source.GOES)
              .map(FilePatch::from)
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toSet());
      Set<String> arriving = part.stream().map(FilePatch::to).collect(Collectors.toSet());
      for (FilePatch file : part) {
        try {
          make(file, before, leaving);
          if (leaving.contains(file.from()) && !arriving.contains(file.from())) {
            set(file.from(), new Content.Absent());
          }
        } catch (Stopped stopped) {
          all.putIfAbsent(file.name(), stopped.why);
        }
      }
    }
    for (String name : changed(parts)) {
      Known known = files.get(name);
      if (known != null) {
        all.putIfAbsent(name, editing(name, known));
      }
    }
    refuseSharedPaths(all);
    return all;
  }

  private void make(FilePatch file, Map<String, Content> before, Set<String> leaving)
      throws Stopped {
    boolean moves =
        !file.from().isEmpty() && !file.to().isEmpty() && !file.from().equals(file.to());
    if (!file.from().equals(file.to())) {
      refuseLink(file.source() == Source.GOES && !file.from().isEmpty() ? file.from() : file.to());
    }
    if (!file.to().isEmpty() && !file.from().equals(file.to())) {
      boolean free = known(file.to()).now() instanceof Content.Absent;
      if (!free && !leaving.contains(file.to())) {
        throw stop(
            RefusalCode.EXISTS,
            QuotedName.of(file.to()) + " exists already; the patch would create it.");
      }
    }
    Content source = new Content.Absent();
    if (!file.from().isEmpty()) {
      Known known = file.source() == Source.STAYS ? source(file.from()) : known(file.from());
      source = moves ? before.getOrDefault(file.from(), known.onDisk()) : known.now();
    }
    Content made = made(file, source);
    if (file.to().isEmpty()) {
      refuseRest(file, source, made);
      set(file.from(), new Content.Absent());
    } else {
      set(file.to(), made);
    }
    if (moves) {
      notes.put(
          file.to(),
          (file.source() == Source.STAYS ? "copied from " : "renamed from ")
              + QuotedName.of(file.from()));
    }
  }

  private Content made(FilePatch file, Content source) throws Stopped {
    if (!file.from().isEmpty() && !(source instanceof Content.Present)) {
      throw stop(
          RefusalCode.NO_FILE,
          "There is no file " + QuotedName.of(file.from()) + ", which the patch changes.");
    }
    Content.Present old =
        source instanceof Content.Present present ? present : new Content.Present(new byte[0]);
    Patched patched =
        switch (file.change()) {
          case Change.Text(var hunks) ->
              PatchedFile.apply(QuotedName.of(file.name()), old, hunks, file.ids());
          case Change.Gone() -> new Patched.Made(new Content.Present(new byte[0]));
          case Change.Binary binary -> {
            notes.put(file.name(), "binary");
            yield BinaryPatch.apply(QuotedName.of(file.name()), old.bytes(), binary, file.ids());
          }
        };
    return switch (patched) {
      case Patched.Refused(RefusalCode kind, String message) -> throw stop(kind, message);
      case Patched.Made(Content.Present content, var step)
          when content.bytes().length > TextFile.MAX_BYTES ->
          throw stop(
              RefusalCode.TOO_LARGE, QuotedName.of(file.name()) + " would be larger than 50 MB.");
      case Patched.Made(Content.Present content, MatchStep step) -> {
        steps.merge(file.name(), step, (one, other) -> one.compareTo(other) > 0 ? one : other);
        yield new Content.Present(content.bytes(), mode(file, old));
      }
    };
  }

  private Mode mode(FilePatch file, Content.Present old) {
    if (file.mode() != Mode.AS_IT_IS || file.from().isEmpty()) {
      return file.mode();
    }
    if (file.from().equals(file.to()) || old.mode() != Mode.AS_IT_IS) {
      return old.mode();
    }
    Known source = files.get(file.from());
    boolean runs = source != null && Files.isExecutable(source.path().absolute());
    return runs ? Mode.EXECUTABLE : Mode.PLAIN;
  }

  /** A file that holds more than the patch knows of is not deleted. */
  private static void refuseRest(FilePatch file, Content source, Content made) throws Stopped {
    boolean all = made instanceof Content.Present present && present.bytes().length == 0;
    boolean isNamed =
        file.change() instanceof Change.Text(var hunks)
            && hunks.isEmpty()
            && source instanceof Content.Present present
            && BlobId.names(file.ids().before(), present.bytes());
    if (!all && !isNamed) {
      throw stop(
          RefusalCode.WRONG_VERSION,
          QuotedName.of(file.from())
              + " holds other lines than those that the patch deletes with it.");
    }
  }

  private void refuseLink(String name) throws Stopped {
    if (!name.isEmpty()
        && known(name) != null
        && Files.isSymbolicLink(workspace.root().resolve(name).normalize())) {
      throw stop(
          RefusalCode.IS_LINK,
          QuotedName.of(name) + " is a link here; the patch takes it for a file.");
    }
  }

  private Known known(String name) throws Stopped {
    Known known = files.get(name);
    if (known == null) {
      known = load(name, Access.WRITE);
      files.put(name, known);
    }
    return known;
  }

  /** One that is only read. */
  private Known source(String name) throws Stopped {
    Known known = files.get(name);
    return known == null ? load(name, Access.READ) : known;
  }

  private void set(String name, Content content) throws Stopped {
    Known known = known(name);
    files.put(name, new Known(known.path(), known.onDisk(), content));
  }

  private Known load(String name, Access access) throws Stopped {
    return switch (context.resolve(name, access, coming())) {
      case Resolution.Refused(RefusalCode kind, String message) -> throw stop(kind, message);
      case Resolution.Guarded(WorkspacePath path, Guard guard, String message) ->
          throw new Stopped(
              new GuardedPath(
                  path.relative(),
                  guard,
                  message,
                  access == Access.READ
                      ? new Effect.Read(path.relative())
                      : EditTarget.write(path.relative())));
      case Resolution.Inside(WorkspacePath path)
          when workspace.standing(path) == ReadRules.Standing.DENIED && access == Access.READ ->
          throw stop(RefusalCode.FORBIDDEN, "A rule of the user forbids to read " + path + ".");
      case Resolution.Inside(WorkspacePath path) -> {
        Optional<Content> pending = context.batch().pending(path);
        Content content = pending.isPresent() ? pending.get() : content(path);
        yield new Known(path, content, content);
      }
    };
  }

  /** Where the patch, as far as it has been followed, leaves a file. */
  private Set<Path> coming() {
    return files.values().stream()
        .filter(known -> known.now() instanceof Content.Present)
        .map(known -> known.path().absolute())
        .collect(Collectors.toSet());
  }

  private Content content(WorkspacePath path) throws Stopped {
    return switch (workspace.look(path)) {
      case NOTHING -> new Content.Absent();
      case FOLDER -> throw stop(RefusalCode.IS_DIRECTORY, path + " is a folder.");
      case SPECIAL -> throw stop(RefusalCode.NOT_REGULAR, path + " is not a regular file.");
      case FILE -> {
        try {
          byte[] bytes = workspace.read(path, TextFile.MAX_BYTES + 1);
          if (bytes.length > TextFile.MAX_BYTES) {
            throw stop(
                RefusalCode.TOO_LARGE, path + " is larger than 50 MB; use git apply for it.");
          }
          yield new Content.Present(bytes);
        } catch (IOException e) {
          throw stop(RefusalCode.PERMISSION, path + " cannot be read: " + IoReason.of(e) + ".");
        }
      }
    };
  }

  private Prepared editing(String name, Known known) {
    String verb =
        known.now() instanceof Content.Absent
            ? "delete "
            : known.onDisk() instanceof Content.Absent ? "create " : "edit ";
    FileChange change = FileChange.between(known.path(), known.onDisk(), known.now());
    Effect effect =
        known.now() instanceof Content.Absent
            ? new Effect.Delete(known.path().relative())
            : new Effect.Write(known.path().relative(), change.diff());
    return new Invocation.Editing(
        verb + known.path(),
        List.of(effect),
        change,
        placement(name, known),
        notes.getOrDefault(name, ""));
  }

  private EditPlacement placement(String name, Known known) {
    MatchStep step = steps.get(name);
    return step == null
            || known.onDisk() instanceof Content.Absent
            || known.now() instanceof Content.Absent
        ? new EditPlacement.Whole()
        : new EditPlacement.Matched(step);
  }

  private void refuseSharedPaths(Map<String, Prepared> all) {
    Map<WorkspacePath, String> names = new HashMap<>();
    for (Map.Entry<String, Prepared> entry : all.entrySet()) {
      if (entry.getValue() instanceof Invocation.Editing edit) {
        String other = names.putIfAbsent(edit.change().path(), entry.getKey());
        if (other != null) {
          entry.setValue(
              new Refusal(
                  RefusalCode.INVALID,
                  QuotedName.of(entry.getKey())
                      + " is the same file as "
                      + QuotedName.of(other)
                      + "."));
        }
      }
    }
  }

  private static Stopped stop(RefusalCode kind, String message) {
    return new Stopped(new Refusal(kind, message));
  }
}
