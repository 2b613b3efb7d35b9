package dev.vibe.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarsTest {

  private static final String MANIFEST =
      String.join(
          "\r\n",
          "Manifest-Version: 1.0",
          "Multi-Release: true",
          "",
          "Name: a/B.class",
          "SHA-256-Digest: eHg=",
          "",
          "");

  @TempDir Path scratch;

  private Path copied(Map<String, byte[]> entries) throws IOException {
    Path from = Products.jar(scratch.resolve("from.jar"), entries);
    Path to = scratch.resolve("to.jar");
    Jars.copyCacheable(from, to);
    return to;
  }

  @Test
  void a_signature_is_left_out_with_its_digests() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a/words.txt", Products.utf8("words"));
    entries.put("META-INF/KEY.SF", Products.utf8("x"));
    entries.put("META-INF/KEY.RSA", Products.utf8("x"));
    entries.put("META-INF/services/a.B", Products.utf8("a.C"));
    entries.put("META-INF/MANIFEST.MF", Products.utf8(MANIFEST));
    Path jar = copied(entries);
    assertEquals(
        List.of("META-INF/MANIFEST.MF", "META-INF/services/a.B", "a/words.txt"),
        Products.names(jar),
        "the manifest stands first");
    assertEquals(
        "Manifest-Version: 1.0\r\nMulti-Release: true\r\n\r\n",
        new String(Products.entry(jar, "META-INF/MANIFEST.MF"), StandardCharsets.UTF_8));
    assertArrayEquals(Products.utf8("words"), Products.entry(jar, "a/words.txt"));
  }

  @Test
  void a_jar_with_nothing_to_change_is_copied_byte_for_byte() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("z.txt", Products.utf8("z"));
    entries.put("A.class", Rewritten.bytes(Rewritten.class));
    entries.put("META-INF/MANIFEST.MF", Products.utf8(MANIFEST));
    Path jar = copied(entries);
    assertEquals(-1, Files.mismatch(scratch.resolve("from.jar"), jar));
  }

  /** Such a class has no stack maps, which a newer one must have where code branches. */
  @Test
  void an_old_class_is_lifted_and_does_what_it_did() throws Exception {
    ClassDesc self = ClassDesc.of("a.Old");
    byte[] old =
        ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
            .build(
                self,
                builder ->
                    builder
                        .withVersion(ClassFile.JAVA_5_VERSION, 0)
                        .withFlags(ClassFile.ACC_PUBLIC)
                        .withMethodBody(
                            "larger",
                            MethodTypeDesc.of(
                                ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int),
                            ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                            code -> {
                              Label other = code.newLabel();
                              code.iload(0).iload(1).if_icmplt(other);
                              code.iload(0).ireturn();
                              code.labelBinding(other).iload(1).ireturn();
                            }));
    assertEquals(ClassFile.JAVA_5_VERSION, ClassFile.of().parse(old).majorVersion());
    Path jar = copied(Map.of("a/Old.class", old));

    byte[] lifted = Products.entry(jar, "a/Old.class");
    assertEquals(ClassFile.JAVA_17_VERSION, ClassFile.of().parse(lifted).majorVersion());
    assertEquals(List.of(), ClassFile.of().verify(lifted));
    Class<?> type =
        new Rewritten(getClass().getClassLoader(), Map.of("a.Old", lifted)).loadClass("a.Old");
    assertEquals(7, type.getMethod("larger", int.class, int.class).invoke(null, 3, 7));
  }

  @Test
  void texts_of_jgit_are_linked_in_its_jar() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(LinkedTexts.CLASS, Rewritten.bytes(LinkedTexts.CLASS));
    entries.put(LinkedTexts.TEXTS, Rewritten.bytes(LinkedTexts.TEXTS));
    Path jar = copied(entries);
    byte[] linked = Products.entry(jar, LinkedTexts.CLASS);
    assertTrue(
        ClassFile.of().parse(linked).fields().stream()
            .anyMatch(field -> field.fieldName().equalsString("linked")));
  }

  @Test
  void own_jar_gets_the_schema_of_each_tool_and_plain_calls() throws Exception {
    Layout layout = Products.layout(scratch, "");
    Path jar = scratch.resolve("own.jar");
    Jars.copyOwn(layout.jar(), List.of(), jar);
    assertEquals(
        "schema of dev.vibe.tool.builtin.ReadTool$Input",
        new String(
            Products.entry(jar, "dev/vibe/tool/builtin/Input.json"), StandardCharsets.UTF_8));
    byte[] input = Products.entry(jar, "dev/vibe/tool/builtin/ReadTool$Input.class");
    assertTrue(
        ClassFile.of().parse(input).methods().stream()
            .anyMatch(method -> method.methodName().stringValue().startsWith("hashCode$plain")));
  }
}
