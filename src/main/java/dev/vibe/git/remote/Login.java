package dev.vibe.git.remote;

/** Login at a remote over HTTP. Shows its secret to nobody who prints it. */
public final class Login {

  /** None: the remote is reached with a key, or takes anybody. */
  public static final Login NONE = new Login("", "");

  private final String user;
  private final String token;

  public Login(String user, String token) {
    this.user = user;
    this.token = token;
  }

  boolean isGiven() {
    return !token.isEmpty();
  }

  /** As a credential helper says it. */
  String lines() {
    return "username=" + user + "\npassword=" + token + "\n";
  }

  @Override
  public String toString() {
    return "Login[" + user + "]";
  }
}
