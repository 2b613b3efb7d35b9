package dev.vibe.git.commit;

import java.util.Set;

/**
 * Terms on which a commit may hold secrets.
 *
 * @param keys that count as secrets whatever they look like: those of the models
 */
public record SecretCheck(Set<String> keys, Allowance allowance) {

  /** Without known keys: what looks like a secret stops the commit. */
  public static final SecretCheck STRICT = new SecretCheck(Set.of(), Allowance.STOPPED);

  /** Answer to a secret that was found. */
  public enum Allowance {
    STOPPED,
    /** A person said so, for this commit or with {@code --allow-secret}. */
    ALLOWED
  }

  public SecretCheck {
    keys = Set.copyOf(keys);
  }

  /** The same, after a person's yes. */
  public SecretCheck allowing() {
    return new SecretCheck(keys, Allowance.ALLOWED);
  }

  public boolean stops() {
    return allowance == Allowance.STOPPED;
  }

  /** Without the keys, which nobody may see. */
  @Override
  public String toString() {
    return "SecretCheck[" + allowance + "]";
  }
}
