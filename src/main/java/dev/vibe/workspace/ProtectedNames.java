package dev.vibe.workspace;

import dev.vibe.text.ControlChars;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Table of names that a file tool must not use like others. Names are compared as the most
 * forgiving file systems do: letter case, ignorable characters, trailing dots and blanks, stream
 * suffixes ({@code name:stream}) and short names ({@code git~1}) make no difference, and {@code \}
 * separates names as {@code /} does. Pure.
 */
public final class ProtectedNames {

  /** Reason why a name is special; the first that applies. */
  public enum Protection {
    NONE,
    /** The insides of a version control repository: history, hooks, configuration. */
    REPOSITORY,
    /** Obeyed or run later by this program, another agent, an editor, a shell, a build or CI. */
    RUN_LATER,
    /** Holds log-in data. */
    SECRET
  }

  private static final Set<String> REPOSITORIES = Set.of(".git", ".hg", ".svn", ".jj", ".bzr");

  private static final Pattern SHORT_NAME = Pattern.compile("(git|vibe)~\\d+");

  private static final Set<String> SECRET_FOLDERS =
      words(".ssh .gnupg .aws .azure .kube .gcloud .password-store");

  private static final Set<String> SECRET_PAIRS =
      words(
          ".config/gcloud .config/gh .docker/config.json .cargo/credentials.toml",
          ".composer/auth.json share/keyrings age/keys.txt");

  private static final Set<String> SECRET_FILES =
      words(
          ".netrc _netrc .pgpass .my.cnf .mylogin.cnf .git-credentials .npmrc .pypirc .htpasswd",
          ".vault-token .dockercfg .dockerconfigjson .boto .s3cfg .envrc .secrets credentials",
          "kubeconfig application_default_credentials.json .terraformrc terraform.tfstate",
          "terraform.tfstate.backup credentials.tfrc.json .databrickscfg .sentryclirc .vault_pass",
          ".vault-pass secring.gpg");

  private static final Pattern SECRET_FILE =
      Pattern.compile(
          "\\.env[._-].*|.*\\.env|id_(rsa|dsa|ecdsa|ed25519)([._-].*)?"
              + "|(\\.?credentials?|secrets?)\\.(json|ya?ml|toml|xml|ini|properties)|credentials?\\.(csv|txt|db)"
              + "|(client_secret|service[_-]?account).*\\.json"
              + "|.*\\.(pem|key|p8|p12|pfx|jks|keystore|kdbx|ppk|ovpn|agekey)");

  /** Made to be shared: patterns to fill in and public halves of keys. */
  private static final Pattern SHARED_FILE =
      Pattern.compile(
          "\\.env([._-]\\w+)?[._-](example|sample|template|dist|defaults?)"
              + "|(example|sample|template|dist|defaults?)\\.env|id_.*\\.pub");

  private ProtectedNames() {}

  private static Set<String> words(String... lines) {
    return Set.of(String.join(" ", lines).split(" "));
  }

  /**
   * What a path is by its names alone.
   *
   * @param relative to the folder that holds the workspace or added folder, with {@code /}
   */
  public static Protection of(String relative, Access access) {
    String[] names = relative.split("[/\\\\]+");
    for (int i = 0; i < names.length; i++) {
      names[i] = folded(names[i]);
      if (isFoldedRepository(names[i])) {
        return Protection.REPOSITORY;
      }
    }
    if (access == Access.WRITE && isRunLater(names)) {
      return Protection.RUN_LATER;
    }
    return isSecret(names) ? Protection.SECRET : Protection.NONE;
  }

  /** Whether a single name is that of a repository's own folder or link file. */
  static boolean isRepository(String name) {
    return isFoldedRepository(folded(name));
  }

  /** The name as the most forgiving file system would read it. */
  static String folded(String name) {
    int stream = name.indexOf(':');
    String bare = stream > 0 ? name.substring(0, stream) : name;
    boolean ascii = bare.chars().allMatch(c -> c > ' ' && c < 0x7F);
    String composed =
        ascii ? bare : Normalizer.normalize(withoutIgnorable(bare), Normalizer.Form.NFC);
    String lower = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    int end = lower.length();
    while (end > 0 && (lower.charAt(end - 1) == '.' || lower.charAt(end - 1) <= ' ')) {
      end--;
    }
    return lower.substring(0, end);
  }

  private static String withoutIgnorable(String name) {
    StringBuilder kept = new StringBuilder(name.length());
    name.codePoints().filter(c -> !isIgnorable(c)).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isIgnorable(int point) {
    return Character.isISOControl(point) || ControlChars.isInvisible(point);
  }

  private static boolean isFoldedRepository(String name) {
    return REPOSITORIES.contains(name) || (name.startsWith("git~") && isShortName(name));
  }

  private static boolean isShortName(String name) {
    return SHORT_NAME.matcher(name).matches();
  }

  private static boolean isRunLater(String[] names) {
    return Arrays.stream(names).anyMatch(ProtectedNames::isShortName)
        || RunLaterNames.table().hold(names);
  }

  /** Editors keep what a file was before in a file of its name with a tilde behind. */
  private static String withoutBackupMark(String name) {
    return name.endsWith("~") ? name.substring(0, name.length() - 1) : name;
  }

  private static boolean isSecret(String[] names) {
    for (int i = 0; i < names.length; i++) {
      if (SECRET_FOLDERS.contains(names[i])
          || (i > 0 && SECRET_PAIRS.contains(names[i - 1] + "/" + names[i]))) {
        return true;
      }
    }
    String last = names.length == 0 ? "" : withoutBackupMark(names[names.length - 1]);
    return SECRET_FILES.contains(last)
        || (SECRET_FILE.matcher(last).matches() && !SHARED_FILE.matcher(last).matches());
  }
}
