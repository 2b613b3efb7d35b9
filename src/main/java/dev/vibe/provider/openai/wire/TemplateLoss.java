package dev.vibe.provider.openai.wire;

/** Part of a conversation that chat templates are known to leave out in silence. */
public enum TemplateLoss {
  /** Tools, or what they answer. */
  TOOLS,
  /** What the model called; it sees what came of it. */
  CALLS,
  /** The system prompt, in requests that end with a result. */
  SYSTEM_PROMPT
}
