package dev.vibe.doctor;

import dev.vibe.git.GitRepository;
import dev.vibe.git.GitWorkspace;
import dev.vibe.git.NoRepository;
import dev.vibe.git.config.GitSettings;
import dev.vibe.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Check of the repository, who commits in it, and whether an installed Git is needed for that. */
public record GitCheck(Path folder, GitSettings settings) implements Check {

  private static final String SUBJECT = "git";

  @Override
  public List<Finding> look() {
    List<Finding> findings = new ArrayList<>();
    try (GitWorkspace git = GitWorkspace.open(folder, settings)) {
      switch (git) {
        case NoRepository none ->
            findings.add(
                Finding.warning(
                    SUBJECT,
                    none.reason().what() + ": nothing can be committed here; undo works",
                    none.reason().remedy()));
        case GitRepository repository -> look(repository, findings);
      }
    }
    findings.add(
        settings.nativeGit().isEmpty()
            ? Finding.note(
                SUBJECT,
                "no git program on the PATH: signed commits, LFS, filters, SHA-256, sparse and"
                    + " split indexes are out of reach; all else works")
            : Finding.good(SUBJECT, "git program " + settings.nativeGit()));
    return findings;
  }

  private static void look(GitRepository repository, List<Finding> findings) {
    List<Problem> obstacles = repository.obstacles();
    if (obstacles.isEmpty()) {
      String reason = repository.reasonForGit();
      findings.add(
          Finding.good(
              SUBJECT,
              "repository "
                  + repository.top()
                  + ", with an identity"
                  + (reason.isEmpty() ? "" : "; commits go through the git program: " + reason)));
    }
    obstacles.forEach(problem -> findings.add(Finding.of(SUBJECT, Finding.Grade.FAILED, problem)));
  }
}
