package dev.vibe.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Mark of a test that only means something on a machine with an ability. Elsewhere it is not run,
 * and {@code scripts/check} ends with its name and with what lacks. A test that can do without has
 * its means injected instead.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsCondition.class)
public @interface Needs {
  MachineAbility value();
}
