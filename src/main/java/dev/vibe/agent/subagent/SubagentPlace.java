package dev.vibe.agent.subagent;

/** Place where a subagent works. */
public enum SubagentPlace {
  IN_PLACE,
  /** A worktree and a branch of its own. */
  OWN_WORKTREE
}
