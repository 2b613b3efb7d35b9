package dev.vibe.forge;

/**
 * Facts of a project that its forge tells.
 *
 * @param id as the forge counts it
 * @param defaultBranch empty when it has none yet
 * @param pushing whether the token may push a branch
 * @param taking whether it takes pull requests
 */
record ForgeProject(long id, String defaultBranch, Right pushing, Right taking) {

  /** Answer to whether something may be done. */
  enum Right {
    YES,
    NO,
    UNTOLD
  }
}
