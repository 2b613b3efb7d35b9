package dev.vibe.exec.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finder of what holds log-in data in a home folder, or is a way to an agent that does. No command
 * sees that in a sandbox. What was found is kept as long as nothing came or went in the folders in
 * which such names stand. Thread-safe.
 */
final class HomeSecrets {

  private static final List<String> NAMES =
      List.of(
          (".ssh .gnupg .aws .azure .kube .gcloud .password-store .docker .dockercfg .netrc _netrc"
               + " .git-credentials .pgpass .my.cnf .mylogin.cnf .pypirc .vault-token .boto .s3cfg"
               + " .oci .terraform.d/credentials.tfrc.json .terraformrc .cargo/credentials"
               + " .cargo/credentials.toml .gem/credentials .m2/settings-security.xml .npmrc"
               + " .yarnrc.yml .config/gh .config/glab-cli .config/gcloud .config/hub .config/op"
               + " .config/doctl .config/rclone .config/containers/auth.json .config/sops"
               + " .config/age .config/git/credentials .config/google-chrome .config/chromium"
               + " .config/BraveSoftware .mozilla .thunderbird .local/share/keyrings"
               + " .local/share/kwalletd .electrum .bitcoin .ethereum .solana .config/solana"
               + " .subversion/auth .fly .railway .vercel .config/netlify .heroku .bash_history"
               + " .zsh_history .python_history .psql_history .mysql_history .node_repl_history"
               + " .claude.json .claude/.credentials.json .codex/auth.json .gemini/oauth_creds.json"
               + " .config/github-copilot .local/share/opencode/auth.json .vibe Library/Keychains"
               + " Library/Cookies .X11-unix .Xauthority .ICEauthority")
              .split(" "));

  private final Path home;
  private List<Path> found = List.of();
  private Map<Path, FolderStamp> stamps = Map.of();

  HomeSecrets(Path home) {
    this.home = home;
  }

  /** Those that are there now, as they really are; another list when it was looked again. */
  synchronized List<Path> now() {
    if (!isUnchanged()) {
      look();
    }
    return found;
  }

  private boolean isUnchanged() {
    for (Map.Entry<Path, FolderStamp> each : stamps.entrySet()) {
      if (!each.getValue().isStillOf(each.getKey())) {
        return false;
      }
    }
    return !stamps.isEmpty();
  }

  private void look() {
    Map<Path, FolderStamp> seen = new HashMap<>();
    List<Path> secrets = new ArrayList<>();
    boolean hasLinks = Files.isSymbolicLink(home);
    for (String name : NAMES) {
      Path path = home.resolve(name);
      // First the folders, so that what comes meanwhile is seen the next time.
      for (Path at = path.getParent(); at != null && at.startsWith(home); at = at.getParent()) {
        if (!seen.containsKey(at)) {
          Optional<FolderStamp> stamp = FolderStamp.of(at);
          if (stamp.isPresent()) {
            seen.put(at, stamp.get());
          }
          hasLinks |= Files.isSymbolicLink(at);
        }
      }
      hasLinks |= Files.isSymbolicLink(path);
      real(path).ifPresent(secrets::add);
    }
    found = List.copyOf(secrets);
    // Where a link leads may change without a trace here.
    stamps = hasLinks ? Map.of() : seen;
  }

  /** Where a path leads; empty when there is nothing. */
  static Optional<Path> real(Path path) {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
