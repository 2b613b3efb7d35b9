package dev.vibe.acp.wire;

import dev.vibe.rpc.Params;

/**
 * Abilities of an editor, as it tells them when it connects.
 *
 * @param readsFiles whether it gives the text of files, as they are in its windows
 * @param writesFiles whether it writes files
 * @param opensTerminal whether it runs this program in a terminal, for a set-up with questions
 * @param showsNotices whether it has a place for notices
 * @param showsCompactions whether it tells people of compactions
 */
public record ClientAbilities(
    boolean readsFiles,
    boolean writesFiles,
    boolean opensTerminal,
    boolean showsNotices,
    boolean showsCompactions) {

  /** Of an editor that tells nothing. */
  public static final ClientAbilities NONE = new ClientAbilities(false, false, false, false, false);

  /** Those in the parameters of {@code initialize}. */
  public static ClientAbilities of(Params initialize) {
    Params told = initialize.object("clientCapabilities");
    Params files = told.object("fs");
    Params session = told.object("session");
    return new ClientAbilities(
        files.flag("readTextFile"),
        files.flag("writeTextFile"),
        told.object("auth").flag("terminal"),
        session.optionalObject("notices").isPresent(),
        session.optionalObject("compaction").isPresent());
  }
}
