package dev.vibe.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Loads the class path anew, class by class, and remembers what was needed. */
public final class LoadedClasses extends ClassLoader {

  private static final ClassLoader SOURCE =
      Objects.requireNonNull(LoadedClasses.class.getClassLoader());

  private final Set<String> names = ConcurrentHashMap.newKeySet();

  public LoadedClasses() {
    super(ClassLoader.getPlatformClassLoader());
  }

  /** The classes of the class path that were loaded so far. */
  public Set<String> names() {
    return Set.copyOf(names);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try (InputStream in = SOURCE.getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = in.readAllBytes();
      names.add(name);
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    return Objects.requireNonNull(SOURCE.getResourceAsStream(name), name);
  }
}
