package dev.vibe.app.command;

import dev.vibe.app.host.RunOptions;
import java.time.Duration;
import java.util.List;

/**
 * Options of {@code vibe sessions}.
 *
 * @param reach whose sessions count
 */
public record SessionsOptions(RunOptions.Where where, Act act, Reach reach, OutputForm form) {

  /** What is done. */
  public sealed interface Act {

    /** Lists them. */
    record Listed() implements Act {}

    /** Tells what happened in one. */
    record Shown(String id) implements Act {}

    /** Gives one another title; an empty one is how it began. */
    record Renamed(String id, String title) implements Act {}

    /** Deletes some. */
    record Deleted(List<String> ids, Consent consent) implements Act {
      public Deleted {
        ids = List.copyOf(ids);
      }
    }

    /** Deletes those that were not used for so long. */
    record Pruned(Duration age, Consent consent) implements Act {}
  }

  /** How it is known that sessions may be deleted. */
  public enum Consent {
    /** A person is asked. */
    ASKED,
    /** The command line says so. */
    GIVEN,
    /** Nothing is deleted. */
    DRY_RUN
  }

  /** Whose sessions count. */
  public enum Reach {
    FOLDER,
    ALL
  }
}
