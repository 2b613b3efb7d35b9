package dev.vibe.mcp.login;

import org.jspecify.annotations.Nullable;

/** Failure to log in, in words for people that hold no secret. */
public final class LoginFailure extends Exception {

  LoginFailure(String message) {
    this(message, null);
  }

  LoginFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
