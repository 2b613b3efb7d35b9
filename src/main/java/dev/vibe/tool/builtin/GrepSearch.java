package dev.vibe.tool.builtin;

import dev.vibe.text.UnifiedDiff;
import dev.vibe.tool.ToolOutput;
import dev.vibe.workspace.Access;
import dev.vibe.workspace.FileTree;
import dev.vibe.workspace.Glob;
import dev.vibe.workspace.ProtectedNames;
import dev.vibe.workspace.Workspace;
import dev.vibe.workspace.WorkspacePath;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One search: goes through the files and writes down what it finds. Owned by one thread. */
final class GrepSearch {

  /** What is looked for. */
  record Query(Pattern pattern, Glob files, int context, int max) {}

  /** Output of one call, in characters. */
  private static final int MOST_OUTPUT = 30_000;

  /** Larger files are passed over and counted. */
  private static final int MOST_BYTES = 10_000_000;

  private static final int LONGEST_LINE = 300;

  /** Characters of a long line that are shown before the match. */
  private static final int LEAD = 100;

  private final Workspace workspace;
  private final WorkspacePath start;
  private final Query query;
  private final BoundedText.Budget budget = new BoundedText.Budget();
  private final StringBuilder out = new StringBuilder();
  private int searched;
  private int shown;
  private int unshown;
  private int unshownFiles;
  private int tooLarge;
  private int secret;

  GrepSearch(Workspace workspace, WorkspacePath start, Query query) {
    this.workspace = workspace;
    this.start = start;
    this.query = query;
  }

  ToolOutput run(FileTree tree) {
    FileTree.Walk files = tree.walk(start);
    boolean interrupted = false;
    while (files.hasNext() && !interrupted) {
      FileTree.Entry file = files.next();
      interrupted = Thread.currentThread().isInterrupted();
      if (!isWanted(file.path())) {
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
        out.append("[the pattern takes too long on ").append(file.path());
        out.append("; simplify it, above all repeats inside of repeats such as (a+)+]\n");
        return shown == 0 ? ToolOutput.failed(out.toString()) : ToolOutput.ok(out.toString());
      }
    }
    if (shown + unshown == 0) {
      out.append("No matches in ").append(searched == 1 ? "1 file" : searched + " files");
      out.append(".\n");
    }
    appendNotes(interrupted, files.isCut());
    return ToolOutput.ok(out.toString());
  }

  private boolean isWanted(WorkspacePath file) {
    return query.files.matches(Reads.below(start, file)) || query.files.matches(file.relative());
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
      bytes = workspace.read(file.path(), MOST_BYTES);
    } catch (IOException e) {
      return; // not readable, or gone since it was listed
    }
    String path = UnifiedDiff.quoted(file.path().relative());
    if (!(Loaded.decode(path, bytes) instanceof Loaded.Text loaded)) {
      return; // binary
    }
    searched++;
    List<String> lines = LineScan.all(loaded.file().text());
    Matcher matcher = query.pattern.matcher("");
    int written = 0;
    int due = 0;
    int before = unshown;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!finds(matcher, line)) {
        if (i < due) {
          append(path, i, '-', cut(line, 0));
          written = i + 1;
        }
        continue;
      }
      if (shown >= query.max || out.length() >= MOST_OUTPUT) {
        unshown++;
        due = 0;
        continue;
      }
      int from = Math.max(written, i - query.context);
      if (query.context > 0 && (from > written || written == 0) && !out.isEmpty()) {
        out.append("--\n");
      }
      for (int c = from; c < i; c++) {
        append(path, c, '-', cut(lines.get(c), 0));
      }
      append(path, i, ':', cut(line, matcher.start()));
      written = i + 1;
      due = i + 1 + query.context;
      shown++;
    }
    unshownFiles += unshown > before ? 1 : 0;
  }

  private boolean finds(Matcher matcher, String line) {
    try {
      return matcher.reset(new BoundedText(line, budget)).find();
    } catch (StackOverflowError e) {
      // the JDK matches repeated groups by recursion: a long line can exhaust any stack
      throw new BoundedText.TooMuchWork();
    }
  }

  private void append(String path, int index, char separator, String text) {
    out.append(path).append(separator).append(index + 1).append(separator);
    out.append(TextFile.presentable(text)).append('\n');
  }

  private static String cut(String line, int match) {
    if (line.length() <= LONGEST_LINE) {
      return line;
    }
    int from = Math.max(0, Math.min(match - LEAD, line.length() - LONGEST_LINE));
    int to = from + LONGEST_LINE;
    return (from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : "");
  }

  private void appendNotes(boolean interrupted, boolean cut) {
    if (unshown > 0) {
      out.append('[').append(unshown).append(" more matching lines in ").append(unshownFiles);
      out.append(unshownFiles == 1 ? " file" : " files");
      out.append(" not shown; narrow pattern, path or glob]\n");
    }
    if (secret > 0) {
      out.append("[files that may hold log-in data were not searched: ");
      out.append(secret).append("]\n");
    }
    if (tooLarge > 0) {
      out.append("[files over 10 MB were not searched: ").append(tooLarge).append("]\n");
    }
    if (interrupted) {
      out.append("[interrupted; some files were not searched]\n");
    } else if (cut) {
      out.append("[the workspace is too large; some files were not searched]\n");
    }
  }
}
