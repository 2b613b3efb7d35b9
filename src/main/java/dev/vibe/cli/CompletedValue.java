package dev.vibe.cli;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Reader of what a shell completes for an argument of the model. */
final class CompletedValue {

  private CompletedValue() {}

  static boolean takesValue(OptionSpec option) {
    return option.arity().max() > 0;
  }

  static boolean isFile(ArgSpec argument) {
    return argument.auxiliaryTypes()[0] == File.class;
  }

  static boolean isFolder(ArgSpec argument) {
    return argument.auxiliaryTypes()[0] == Path.class;
  }

  /** The words to choose from, if the value is one of some. */
  static List<String> choices(ArgSpec argument) {
    List<String> choices = new ArrayList<>();
    Iterable<String> candidates = argument.completionCandidates();
    if (candidates != null) {
      candidates.forEach(choices::add);
    }
    return choices;
  }

  /** What a shell shows beside an option, a word or a command. */
  static String doc(String... formats) {
    return String.join(" ", formats).replace("%%", "%");
  }
}
