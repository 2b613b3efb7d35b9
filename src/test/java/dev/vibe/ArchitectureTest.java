package dev.vibe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the code, as docs/architecture.md tells it, is the shape that the code has. */
class ArchitectureTest {

  private static final String ROOT = "dev.vibe.";

  /** Beginnings of class names, and the only packages that may know them. */
  private static final Map<String, Predicate<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("picocli.", within("cli")),
          Map.entry("org.eclipse.jgit.", within("git")),
          Map.entry("okhttp3.", within("net")),
          Map.entry("okio.", within("net")),
          Map.entry("kotlin.", within("net")),
          Map.entry("org.jline.", within("terminal")),
          Map.entry("tools.jackson.", within("json").or(ArchitectureTest::isWire)),
          Map.entry("com.fasterxml.jackson.", within("json").or(ArchitectureTest::isWire)),
          Map.entry("com.github.difflib.", within("text")),
          Map.entry("org.commonmark.", within("view.markdown").or(within("session.export"))),
          Map.entry("org.jsoup.", within("web")));

  /** Everything from outside is passed in, by the one class that may reach for it. */
  private static final Set<String> OUTSIDE =
      Set.of(
          "java.lang.System.in",
          "java.lang.System.out",
          "java.lang.System.err",
          "java.lang.System.console",
          "java.lang.System.exit",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.System.getProperties",
          "java.lang.System.setProperty",
          "java.lang.System.setOut",
          "java.lang.System.setErr",
          "java.lang.Runtime.exit",
          "java.lang.Runtime.halt");

  /** Held by a static field, these are shared mutable state even when the field is final. */
  private static final Pattern MUTABLE =
      Pattern.compile(
          "java\\.util\\.concurrent\\..*|java\\.lang\\.ThreadLocal|java\\.lang\\.StringBuilder"
              + "|java\\.util\\.(Hash|Linked|Tree|Enum|Identity|Weak|Array)\\w+|java\\.util\\.Random");

  /** The layer of the composition root. */
  private static final int TOP = 6;

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.vibe");

  private static final Map<String, Row> TABLE = packageTable();

  /** A floor, so that the rules below cannot hold because nothing was imported. */
  @Test
  void nine_tenths_of_the_declared_types_are_looked_at() throws IOException {
    Pattern declaration =
        Pattern.compile("(?m)^ *(?:[a-z-]+ )*(?:class|interface|record|enum) [A-Z]\\w*");
    long declared = 0;
    try (Stream<Path> files = Files.walk(sources())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        declared += declaration.matcher(Files.readString(file)).results().count();
      }
    }
    long floor = declared * 9 / 10;
    assertTrue(floor > 1000 && CLASSES.size() >= floor, CLASSES.size() + " of " + declared);
  }

  @Test
  void the_package_table_lists_the_packages_that_exist() {
    assertEquals(String.join("\n", new TreeSet<>(packages())), String.join("\n", TABLE.keySet()));
  }

  @Test
  void the_package_table_allows_nothing_unknown_or_above() {
    assertNone(
        TABLE.entrySet().stream()
            .flatMap(
                row ->
                    row.getValue().listed.stream()
                        .filter(p -> !TABLE.containsKey(p) || layer(p) > row.getValue().layer)
                        .map(p -> row.getKey() + " lists " + p)));
  }

  @Test
  void a_package_uses_only_what_the_package_table_allows() {
    assertNone(
        dependencies()
            .filter(d -> d.getTargetClass().getPackageName().startsWith(ROOT))
            .filter(
                d -> {
                  String from = feature(d.getOriginClass());
                  String to = feature(d.getTargetClass());
                  return !from.equals(to) && !allowed(from).contains(to);
                })
            .map(Dependency::getDescription));
  }

  @Test
  void packages_form_no_cycle() {
    SlicesRuleDefinition.slices()
        .matching("dev.vibe.(**)")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
  }

  @Test
  void classes_of_a_package_form_no_cycle() throws ClassNotFoundException {
    assertEquals("", String.join("\n", ClassCycles.in(CLASSES)));
  }

  @Test
  void no_name_of_a_type_occurs_twice() throws IOException {
    try (Stream<Path> files = Files.walk(sources())) {
      Map<String, Long> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
              .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
      assertTrue(names.size() > 100, "few sources were found: " + names.size());
      names.values().removeIf(times -> times == 1);
      assertEquals(Map.of(), names, "who reads one of them takes it for the other");
    }
  }

  @Test
  void each_library_is_known_to_one_package() {
    assertNone(
        dependencies()
            .filter(
                d ->
                    LIBRARIES.entrySet().stream()
                        .anyMatch(
                            library ->
                                d.getTargetClass().getName().startsWith(library.getKey())
                                    && !library.getValue().test(feature(d.getOriginClass()))))
            .map(Dependency::getDescription));
  }

  @Test
  void only_main_touches_what_is_outside_the_process() {
    assertNone(
        accesses()
            .filter(a -> OUTSIDE.contains(target(a)))
            .filter(a -> !isWithin(a.getOriginOwner(), "dev.vibe.cli.Main"))
            .map(JavaAccess::getDescription));
  }

  @Test
  void only_the_invocation_runner_runs_an_invocation() {
    assertNone(
        accesses()
            .filter(a -> target(a).equals("dev.vibe.tool.Invocation$Body.run"))
            .filter(a -> !isWithin(a.getOriginOwner(), "dev.vibe.agent.InvocationRunner"))
            .map(JavaAccess::getDescription));
  }

  @Test
  void no_static_field_is_mutable() {
    assertNone(
        CLASSES.stream()
            .flatMap(c -> c.getFields().stream())
            .filter(ArchitectureTest::isWrittenStatic)
            .filter(
                f ->
                    !f.getModifiers().contains(JavaModifier.FINAL)
                        || MUTABLE.matcher(f.getRawType().getName()).matches())
            .map(JavaField::getFullName));
  }

  @Test
  void each_package_says_what_it_is_for_and_is_null_marked() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String name : packages()) {
      Path file = sources().resolve(name.replace('.', '/')).resolve("package-info.java");
      String text = Files.exists(file) ? Files.readString(file) : "";
      if (!text.startsWith("/**") || !text.contains("\n@NullMarked\n")) {
        missing.add(name);
      }
    }
    assertNone(missing.stream());
  }

  private static void assertNone(Stream<String> violations) {
    assertEquals("", violations.distinct().sorted().collect(Collectors.joining("\n")));
  }

  private static Stream<Dependency> dependencies() {
    return CLASSES.stream().flatMap(c -> c.getDirectDependenciesFromSelf().stream());
  }

  private static Stream<JavaAccess<?>> accesses() {
    return CLASSES.stream().map(JavaClass::getAccessesFromSelf).flatMap(Collection::stream);
  }

  private static String target(JavaAccess<?> access) {
    return access.getTargetOwner().getName() + "." + access.getName();
  }

  private static boolean isWithin(JavaClass candidate, String topLevelClass) {
    return candidate.getName().equals(topLevelClass)
        || candidate.getName().startsWith(topLevelClass + "$");
  }

  private static boolean isWrittenStatic(JavaField field) {
    Set<JavaModifier> modifiers = field.getModifiers();
    return modifiers.contains(JavaModifier.STATIC) && !modifiers.contains(JavaModifier.SYNTHETIC);
  }

  private static String feature(JavaClass type) {
    return type.getPackageName().substring(ROOT.length());
  }

  private static Predicate<String> within(String feature) {
    return candidate -> candidate.equals(feature) || candidate.startsWith(feature + ".");
  }

  private static boolean isWire(String feature) {
    return List.of(feature.split("\\.")).contains("wire");
  }

  private static int layer(String feature) {
    Row row = TABLE.get(feature);
    if (row == null) {
      throw new AssertionError("Package " + feature + " is not in the table");
    }
    return row.layer;
  }

  /** A range means root packages; in the layer of the composition root it means all. */
  private static Set<String> allowed(String feature) {
    Row row = TABLE.get(feature);
    Set<String> allowed = new TreeSet<>(row.listed);
    TABLE.keySet().stream()
        .filter(
            p ->
                layer(p) < Math.min(row.layer, 2)
                    || (row.layers.contains(layer(p)) && (row.layer == TOP || !p.contains("."))))
        .forEach(allowed::add);
    return allowed;
  }

  /** The packages below the root with a source file in them. */
  private static Set<String> packages() {
    try (Stream<Path> files = Files.walk(sources())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(file -> sources().relativize(file.getParent()).toString().replace('/', '.'))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path sources() {
    return Path.of("src/main/java/dev/vibe");
  }

  private static Map<String, Row> packageTable() {
    Pattern row = Pattern.compile("\\| `([a-z0-9.]+)` \\| L(\\d) \\| [^|]+ \\| ([^|]*) \\|");
    try (Stream<String> lines = Files.lines(Path.of("docs/architecture.md"))) {
      Map<String, Row> rows = new TreeMap<>();
      lines
          .map(row::matcher)
          .filter(m -> m.matches())
          .forEach(m -> rows.put(m.group(1), Row.of(Integer.parseInt(m.group(2)), m.group(3))));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One line of the package table.
   *
   * @param listed packages that are named, e.g. {@code `json`}
   * @param layers layers that are named, e.g. {@code L0–L3}
   */
  private record Row(int layer, Set<String> listed, Set<Integer> layers) {

    static Row of(int layer, String mayUse) {
      Set<String> listed = new TreeSet<>();
      Pattern.compile("`([a-z0-9.]+)`")
          .matcher(mayUse)
          .results()
          .forEach(m -> listed.add(m.group(1)));
      Set<Integer> layers = new TreeSet<>();
      Pattern.compile("L(\\d)–L(\\d)")
          .matcher(mayUse)
          .results()
          .forEach(
              m -> {
                for (int n = Integer.parseInt(m.group(1)); n <= Integer.parseInt(m.group(2)); n++) {
                  layers.add(n);
                }
              });
      return new Row(layer, listed, layers);
    }
  }
}
