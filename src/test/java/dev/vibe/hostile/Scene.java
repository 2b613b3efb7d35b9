package dev.vibe.hostile;

import dev.vibe.e2e.TempRepo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Place of one attempt: a repository for the attacker to prepare, the user's home, a folder that is
 * none of the run's business, and the canary, a file that only a program of the attacker makes.
 */
record Scene(Path scratch) {

  TempRepo repo() {
    return new TempRepo(scratch.resolve("repo"));
  }

  /** Holds a repository already when the attacker begins. */
  Path folder() {
    return repo().root();
  }

  /** {@code HOME} of the run. */
  Path home() {
    return scratch.resolve("home");
  }

  /** Configuration, sessions and logs of the run ({@code VIBE_HOME}). */
  Path vibeHome() {
    return home().resolve("vibe");
  }

  /** The user's own configuration. */
  Path config() {
    return vibeHome().resolve("config.toml");
  }

  /** A folder beside the repository. */
  Path outside() {
    return scratch.resolve("outside");
  }

  Path canary() {
    return outside().resolve("canary");
  }

  /** As {@link #sing()}, with a canary of another name. */
  String sing(String name) {
    return "touch " + outside().resolve(name);
  }

  /** A line for a shell that makes the canary; it has no blank but one, and no quotes. */
  String sing() {
    return "touch " + canary();
  }

  /** A program that makes the canary and hands on what it reads, as a filter would. */
  Path program(String relative) {
    return script(relative, sing() + "\ncat\n");
  }

  /** A shell script in the repository, which may be run. */
  Path script(String relative, String lines) {
    Path file = write(relative, "#!/bin/sh\n" + lines);
    file.toFile().setExecutable(true);
    return file;
  }

  /** Writes a file below the repository, with its folders. */
  Path write(String relative, String text) {
    return write(folder().resolve(relative), text);
  }

  /** Adds to a file below the repository. */
  void append(String relative, String text) {
    Path file = folder().resolve(relative);
    write(file, (Files.exists(file) ? read(file) : "") + text);
  }

  static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void link(Path link, Path target) {
    try {
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
