package dev.vibe.git;

import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.QuietSystemReader;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** Maker of a repository out of a folder. */
public final class StarterRepository {

  private StarterRepository() {}

  /**
   * One without a commit. Blocks on disk.
   *
   * @param folder without a repository so far
   * @throws IOException when it cannot be made; what was made until then stays
   */
  public static void begin(Path folder, GitSettings settings) throws IOException {
    made(folder, settings).close();
  }

  private static Git made(Path folder, GitSettings settings) throws IOException {
    try {
      return Git.init()
          .setFs(QuietSystemReader.install(settings))
          .setDirectory(folder.toFile())
          .setInitialBranch("main")
          .call();
    } catch (GitAPIException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * One with everything in it as the first commit. Blocks on disk.
   *
   * @param folder without a repository so far
   * @throws IOException when it cannot be made; what was made until then stays
   */
  public static void create(Path folder, String message, GitSettings settings) throws IOException {
    PersonIdent person = new PersonIdent("vibe demo", "demo@example.org");
    try (Git git = made(folder, settings)) {
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage(message)
          .setAuthor(person)
          .setCommitter(person)
          .setSign(false)
          .setNoVerify(true)
          .call();
    } catch (GitAPIException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
