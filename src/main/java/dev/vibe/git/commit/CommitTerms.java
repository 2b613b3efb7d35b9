package dev.vibe.git.commit;

/**
 * Terms of the commits of a session, as its user set them.
 *
 * @param secrets whether they may hold any
 * @param hooks whether the hooks of the repository run
 */
public record CommitTerms(SecretCheck secrets, HookTerms hooks) {

  /** No secrets, no hooks. */
  public static final CommitTerms STRICT = of(SecretCheck.STRICT);

  /** Without hooks. */
  public static CommitTerms of(SecretCheck secrets) {
    return new CommitTerms(secrets, HookTerms.UNSET);
  }

  /** The same, after a person's yes to the secrets in a commit. */
  CommitTerms allowingSecrets() {
    return new CommitTerms(secrets.allowing(), hooks);
  }
}
