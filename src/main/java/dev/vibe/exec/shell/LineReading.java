package dev.vibe.exec.shell;

import java.util.List;
import java.util.Set;

/**
 * Reading of a line by one question: is it certain that it does no more than read, and what does it
 * read then? It is certain only of programs, options and operands that are known; everything else
 * is unclear. What lies on the disk is not looked at. Pure.
 */
public sealed interface LineReading {

  /**
   * It does no more than read, if its programs are those of the system and its places are such as
   * may be read.
   *
   * @param programs that are started, by their names
   * @param places what is read, each once
   */
  record Reads(Set<String> programs, List<Place> places) implements LineReading {
    public Reads {
      programs = Set.copyOf(programs);
      places = List.copyOf(places);
    }

    /** Whether Git is asked, which shows files without naming them. */
    public boolean asksGit() {
      return programs.contains("git");
    }
  }

  /**
   * It may do more.
   *
   * @param why what is not known, for people: {@code a redirection to a file}
   */
  record Unclear(String why) implements LineReading {}

  /**
   * Files that a command reads.
   *
   * @param folder where the name begins: a path without links in it, relative to where the line
   *     begins or absolute; empty for there
   * @param name as it is written; as a pattern of file names where it is one
   * @param below what is read of that which is below it
   */
  record Place(String folder, String name, Kind kind, Use use, Below below) {}

  /**
   * What a command reads, and shows, of the files below a folder.
   *
   * @param only patterns of their names, in any case; none for all
   * @param sought a text, in small letters, without which nothing of a file is shown; empty when
   *     there is none
   */
  record Below(List<String> only, String sought) {

    /** All of it. */
    static final Below ALL = new Below(List.of(), "");

    public Below {
      only = List.copyOf(only);
    }
  }

  /** Kind of a name. */
  enum Kind {
    NAME,
    /** As {@code Glob} takes it, name by name. */
    PATTERN
  }

  /** What is done with a file. */
  enum Use {
    /** It is read, or looked at. */
    FILE,
    /** It is gone into, and has to be a folder without links on the way. */
    FOLDER,
    /** It is read; of a folder all that is below, links not followed. */
    TREE,
    /** The same but for what begins with a dot. */
    OPEN_TREE,
    /** The same as a tree, and links are followed. */
    LINKED_TREE
  }
}
