package dev.vibe.git.commit;

import dev.vibe.git.config.Hooks;

/** Terms on which a commit runs the hooks of its repository, or not. */
public sealed interface HookTerms {

  /** What holds where nobody has set anything. */
  HookTerms UNSET = new Left("");

  /** They run. */
  record Run(HookRunner runner) implements HookTerms {}

  /**
   * They do not run; a commit names them.
   *
   * @param because a clause that says why
   */
  record Left(String because) implements HookTerms {

    String remark(Hooks hooks) {
      return "Hooks of this repository were not run: "
          + String.join(", ", hooks.onCommit())
          + (because.isEmpty() ? "." : " (" + because + ").");
    }
  }
}
