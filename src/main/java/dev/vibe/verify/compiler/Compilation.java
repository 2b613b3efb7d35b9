package dev.vibe.verify.compiler;

import dev.vibe.verify.CodeFinding;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compilation of some sources for its errors alone: it runs no processor and writes nothing. Used
 * once, by one thread.
 */
final class Compilation {

  private static final Logger LOG = LoggerFactory.getLogger(Compilation.class);

  private static final String JAVAC = "javac";

  /** Codes of the compiler that tell of classes which it does not have. */
  private static final Pattern MISSING =
      Pattern.compile("compiler\\.err\\.(doesnt\\.exist|module\\.not\\.found|cant\\.access)");

  /** Codes that may come of classes which are there in the real build only. */
  private static final Pattern NEEDS_CLASSES =
      Pattern.compile(
          "compiler\\.err\\.(doesnt\\.exist|module\\.not\\.found|cant\\.access|cant\\.resolve.*"
              + "|method\\.does\\.not\\.override.*|static\\.imp.*|cant\\.apply.*"
              + "|does\\.not\\.override\\.abstract|package\\.not\\.visible)");

  /** Codes of the parser, behind which nothing else is looked at. */
  private static final Pattern SYNTAX =
      Pattern.compile(
          "compiler\\.err\\.(expected\\d?|premature\\.eof|illegal\\..*|not\\.stmt|unclosed\\..*"
              + "|else\\.without\\.if|catch\\.without\\.try|finally\\.without\\.try"
              + "|try\\.without\\..*|orphaned|malformed\\..*|invalid\\.meth\\.decl.*)");

  /** What generates members that no source has. */
  private static final List<String> GENERATORS =
      List.of("import lombok.", "org.mapstruct.", "com.google.auto.value.", "org.immutables.");

  private final JavaCompiler compiler;
  private final SourceRoots roots;
  private final Map<Path, Source> sources;
  private final Map<Path, List<CodeFinding>> found = new LinkedHashMap<>();
  private boolean lacksClasses;
  private final Set<Path> unread = new HashSet<>();

  Compilation(JavaCompiler compiler, SourceRoots roots, Map<Path, Source> sources) {
    this.compiler = compiler;
    this.roots = roots;
    this.sources = sources;
  }

  /** Blocks, for seconds in a large project. */
  Compilation run() {
    if (sources.isEmpty()) {
      return this;
    }
    lacksClasses =
        sources.values().stream()
            .anyMatch(source -> GENERATORS.stream().anyMatch(source.text()::contains));
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        JavaFileManager nothingWritten = new ReadOnly(files)) {
      List<JavaFileObject> units = new ArrayList<>();
      sources.forEach((path, source) -> units.add(new Text(path.toUri(), source.text())));
      boolean isGood =
          compiler
              .getTask(Writer.nullWriter(), nothingWritten, this::take, options(), null, units)
              .call();
      LOG.debug("{} sources compiled: {}", units.size(), isGood);
    } catch (IOException e) {
      LOG.debug("the compiler's files cannot be closed", e); // what it said counts all the same
    }
    return this;
  }

  private List<String> options() {
    List<Path> own =
        sources.entrySet().stream()
            .map(each -> SourceRoots.root(each.getKey(), each.getValue().text()))
            .toList();
    return List.of(
        "-proc:none",
        "-implicit:none",
        "-nowarn",
        "-Xlint:none",
        "-Xprefer:source",
        "--should-stop=ifNoError=FLOW",
        // What other sources lack must not use up what is told of these.
        "-Xmaxerrs",
        "100000",
        "-encoding",
        "UTF-8",
        "-sourcepath",
        joined(roots.with(own)),
        "-classpath",
        joined(roots.libraries()));
  }

  private static String joined(List<Path> paths) {
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private void take(Diagnostic<? extends JavaFileObject> diagnostic) {
    if (diagnostic.getKind() != Diagnostic.Kind.ERROR) {
      return;
    }
    String code = String.valueOf(diagnostic.getCode());
    lacksClasses |= MISSING.matcher(code).matches();
    if (diagnostic.getSource() == null) {
      return;
    }
    Path path = Path.of(diagnostic.getSource().toUri());
    if (SYNTAX.matcher(code).matches()) {
      unread.add(path);
    }
    Source source = sources.get(path);
    if (source != null) {
      found
          .computeIfAbsent(path, key -> new ArrayList<>())
          .add(
              new CodeFinding(
                  source.name(),
                  (int) Math.max(1, diagnostic.getLineNumber()),
                  (int) Math.max(1, diagnostic.getColumnNumber()),
                  CodeFinding.Severity.ERROR,
                  code,
                  JAVAC,
                  diagnostic.getMessage(Locale.ROOT)));
    }
  }

  List<CodeFinding> of(Path path) {
    return found.getOrDefault(path, List.of());
  }

  List<CodeFinding> findings() {
    return found.values().stream().flatMap(List::stream).toList();
  }

  /** Whether the real build has classes that are not here, so that not every error is one. */
  boolean lacksClasses() {
    return lacksClasses;
  }

  /** The files whose errors of syntax kept it from looking at all the rest. */
  Set<Path> unread() {
    return Set.copyOf(unread);
  }

  /** Whether an error of this code may be none where all classes are there. */
  static boolean needsClasses(String code) {
    return NEEDS_CLASSES.matcher(code).matches();
  }

  /** A source out of memory. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(URI uri, String text) {
      super(uri, Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps the compiler from writing beside the sources. */
  private static final class ReadOnly extends ForwardingJavaFileManager<JavaFileManager> {

    ReadOnly(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling)
        throws IOException {
      throw new IOException("nothing is written");
    }
  }
}
