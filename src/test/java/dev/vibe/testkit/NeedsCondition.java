package dev.vibe.testkit;

import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Condition of what {@link Needs} an ability. */
final class NeedsCondition implements ExecutionCondition {

  private final Predicate<MachineAbility> machine;

  /** Called by JUnit. */
  NeedsCondition() {
    this(MachineAbility::isThere);
  }

  NeedsCondition(Predicate<MachineAbility> machine) {
    this.machine = machine;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getElement(), Needs.class)
        .map(needs -> evaluate(needs.value()))
        .orElseGet(() -> ConditionEvaluationResult.enabled("needs nothing"));
  }

  ConditionEvaluationResult evaluate(MachineAbility ability) {
    return machine.test(ability)
        ? ConditionEvaluationResult.enabled("this machine has what it needs")
        : ConditionEvaluationResult.disabled(ability.lack());
  }
}
