package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainCallsTest {

  /** The sample, and the classes in it, one of which has no name. */
  private static Map<String, byte[]> compiled() throws IOException {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    List<Class<?>> types = new ArrayList<>(List.of(PlainCallsSample.class));
    types.addAll(List.of(PlainCallsSample.class.getDeclaredClasses()));
    for (Class<?> type : types) {
      classes.put(type.getName(), Rewritten.bytes(type));
    }
    String unnamed = PlainCallsSample.class.getName() + "$1";
    classes.put(unnamed, Rewritten.bytes(unnamed.replace('.', '/') + ".class"));
    return classes;
  }

  private static Map<String, byte[]> rewritten() throws IOException {
    Map<String, byte[]> classes = compiled();
    classes.replaceAll((name, bytes) -> PlainCalls.in(bytes, ClassFile.of()));
    return classes;
  }

  /** What is left to be linked at run time, as {@code bootstrap of name}. */
  private static List<String> linkedAtRunTime(Map<String, byte[]> classes) {
    List<String> calls = new ArrayList<>();
    for (byte[] bytes : classes.values()) {
      ClassModel model = ClassFile.of().parse(bytes);
      model.methods().stream()
          .flatMap(method -> method.code().stream())
          .flatMap(code -> code.elementStream())
          .forEach(
              element -> {
                if (element instanceof InvokeDynamicInstruction call) {
                  calls.add(call.bootstrapMethod().methodName() + " of " + call.name());
                }
              });
    }
    return calls;
  }

  @Test
  void code_does_the_same_as_before() throws Exception {
    Map<String, byte[]> classes = rewritten();
    for (byte[] bytes : classes.values()) {
      assertEquals(List.of(), ClassFile.of().verify(bytes));
    }
    ClassLoader loader = new Rewritten(getClass().getClassLoader(), classes);
    Class<?> sample = loader.loadClass(PlainCallsSample.class.getName());
    assertNotSame(PlainCallsSample.class, sample);
    Method outcomes = sample.getDeclaredMethod("outcomes");
    outcomes.setAccessible(true);
    assertEquals(PlainCallsSample.outcomes(), outcomes.invoke(null));
  }

  @Test
  void switches_over_types_and_methods_of_records_are_linked_at_build_time() throws IOException {
    List<String> before = linkedAtRunTime(compiled());
    assertTrue(before.contains("typeSwitch of typeSwitch"), before::toString);
    assertTrue(before.contains("bootstrap of equals"), before::toString);
    assertTrue(before.contains("bootstrap of hashCode"), before::toString);

    List<String> after = linkedAtRunTime(rewritten());
    for (String gone :
        List.of("typeSwitch of typeSwitch", "bootstrap of equals", "bootstrap of hashCode")) {
      assertTrue(!after.contains(gone), () -> gone + " in " + after);
    }
    assertTrue(after.contains("bootstrap of toString"), after::toString);
  }

  @Test
  void a_class_without_such_calls_is_left_alone() throws IOException {
    byte[] bytes = Rewritten.bytes(Rewritten.class);
    assertSame(bytes, PlainCalls.in(bytes, ClassFile.of()));
  }
}
