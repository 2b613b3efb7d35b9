package dev.vibe.exec.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names in a home folder that hold log-in data, or a way to an agent that does. No command sees
 * them in a sandbox.
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

  private HomeSecrets() {}

  /** Those that are there, as they really are. */
  static List<Path> in(Path home) {
    List<Path> found = new ArrayList<>();
    for (String name : NAMES) {
      real(home.resolve(name)).ifPresent(found::add);
    }
    return found;
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
