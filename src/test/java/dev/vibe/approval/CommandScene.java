package dev.vibe.approval;

import dev.vibe.effect.Effect;
import dev.vibe.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * Workspace of hostile and plain files, with an outside beside it, for commands that are judged in
 * it. Every name is taken for a program of the system.
 */
final class CommandScene {

  private final Path base;
  private final Path root;

  private CommandScene(Path base) {
    this.base = base;
    this.root = base.resolve("ws");
  }

  static CommandScene in(Path folder) throws IOException, InterruptedException {
    CommandScene scene = new CommandScene(folder.toRealPath());
    scene.make();
    return scene;
  }

  private void make() throws IOException, InterruptedException {
    for (String name :
        List.of(
            "README.md notes.txt numbers.txt a.txt b.txt list.csv build.log big.txt src/app.py"
                .split(" "))) {
      write(name, "text foo\n");
    }
    write("with space.txt", "text\n");
    for (String name :
        List.of(
            ("src/util.py src/data.json docs/guide.md evil.js x.so Makefile list0 list.args"
                    + " prog.sed prog.awk rgrc -oPWNED.txt x.tar x.gz x.zip x.a p.diff .git/config"
                    + " evilbare/HEAD")
                .split(" "))) {
      write(name, "x\n");
    }
    for (String name : List.of(".env", ".env.local", "config/id_rsa")) {
      write(name, "FILE-SECRET-c0de\n");
    }
    for (String name : List.of("evil.sh", "ls", "bin/cat", "git-evil")) {
      write(name, "#!/bin/sh\n");
      Files.setPosixFilePermissions(
          root.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    write("../outside/secret.txt", "OUTSIDE-SECRET-7f3a\n");
    Files.createSymbolicLink(root.resolve("link_in"), Path.of("README.md"));
    Files.createSymbolicLink(root.resolve("link_out"), Path.of("../outside/secret.txt"));
    Files.createSymbolicLink(root.resolve("dirlink_out"), Path.of("../outside"));
    new ProcessBuilder("mkfifo", root.resolve("fifo_in").toString()).start().waitFor();
  }

  private void write(String name, String text) throws IOException {
    Path file = root.resolve(name).normalize();
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  Path root() {
    return root;
  }

  Path base() {
    return base;
  }

  Workspace workspace() {
    return new Workspace(root, List.of());
  }

  WorkspaceReading reading(Workspace workspace, Set<String> foreign) {
    return new WorkspaceReading(
        workspace, program -> !foreign.contains(program), WorkspaceReading.Git.ASKED);
  }

  /** The policy of a mode, in which every name is a program of the system. */
  Policy policy(Mode mode, Rules rules) {
    return new Policy(
        mode,
        Policy.Commits.NOT_ASKED_FOR,
        rules,
        (shell, directory) -> shell,
        reading(workspace().under(rules::reading), Set.of()));
  }

  Effect.Run run(String command) {
    return new Effect.Run(command, root.toString());
  }
}
