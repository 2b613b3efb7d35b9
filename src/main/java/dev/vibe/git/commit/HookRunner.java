package dev.vibe.git.commit;

import dev.vibe.git.snapshot.WorktreeChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Port to what runs the hooks of a repository, and hears of what they changed. */
public interface HookRunner {

  /**
   * Runs one to its end, or to its time limit, or until the run is stopped. Blocks; never throws.
   */
  Ended run(Hook hook);

  /** Hears of the files that a hook changed on disk. */
  void changed(List<WorktreeChange> changes);

  /**
   * One run of a hook.
   *
   * @param file absolute
   * @param input what it reads; often nothing
   * @param folder where it runs: the top of the work tree
   * @param variables of its environment, beside what every command gets
   */
  record Hook(
      String name,
      Path file,
      List<String> arguments,
      String input,
      Path folder,
      Map<String, String> variables) {
    public Hook {
      arguments = List.copyOf(arguments);
      variables = Map.copyOf(variables);
    }
  }

  /**
   * End of a hook.
   *
   * @param how in words, e.g. {@code exit code 1}
   * @param output the last of what it wrote, standard output and error in order of arrival
   * @param changed names of the files that are otherwise since it began
   */
  record Ended(boolean isGood, String how, String output, List<String> changed) {
    public Ended {
      changed = List.copyOf(changed);
    }
  }
}
