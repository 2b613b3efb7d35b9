package dev.vibe.tool.builtin;

import dev.vibe.tool.ToolOutput;
import dev.vibe.tool.builtin.FoundLines.Hit;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Search through files: matches their lines, and has the hits printed. Owned by one thread. */
final class GrepSearch {

  /**
   * What is looked for.
   *
   * @param note told before what is found; may be empty
   */
  record Query(
      Pattern pattern, NamePattern files, int context, FoundLines.HitRoom room, String note) {}

  /** Larger files are passed over and counted. */
  private static final int MOST_BYTES = 10_000_000;

  private final Workspace workspace;
  private final Overlay overlay;
  private final WorkspacePath start;
  private final Query query;
  private final BoundedText.Budget budget = new BoundedText.Budget();
  private final StringBuilder out = new StringBuilder();
  private final FoundLines found;
  private int searched;
  private int tooLarge;
  private int secret;

  GrepSearch(Workspace workspace, Overlay overlay, WorkspacePath start, Query query) {
    this.workspace = workspace;
    this.overlay = overlay;
    this.start = start;
    this.query = query;
    out.append(query.note);
    this.found = new FoundLines(query.context, query.room);
  }

  ToolOutput run(FileTree tree) {
    NamePattern wanted = query.files.meantIn(tree, start);
    FileTree.Walk files = wanted.walk(tree, start);
    Iterator<FileTree.Entry> made = overlay.made(workspace, start).iterator();
    boolean interrupted = false;
    while ((files.hasNext() || made.hasNext()) && !interrupted) {
      FileTree.Entry file = files.hasNext() ? files.next() : made.next();
      interrupted = Thread.currentThread().isInterrupted();
      if (!wanted.matches(start, file)) {
        continue;
      }
      if (isSecret(file.path())) {
        secret++;
        continue;
      }
      try {
        search(file);
      } catch (BoundedText.TooMuchWork e) {
        if (Thread.currentThread().isInterrupted()) {
          interrupted = true;
          continue;
        }
        found.appendTo(out);
        String advice =
            "the pattern takes too long on "
                + file.path()
                + "; simplify it, above all repeats inside of repeats such as (a+)+";
        return found.isEmpty()
            ? ToolOutput.failed(advice)
            : ToolOutput.ok(out + "[" + advice + "]\n").leaving(found.rest());
      }
    }
    found.appendTo(out);
    if (found.isEmpty()) {
      out.append("No matches in ").append(searched == 1 ? "1 file" : searched + " files");
      out.append(".\n");
    }
    appendNotes(interrupted, files);
    return ToolOutput.ok(out.toString()).with(found.count()).leaving(found.rest());
  }

  /** A file that was asked for by its own path has passed the guard already. */
  private boolean isSecret(WorkspacePath file) {
    return !file.equals(start)
        && ProtectedNames.of(file.relative(), Access.READ) != ProtectedNames.Protection.NONE;
  }

  private void search(FileTree.Entry file) {
    if (file.size() > MOST_BYTES) {
      tooLarge++;
      return;
    }
    byte[] bytes;
    try {
      bytes = bytes(file.path());
    } catch (IOException e) {
      return; // not readable, or gone since it was listed
    }
    String path = file.path().toString();
    if (!(Loaded.decode(path, bytes) instanceof Loaded.Text loaded)) {
      return; // binary
    }
    searched++;
    List<String> lines = LineScan.all(loaded.file().text());
    Matcher matcher = query.pattern.matcher("");
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      match(matcher, i, lines.get(i)).ifPresent(hits::add);
    }
    found.add(path, lines, hits);
  }

  private byte[] bytes(WorkspacePath file) throws IOException {
    Optional<Content> edited = overlay.of(file);
    if (edited.isEmpty()) {
      return workspace.read(file, MOST_BYTES);
    }
    return edited.get() instanceof Content.Present present ? present.bytes() : new byte[0];
  }

  private Optional<Hit> match(Matcher matcher, int index, String line) {
    try {
      return matcher.reset(new BoundedText(line, budget)).find()
          ? Optional.of(new Hit(index, matcher.start()))
          : Optional.empty();
    } catch (StackOverflowError e) {
      // the JDK matches repeated groups by recursion: a long line can exhaust any stack
      throw new BoundedText.TooMuchWork();
    }
  }

  private void appendNotes(boolean interrupted, FileTree.Walk files) {
    out.append(Reads.leftOut(files));
    if (secret > 0) {
      out.append("[files that may hold log-in data were not searched: ");
      out.append(secret).append("]\n");
    }
    if (tooLarge > 0) {
      out.append("[files over 10 MB were not searched: ").append(tooLarge).append("]\n");
    }
    if (interrupted) {
      out.append("[interrupted; some files were not searched]\n");
    } else if (files.isCut()) {
      out.append("[the workspace is too large; some files were not searched]\n");
    }
  }
}
