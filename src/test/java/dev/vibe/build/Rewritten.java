package dev.vibe.build;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** Class loader that has some classes with other bytes than its parent, and the rest from there. */
final class Rewritten extends ClassLoader {

  private final Map<String, byte[]> classes;

  Rewritten(ClassLoader parent, Map<String, byte[]> classes) {
    super(parent);
    this.classes = Map.copyOf(classes);
  }

  /** The bytes of a class as it was compiled. */
  static byte[] bytes(Class<?> type) throws IOException {
    return bytes(type.getName().replace('.', '/') + ".class");
  }

  /** What the class path has under this name. */
  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Rewritten.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("there is no " + name);
      }
      return in.readAllBytes();
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
    }
  }
}
