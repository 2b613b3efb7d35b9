package dev.vibe.verify.compiler;

import dev.vibe.problem.Problem;
import dev.vibe.verify.CodeFinding;
import dev.vibe.verify.Diagnostics;
import dev.vibe.verify.EditedFile;
import dev.vibe.verify.EditedLines;
import dev.vibe.verify.LookQueue;
import dev.vibe.verify.NewFindings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Diagnostics of Java by the compiler of the JDK: the files that were edited, and those that were
 * edited before in the session, are compiled as they were and as they are. Thread-safe.
 */
public final class CompilerDiagnostics implements Diagnostics {

  private static final Logger LOG = LoggerFactory.getLogger(CompilerDiagnostics.class);

  /** Files that are compiled along, because an edit may break them; the latest. */
  private static final int MOST_ALONG = 12;

  private final JavaCompiler compiler;
  private final Path folder;
  private final LookQueue queue = new LookQueue("javac", this::look);
  private final Map<Path, String> along = new LinkedHashMap<>();

  private CompilerDiagnostics(JavaCompiler compiler, Path folder) {
    this.compiler = compiler;
    this.folder = folder;
  }

  /** Empty where the runtime has no compiler. Starts nothing yet. */
  public static Optional<CompilerDiagnostics> of(Path folder) {
    return Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
        .map(compiler -> new CompilerDiagnostics(compiler, folder));
  }

  @Override
  public void edited(List<EditedFile> files) {
    queue.add(files);
  }

  @Override
  public void await(Duration longest) throws InterruptedException {
    queue.await(System.nanoTime() + longest.toNanos());
  }

  @Override
  public List<CodeFinding> take() {
    return queue.take();
  }

  @Override
  public List<Problem> takeProblems() {
    return List.of();
  }

  @Override
  public void close() {
    queue.close();
  }

  /** On the thread of the queue. */
  private List<CodeFinding> look(List<EditedFile> files) {
    SourceRoots roots = SourceRoots.of(folder);
    Map<Path, Source> before = new LinkedHashMap<>();
    Map<Path, Source> after = new LinkedHashMap<>();
    for (Map.Entry<Path, String> each : along.entrySet()) {
      text(each.getKey())
          .ifPresent(
              text -> {
                before.put(each.getKey(), new Source(each.getValue(), text));
                after.put(each.getKey(), new Source(each.getValue(), text));
              });
    }
    for (EditedFile file : files) {
      before.remove(file.path());
      after.remove(file.path());
      file.before().ifPresent(text -> before.put(file.path(), new Source(file.name(), text)));
      file.after().ifPresent(text -> after.put(file.path(), new Source(file.name(), text)));
      remember(file);
    }
    Compilation now = new Compilation(compiler, roots, after).run();
    if (isHindered(now, files)) {
      now.unread().forEach(before::remove);
      now.unread().forEach(after::remove);
      now = new Compilation(compiler, roots, after).run();
    }
    if (now.findings().isEmpty()) {
      return List.of();
    }
    Compilation then = new Compilation(compiler, roots, before).run();
    List<CodeFinding> broken = new ArrayList<>();
    for (Path path : after.keySet()) {
      broken.addAll(broken(path, then, now, lines(before.get(path), after.get(path))));
    }
    return broken;
  }

  /** Whether what an earlier edit left unreadable keeps the compiler from what is edited now. */
  private static boolean isHindered(Compilation now, List<EditedFile> files) {
    return !now.unread().isEmpty()
        && files.stream().noneMatch(file -> now.unread().contains(file.path()));
  }

  private static EditedLines lines(@Nullable Source before, @Nullable Source after) {
    return EditedLines.between(
        before == null ? "" : before.text(), after == null ? "" : after.text());
  }

  private static List<CodeFinding> broken(
      Path path, Compilation then, Compilation now, EditedLines lines) {
    boolean isBlind = now.lacksClasses() || then.lacksClasses();
    List<CodeFinding> found =
        now.of(path).stream()
            .filter(each -> !isBlind || !Compilation.needsClasses(each.rule()))
            .map(CompilerDiagnostics::told)
            .toList();
    List<CodeFinding> known = then.of(path).stream().map(CompilerDiagnostics::told).toList();
    // Behind a syntax error the compiler says nothing about the rest.
    return then.unread().isEmpty()
        ? NewFindings.between(known, found, lines)
        : NewFindings.written(found, lines);
  }

  /** The compiler's own codes tell the model nothing. */
  private static CodeFinding told(CodeFinding raw) {
    return new CodeFinding(
        raw.file(), raw.line(), raw.column(), raw.severity(), "", raw.source(), raw.message());
  }

  private void remember(EditedFile file) {
    along.remove(file.path());
    if (file.after().isPresent()) {
      along.put(file.path(), file.name());
    }
    List<Path> oldest = new ArrayList<>(along.keySet());
    oldest.subList(0, Math.max(0, oldest.size() - MOST_ALONG)).forEach(along::remove);
  }

  private static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      LOG.debug("{} is not compiled along", file, e); // it is gone, or no text any more
      return Optional.empty();
    }
  }
}
