package dev.vibe.exec.sandbox;

import dev.vibe.exec.CommandLimits;
import java.nio.file.Path;
import java.util.List;

/**
 * Terms of a sandbox, as a session and its configuration set them.
 *
 * @param wish whether commands are confined at all
 * @param folders the working folder first, then those added; absolute and real
 * @param homes of the user: what the system says, and what the environment does
 * @param outputs the folder of a runner with the outputs of commands
 * @param hidden further files and folders that no command sees, such as vibe's own
 * @param shown what commands read all the same in what is hidden
 * @param writable further folders that commands may write to
 * @param hosts that commands may reach; an asterisk stands for every one
 * @param temporary the folder in which the one that commands have for a temp is made
 * @param putBack where files go that no command may leave behind
 * @param limits of every command, confined or not
 * @param programs folders that what confines must come from
 */
public record SandboxTerms(
    Wish wish,
    List<Path> folders,
    List<Path> homes,
    Path outputs,
    List<Path> hidden,
    List<Path> shown,
    List<Path> writable,
    List<String> hosts,
    Path temporary,
    Path putBack,
    CommandLimits limits,
    List<Path> programs) {

  /** Wish of the user. */
  public enum Wish {
    OFF,
    /** As well as the machine can, where nobody said yes to a command. */
    AUTO,
    /** Every command, or none. */
    REQUIRE
  }

  /** Network of commands. */
  public enum Network {
    NONE,
    ALL
  }

  Network network() {
    return hosts.contains("*") ? Network.ALL : Network.NONE;
  }

  public SandboxTerms {
    folders = List.copyOf(folders);
    homes = List.copyOf(homes);
    hidden = List.copyOf(hidden);
    shown = List.copyOf(shown);
    writable = List.copyOf(writable);
    hosts = List.copyOf(hosts);
    programs = List.copyOf(programs);
  }

  Path folder() {
    return folders.getFirst();
  }
}
