package dev.vibe.repl.edit;

import java.util.ArrayList;
import java.util.List;

/**
 * Ring of what was cut, newest first, as Emacs keeps it. Cuts in a row make one piece. Immutable.
 *
 * @param last what was done last, as far as it matters here
 */
record KillRing(List<String> pieces, Last last) {

  static final KillRing EMPTY = new KillRing(List.of(), Last.ELSE);

  private static final int MOST = 30;

  KillRing {
    pieces = List.copyOf(pieces);
  }

  /** On which side of the cursor something was cut. */
  enum Side {
    LEFT,
    RIGHT,
    /** A piece of its own in any case. */
    ALONE
  }

  /** What was done last. */
  enum Last {
    CUT,
    YANKED,
    ELSE
  }

  KillRing cut(String piece, Side side) {
    List<String> next = new ArrayList<>(pieces);
    boolean joins = last == Last.CUT && side != Side.ALONE && !next.isEmpty();
    String before = joins ? next.removeFirst() : "";
    next.addFirst(side == Side.LEFT ? piece + before : before + piece);
    return new KillRing(
        next.size() > MOST ? next.subList(0, MOST) : next,
        side == Side.ALONE ? Last.ELSE : Last.CUT);
  }

  /** Empty when nothing was cut. */
  String newest() {
    return pieces.isEmpty() ? "" : pieces.getFirst();
  }

  KillRing yanked() {
    return new KillRing(pieces, Last.YANKED);
  }

  boolean isYanked() {
    return last == Last.YANKED;
  }

  /** The newest goes to the end; another is the newest now. */
  KillRing earlier() {
    List<String> next = new ArrayList<>(pieces);
    if (!next.isEmpty()) {
      next.add(next.removeFirst());
    }
    return new KillRing(next, Last.YANKED);
  }

  /** Something else was done. */
  KillRing settled() {
    return last == Last.ELSE ? this : new KillRing(pieces, Last.ELSE);
  }
}
