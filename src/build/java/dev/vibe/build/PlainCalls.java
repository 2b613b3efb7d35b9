package dev.vibe.build;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Program that rewrites what the compiler leaves to be linked at run time and an AOT cache cannot
 * hold: pattern switches over types, and {@code equals} and {@code hashCode} of records. Each of
 * them would have the JVM write a class when it is first met, some 1 to 5 ms; there are dozens
 * before the first request. They become calls of private methods that do the same. Decision 0010
 * has what that is worth, and what lets this class go.
 */
final class PlainCalls {

  private static final String SWITCHES = "java.lang.runtime.SwitchBootstraps";
  private static final String RECORDS = "java.lang.runtime.ObjectMethods";
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private final ClassFile context;
  private final ClassModel model;
  private final Map<String, Consumer<CodeBuilder>> bodies = new LinkedHashMap<>();
  private final Map<String, MethodTypeDesc> types = new LinkedHashMap<>();
  private final Map<List<Object>, String> named = new LinkedHashMap<>();

  private PlainCalls(ClassFile context, ClassModel model) {
    this.context = context;
    this.model = model;
  }

  /** The class with such calls replaced; the same bytes when it has none. */
  static byte[] in(byte[] bytes, ClassFile context) {
    return new PlainCalls(context, context.parse(bytes)).rewrite(bytes);
  }

  private byte[] rewrite(byte[] bytes) {
    CodeTransform calls =
        (builder, element) -> {
          String method = element instanceof InvokeDynamicInstruction call ? replacement(call) : "";
          if (method.isEmpty()) {
            builder.with(element);
          } else {
            builder.invokestatic(self(), method, types.get(method), isInterface());
          }
        };
    byte[] rewritten =
        context.transformClass(
            model,
            ClassTransform.transformingMethodBodies(calls)
                .andThen(
                    ClassTransform.endHandler(
                        builder ->
                            bodies.forEach(
                                (name, body) ->
                                    builder.withMethodBody(
                                        name,
                                        types.get(name),
                                        ClassFile.ACC_PRIVATE
                                            | ClassFile.ACC_STATIC
                                            | ClassFile.ACC_SYNTHETIC,
                                        body)))));
    return bodies.isEmpty() ? bytes : rewritten;
  }

  /** The name of the method to call instead, or nothing when the call must stay as it is. */
  private String replacement(InvokeDynamicInstruction call) {
    DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
    String owner = bootstrap.owner().packageName() + "." + bootstrap.owner().displayName();
    List<ConstantDesc> arguments = call.bootstrapArgs();
    if (owner.equals(SWITCHES)
        && bootstrap.methodName().equals("typeSwitch")
        && arguments.stream().allMatch(ClassDesc.class::isInstance)) {
      return method("typeSwitch", call, code -> typeSwitch(code, arguments));
    }
    if (owner.equals(RECORDS)) {
      List<DirectMethodHandleDesc> fields =
          arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
      return switch (call.name().stringValue()) {
        case "hashCode" -> method("hashCode", call, code -> hashCode(code, fields));
        case "equals" -> method("equals", call, code -> equals(code, fields));
        default -> "";
      };
    }
    return "";
  }

  private String method(String kind, InvokeDynamicInstruction call, Consumer<CodeBuilder> body) {
    String name =
        named.computeIfAbsent(
            List.of(kind, call.typeSymbol(), call.bootstrapArgs()),
            key -> kind + "$plain" + named.size());
    bodies.putIfAbsent(name, body);
    types.putIfAbsent(name, call.typeSymbol());
    return name;
  }

  /** -1 for null; else the first label from the one in parameter 1 on that fits. */
  private static void typeSwitch(CodeBuilder code, List<ConstantDesc> labels) {
    Label present = code.newLabel();
    code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
    for (int i = 0; i < labels.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf((ClassDesc) labels.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  private static void hashCode(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      code.loadConstant(31).imul();
      load(code, 0, field);
      ClassDesc type = type(field);
      if (type.isPrimitive()) {
        code.invokestatic(box(type), "hashCode", MethodTypeDesc.of(CD_int, type));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(CD_int, CD_Object));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private void equals(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    Label same = code.newLabel();
    Label other = code.newLabel();
    code.aload(0).aload(1).if_acmpeq(same);
    code.aload(1).instanceOf(self()).ifeq(other);
    code.aload(1).checkcast(self()).astore(2);
    for (DirectMethodHandleDesc field : fields) {
      load(code, 0, field);
      load(code, 2, field);
      ClassDesc type = type(field);
      if (type.isPrimitive()) {
        // As the specification of records wants it, floating point compares as its box does.
        code.invokestatic(box(type), "compare", MethodTypeDesc.of(CD_int, type, type)).ifne(other);
      } else {
        code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
            .ifeq(other);
      }
    }
    code.labelBinding(same).iconst_1().ireturn().labelBinding(other).iconst_0().ireturn();
  }

  private static void load(CodeBuilder code, int slot, DirectMethodHandleDesc field) {
    code.aload(slot).getfield(field.owner(), field.methodName(), type(field));
  }

  private static ClassDesc type(DirectMethodHandleDesc field) {
    return field.invocationType().returnType();
  }

  private static ClassDesc box(ClassDesc primitive) {
    return ClassDesc.of(
        "java.lang."
            + switch (primitive.displayName()) {
              case "int" -> "Integer";
              case "char" -> "Character";
              default ->
                  Character.toUpperCase(primitive.displayName().charAt(0))
                      + primitive.displayName().substring(1);
            });
  }

  private ClassDesc self() {
    return model.thisClass().asSymbol();
  }

  private boolean isInterface() {
    return model.flags().has(AccessFlag.INTERFACE);
  }
}
