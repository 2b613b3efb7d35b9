package dev.vibe.git.commit;

/**
 * Terms of the commits of a session, as its user set them.
 *
 * @param secrets whether they may hold any
 * @param hooks whether the hooks of the repository run
 * @param trailers that end their messages
 */
public record CommitTerms(SecretCheck secrets, HookTerms hooks, Trailers trailers) {

  /** No secrets, no hooks, no trailers. */
  public static final CommitTerms STRICT = of(SecretCheck.STRICT);

  /** Without hooks and trailers. */
  public static CommitTerms of(SecretCheck secrets) {
    return new CommitTerms(secrets, HookTerms.UNSET, Trailers.NONE);
  }

  /** The same with other hooks. */
  CommitTerms with(HookTerms other) {
    return new CommitTerms(secrets, other, trailers);
  }

  /** The same, after a person's yes to the secrets in a commit. */
  CommitTerms allowingSecrets() {
    return new CommitTerms(secrets.allowing(), hooks, trailers);
  }
}
