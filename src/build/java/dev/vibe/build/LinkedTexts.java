package dev.vibe.build;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Properties;

/**
 * Program that writes JGit's messages into the class that holds them. As shipped, the first use of
 * JGit reads them from a file and sets some 900 fields by reflection, for each of which the JVM
 * makes an accessor: 50 ms and more on the machine on which an empty JVM takes 110. There is only
 * one language of them. Decision 0010 has what lets this class go.
 */
final class LinkedTexts {

  /** The class in JGit's jar, and the file beside it. */
  static final String CLASS = "org/eclipse/jgit/internal/JGitText.class";

  static final String TEXTS = "org/eclipse/jgit/internal/JGitText.properties";

  private static final String ONLY = "linked";
  private static final MethodTypeDesc NO_ARGUMENTS = MethodTypeDesc.of(ConstantDescs.CD_void);

  private final ClassDesc self;
  private final ClassDesc parent;
  private final List<String> fields;
  private final Properties texts = new Properties();

  private LinkedTexts(ClassModel model, byte[] texts) {
    this.self = model.thisClass().asSymbol();
    this.parent = model.superclass().orElseThrow().asSymbol();
    this.fields =
        model.fields().stream()
            .filter(field -> !field.flags().has(AccessFlag.STATIC))
            .map(field -> field.fieldName().stringValue())
            .toList();
    try {
      this.texts.load(new ByteArrayInputStream(texts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The class with its texts in its constructor and one instance, which {@code get()} returns.
   *
   * @throws IllegalStateException when the class is not what it was in the version that was looked
   *     at
   */
  static byte[] in(byte[] bytes, byte[] texts, ClassFile context) {
    ClassModel model = context.parse(bytes);
    return new LinkedTexts(model, texts).rewrite(model, context);
  }

  private byte[] rewrite(ClassModel model, ClassFile context) {
    List<String> methods =
        model.methods().stream().map(m -> m.methodName().stringValue()).sorted().toList();
    boolean known =
        methods.equals(List.of("<init>", "get"))
            && model.fields().stream().allMatch(LinkedTexts::isText)
            && texts.stringPropertyNames().containsAll(fields);
    if (!known) {
      throw new IllegalStateException("JGit's texts are held in another way: " + methods);
    }
    ClassTransform transform =
        ClassTransform.dropping(MethodModel.class::isInstance)
            .andThen(
                ClassTransform.endHandler(
                    builder ->
                        builder
                            .withField(
                                ONLY,
                                self,
                                ClassFile.ACC_PRIVATE
                                    | ClassFile.ACC_STATIC
                                    | ClassFile.ACC_FINAL
                                    | ClassFile.ACC_SYNTHETIC)
                            .withMethodBody(
                                ConstantDescs.INIT_NAME,
                                NO_ARGUMENTS,
                                ClassFile.ACC_PUBLIC,
                                this::constructor)
                            .withMethodBody(
                                ConstantDescs.CLASS_INIT_NAME,
                                NO_ARGUMENTS,
                                ClassFile.ACC_STATIC,
                                this::initializer)
                            .withMethodBody(
                                "get",
                                MethodTypeDesc.of(self),
                                ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                                code -> code.getstatic(self, ONLY, self).areturn())));
    return context.transformClass(model, transform);
  }

  private static boolean isText(FieldModel field) {
    return field.flags().has(AccessFlag.STATIC)
        || field.fieldTypeSymbol().equals(ConstantDescs.CD_String);
  }

  private void constructor(CodeBuilder code) {
    code.aload(0).invokespecial(parent, ConstantDescs.INIT_NAME, NO_ARGUMENTS);
    for (String field : fields) {
      code.aload(0)
          .loadConstant(texts.getProperty(field))
          .putfield(self, field, ConstantDescs.CD_String);
    }
    code.return_();
  }

  private void initializer(CodeBuilder code) {
    code.new_(self)
        .dup()
        .invokespecial(self, ConstantDescs.INIT_NAME, NO_ARGUMENTS)
        .putstatic(self, ONLY, self)
        .return_();
  }
}
