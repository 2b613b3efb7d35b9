package dev.vibe.git.checkpoint;

import dev.vibe.git.config.GitSettings;
import dev.vibe.git.config.QuietSystemReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Bare repository in the state folder, for a working folder that has none of its own. */
record StateRepository(Path folder, GitSettings settings) {

  static StateRepository of(Path workingFolder, GitSettings settings) {
    // Before the first use of JGit, which otherwise reads the user's configuration, however large.
    QuietSystemReader.install(settings);
    try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
      byte[] name = workingFolder.toString().getBytes(StandardCharsets.UTF_8);
      String id = formatter.idFor(Constants.OBJ_BLOB, name).name().substring(0, 16);
      return new StateRepository(
          settings.stateFolder().resolve("checkpoints").resolve(id + ".git"), settings);
    }
  }

  boolean exists() {
    return Files.exists(folder.resolve("HEAD"));
  }

  Repository open() throws IOException {
    return open(folder);
  }

  /** Whole or not at all, also when several processes make it at once. */
  Repository openOrMake() throws IOException {
    if (!exists()) {
      Path parent = Files.createDirectories(folder.resolveSibling("new"));
      Path made = Files.createTempDirectory(parent, "store");
      try (Repository fresh = open(made)) {
        fresh.create(true);
      }
      moveHere(made);
    }
    return open();
  }

  private Repository open(Path bare) throws IOException {
    return new FileRepositoryBuilder()
        .setFS(QuietSystemReader.install(settings))
        .setGitDir(bare.toFile())
        .setBare()
        .build();
  }

  /** Another process may have been faster; its store will do. */
  private void moveHere(Path made) throws IOException {
    try {
      Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException | FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException e) {
      if (!exists()) {
        throw e;
      }
    }
  }
}
