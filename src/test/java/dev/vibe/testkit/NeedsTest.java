package dev.vibe.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeedsTest {

  @ParameterizedTest
  @EnumSource
  void where_an_ability_lacks_the_test_is_left_out_and_says_why(MachineAbility ability) {
    ConditionEvaluationResult result =
        new NeedsCondition(each -> each != ability).evaluate(ability);

    assertTrue(result.isDisabled());
    assertEquals(ability.lack(), result.getReason().orElse(""));
  }

  @ParameterizedTest
  @EnumSource
  void where_an_ability_is_there_the_test_is_run(MachineAbility ability) {
    assertFalse(new NeedsCondition(each -> each == ability).evaluate(ability).isDisabled());
  }

  @Test
  void an_ability_is_there_when_its_trial_ends_well() {
    assertTrue(MachineAbility.works(List.of("true")));
    assertFalse(MachineAbility.works(List.of("false")));
    assertFalse(MachineAbility.works(List.of("/no/such/program")));
  }
}
