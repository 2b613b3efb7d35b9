package dev.vibe.model;

/** Claim about a model: whether it can be shown images. */
public enum Vision {
  /** The user or its server says so; the user's word goes before the server's. */
  SEES,
  /** The user or its server says that it cannot. */
  BLIND,
  /** It was made to see, but its server may have been started without that. */
  MADE_TO_SEE,
  /** Only its server can tell. */
  UNKNOWN;

  /** What is not known to see is shown nothing: many servers fail at an image. */
  public boolean sees() {
    return this == SEES || this == MADE_TO_SEE;
  }

  /** Whether the server has, or would have, the last word. */
  public boolean isOpen() {
    return this == MADE_TO_SEE || this == UNKNOWN;
  }
}
