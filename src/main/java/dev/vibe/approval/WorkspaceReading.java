package dev.vibe.approval;

import dev.vibe.effect.Effect;
import dev.vibe.exec.shell.LineReader;
import dev.vibe.exec.shell.LineReading;
import dev.vibe.exec.shell.LineReading.Kind;
import dev.vibe.exec.shell.LineReading.Place;
import dev.vibe.exec.shell.LineReading.Use;
import dev.vibe.text.QuotedName;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.PathKind;
import dev.vibe.workspace.ReadRules;
import dev.vibe.workspace.Resolution;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Judge of commands in a workspace: a line of which it is known that it only reads, with programs
 * of the system, and files as the file tools read them unasked. Blocks on disk.
 *
 * @param isOfSystem whether what is started under a name is a program of the system
 * @param git whether Git may be asked, too
 */
public record WorkspaceReading(Workspace workspace, Predicate<String> isOfSystem, Git git)
    implements ReadingJudge {

  /** Choice of whether Git, which shows files without naming them, may be asked. */
  public enum Git {
    ASKED,
    /** Rules keep files from being read. */
    KEPT_AWAY
  }

  @Override
  public Optional<String> doubt(Effect.Run run) {
    if (!run.directory().equals(workspace.root().toString())) {
      return Optional.of("it runs in another folder");
    }
    return switch (LineReader.read(run.command())) {
      case LineReading.Unclear(String why) -> Optional.of(why);
      case LineReading.Reads reads -> doubt(reads);
    };
  }

  private Optional<String> doubt(LineReading.Reads reads) {
    if (reads.asksGit()) {
      if (git == Git.KEPT_AWAY) {
        return Optional.of("git shows files that rules keep from being read");
      }
      if (workspace.around().isEmpty() && !Files.exists(workspace.root().resolve(".git"))) {
        return Optional.of("git outside of a repository");
      }
    }
    for (String program : reads.programs()) {
      if (!isOfSystem.test(program)) {
        return Optional.of(program + " is no program of the system here");
      }
    }
    for (Place place : reads.places()) {
      Optional<String> doubt = doubt(place);
      if (doubt.isPresent()) {
        return doubt;
      }
    }
    return Optional.empty();
  }

  private Optional<String> doubt(Place place) {
    if (place.kind() == Kind.NAME) {
      String name = place.folder().isEmpty() ? place.name() : place.folder() + "/" + place.name();
      return doubt(place.name().startsWith("/") ? place.name() : name, place);
    }
    try {
      ExpandedNames expanded = ExpandedNames.of(workspace.root(), place);
      for (String folder : expanded.listed()) {
        if (!(workspace.resolve(folder, Access.READ) instanceof Resolution.Inside)) {
          return Optional.of("a pattern for files of " + QuotedName.of(folder));
        }
      }
      for (String name : expanded.names()) {
        Optional<String> doubt = doubt(name, place);
        if (doubt.isPresent()) {
          return doubt;
        }
      }
      return Optional.empty();
    } catch (ExpandedNames.TooMany e) {
      return Optional.of("a pattern for too many files, or for one that looks like an option");
    } catch (IOException e) {
      return Optional.of("a pattern for files that cannot be listed");
    }
  }

  private Optional<String> doubt(String name, Place place) {
    return switch (workspace.resolve(name, Access.READ)) {
      case Resolution.Guarded guarded -> Optional.of(guarded.message());
      case Resolution.Refused refused -> Optional.of(refused.message());
      case Resolution.Inside(WorkspacePath path) -> doubt(path, place);
    };
  }

  private Optional<String> doubt(WorkspacePath path, Place place) {
    String shown = QuotedName.of(path.relative());
    if (workspace.standing(path) != ReadRules.Standing.FREE) {
      return Optional.of("a rule keeps " + shown + " from being read");
    }
    PathKind kind = workspace.look(path);
    if (kind == PathKind.SPECIAL) {
      return Optional.of(shown + " is not a regular file");
    }
    if (place.use() == Use.FOLDER) {
      Path named = workspace.root().resolve(place.name()).normalize();
      return kind == PathKind.FOLDER && path.absolute().equals(named)
          ? Optional.empty()
          : Optional.of("a cd into what is no folder of its own");
    }
    return place.use() == Use.FILE || kind != PathKind.FOLDER
        ? Optional.empty()
        : new ReadTree(workspace, place).doubt(path);
  }
}
