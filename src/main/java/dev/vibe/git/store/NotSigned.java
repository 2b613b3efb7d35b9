package dev.vibe.git.store;

import java.io.IOException;

/** Exception for a commit that could not be made with the signature that it is to have. */
public final class NotSigned extends IOException {

  private static final long serialVersionUID = 1L;

  NotSigned(IOException why) {
    super(why.getMessage(), why);
  }
}
