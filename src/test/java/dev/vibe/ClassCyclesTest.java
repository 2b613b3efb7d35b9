package dev.vibe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inside these packages no class calls back into one that calls it. */
class ClassCyclesTest {

  @ParameterizedTest
  @ValueSource(strings = {"dev.vibe.agent", "dev.vibe.tool", "dev.vibe.tool.builtin"})
  void classes_form_no_cycle(String name) {
    SlicesRuleDefinition.slices()
        .assignedFrom(new TopLevelClasses(name))
        .should()
        .beFreeOfCycles()
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(name));
  }

  /** A top-level class with all that is nested in it. */
  private record TopLevelClasses(String packageName) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getName().replaceFirst("\\$.*", "");
      return type.getPackageName().equals(packageName)
          ? SliceIdentifier.of(name)
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "top-level classes of " + packageName;
    }
  }
}
