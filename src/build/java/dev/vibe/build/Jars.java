package dev.vibe.build;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Copier of jars, so that every class in them can go into an AOT cache. The JVM silently leaves out
 * classes of signed jars and classes older than Java 7; JGit is signed and picocli is Java 5.
 */
final class Jars {

  /** The first class file version with mandatory stack maps. */
  private static final int JAVA_7 = 51;

  private Jars() {}

  /** Copies the product's own jar, with all that can be linked before the start linked. */
  static void copyOwn(Path from, List<Path> dependencies, Path to)
      throws IOException, ReflectiveOperationException {
    Map<String, Entry> entries = read(from);
    List<URL> classPath = new ArrayList<>(List.of(from.toUri().toURL()));
    for (Path dependency : dependencies) {
      classPath.add(dependency.toUri().toURL());
    }
    try (var loader = new URLClassLoader(classPath.toArray(URL[]::new), null)) {
      ClassFile context = context(loader);
      for (var entry : entries.entrySet()) {
        if (isClass(entry.getKey())) {
          byte[] plain = PlainCalls.in(entry.getValue().bytes, context);
          verify(context, plain);
          entry.setValue(entry.getValue().with(plain));
        }
      }
      entries.putAll(schemas(loader, entries));
    }
    write(entries, to);
  }

  /** The schema of each tool's input, which is otherwise computed from annotations. */
  private static Map<String, Entry> schemas(ClassLoader loader, Map<String, Entry> entries)
      throws ReflectiveOperationException {
    Map<String, Entry> schemas = new TreeMap<>();
    Class<?> writer = loader.loadClass("dev.vibe.tool.schema.JsonSchemas");
    for (String name : entries.keySet()) {
      if (name.endsWith("Tool$Input.class")) {
        String type = name.substring(0, name.length() - ".class".length()).replace('/', '.');
        Class<?> input = loader.loadClass(type);
        Object json = writer.getMethod("of", Class.class).invoke(null, input);
        String text = (String) json.getClass().getMethod("text").invoke(json);
        Object file = writer.getMethod("resource", Class.class).invoke(null, input);
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        schemas.put(
            folder + file,
            new Entry(text.getBytes(StandardCharsets.UTF_8), entries.get(name).time));
      }
    }
    return schemas;
  }

  /**
   * Copies {@code from} to {@code to}, without signature, with old classes lifted and JGit's texts
   * linked.
   */
  static void copyCacheable(Path from, Path to) throws IOException {
    Map<String, Entry> entries = read(from);
    boolean changed = entries.keySet().removeIf(Jars::isSignature);
    if (changed) {
      entries.computeIfPresent(JarFile.MANIFEST_NAME, (name, e) -> e.with(unsigned(e.bytes)));
    }
    try (var loader = new URLClassLoader(new URL[] {from.toUri().toURL()}, null)) {
      ClassFile lifting = context(loader);
      for (var entry : entries.entrySet()) {
        if (isOldClass(entry.getKey(), entry.getValue().bytes)) {
          entry.setValue(entry.getValue().with(lift(lifting, entry.getValue().bytes)));
          changed = true;
        }
      }
      Entry texts = entries.get(LinkedTexts.CLASS);
      if (texts != null) {
        Entry words = Objects.requireNonNull(entries.get(LinkedTexts.TEXTS), LinkedTexts.TEXTS);
        byte[] linked = LinkedTexts.in(texts.bytes, words.bytes, lifting);
        verify(lifting, linked);
        entries.put(LinkedTexts.CLASS, texts.with(linked));
        changed = true;
      }
    }
    if (changed) {
      write(entries, to);
    } else {
      Files.copy(from, to);
    }
  }

  private static boolean isSignature(String name) {
    return name.matches("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");
  }

  /** The manifest without its per-entry sections, which hold the digests of the signature. */
  private static byte[] unsigned(byte[] manifest) {
    try {
      var kept = new Manifest();
      Attributes main = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
      kept.getMainAttributes().putAll(main);
      var out = new ByteArrayOutputStream();
      kept.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOldClass(String name, byte[] bytes) {
    return isClass(name) && (((bytes[6] & 0xff) << 8) | (bytes[7] & 0xff)) < JAVA_7;
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  private static ClassFile context(ClassLoader jar) {
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ConstantPoolSharingOption.NEW_POOL,
        ClassFile.ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.defaultResolver()
                .orElse(ClassHierarchyResolver.ofResourceParsing(jar))));
  }

  private static byte[] lift(ClassFile context, byte[] bytes) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.JAVA_17_VERSION, 0);
          } else {
            builder.with(element);
          }
        };
    // Stack maps are generated only for method bodies that are built anew.
    ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL);
    ClassModel old = context.parse(bytes);
    byte[] lifted = context.transformClass(old, version.andThen(bodies));
    verify(context, lifted);
    return lifted;
  }

  private static void verify(ClassFile context, byte[] bytes) {
    List<VerifyError> errors = context.verify(bytes);
    if (!errors.isEmpty()) {
      String name = context.parse(bytes).thisClass().asInternalName();
      throw new IllegalStateException(name, errors.getFirst());
    }
  }

  /**
   * Copies entries into a folder.
   *
   * @param wanted matches the names of the entries; its group {@code file} is where they go
   */
  static void unpack(Path jar, Pattern wanted, Path folder) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        Matcher name = wanted.matcher(entry.getName());
        if (!entry.isDirectory() && name.matches()) {
          Path file = folder.resolve(name.group("file"));
          Files.createDirectories(file.resolveSibling("."));
          Files.write(file, zip.getInputStream(entry).readAllBytes());
        }
      }
    }
  }

  private static Map<String, Entry> read(Path jar) throws IOException {
    Map<String, Entry> entries = new TreeMap<>(Jars::manifestFirst);
    try (var zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : new ArrayList<>(zip.stream().toList())) {
        if (!entry.isDirectory()) {
          byte[] bytes = zip.getInputStream(entry).readAllBytes();
          entries.put(entry.getName(), new Entry(bytes, entry.getTime()));
        }
      }
    }
    return entries;
  }

  /** JarInputStream and some tools look for the manifest at the front only. */
  private static int manifestFirst(String a, String b) {
    boolean aFirst = a.equals(JarFile.MANIFEST_NAME);
    boolean bFirst = b.equals(JarFile.MANIFEST_NAME);
    return aFirst == bFirst ? a.compareTo(b) : aFirst ? -1 : 1;
  }

  private static void write(Map<String, Entry> entries, Path jar) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (var entry : entries.entrySet()) {
        var header = new ZipEntry(entry.getKey());
        header.setTime(entry.getValue().time);
        zip.putNextEntry(header);
        zip.write(entry.getValue().bytes);
      }
    }
  }

  /** One entry of a jar: its bytes, which are never changed, and when it was written. */
  private static final class Entry {

    private final byte[] bytes;
    private final long time;

    Entry(byte[] bytes, long time) {
      this.bytes = bytes;
      this.time = time;
    }

    Entry with(byte[] replacement) {
      return new Entry(replacement, time);
    }
  }
}
