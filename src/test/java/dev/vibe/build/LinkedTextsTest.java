package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinkedTextsTest {

  private static final String NAME = LinkedTexts.CLASS.replace(".class", "").replace('/', '.');

  private static byte[] linked() throws IOException {
    return LinkedTexts.in(
        Rewritten.bytes(LinkedTexts.CLASS), Rewritten.bytes(LinkedTexts.TEXTS), ClassFile.of());
  }

  @Test
  void every_text_is_that_of_the_file() throws Exception {
    byte[] linked = linked();
    assertEquals(List.of(), ClassFile.of().verify(linked));
    ClassLoader loader = new Rewritten(getClass().getClassLoader(), Map.of(NAME, linked));
    Class<?> type = loader.loadClass(NAME);
    assertSame(loader, type.getClassLoader());
    Object texts = type.getMethod("get").invoke(null);
    assertSame(texts, type.getMethod("get").invoke(null));

    Properties file = new Properties();
    file.load(new ByteArrayInputStream(Rewritten.bytes(LinkedTexts.TEXTS)));
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> held = new TreeMap<>();
    for (Field field : type.getFields()) {
      if (!Modifier.isStatic(field.getModifiers())) {
        held.put(field.getName(), (String) field.get(texts));
        expected.put(field.getName(), file.getProperty(field.getName()));
      }
    }
    assertTrue(held.size() > 500, () -> "only " + held.size());
    assertEquals(expected, held);
  }

  @Test
  void another_class_than_the_known_one_is_refused() {
    assertThrows(
        IllegalStateException.class,
        () ->
            LinkedTexts.in(
                Rewritten.bytes(PlainCallsSample.class),
                Rewritten.bytes(LinkedTexts.TEXTS),
                ClassFile.of()));
  }

  @Test
  void a_text_that_the_file_lacks_is_refused() {
    byte[] file = "unknown=x\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(
        IllegalStateException.class,
        () -> LinkedTexts.in(Rewritten.bytes(LinkedTexts.CLASS), file, ClassFile.of()));
  }
}
