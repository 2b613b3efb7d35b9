package dev.vibe.provider.openai.wire.reply;

/**
 * Filter of what llama-swap writes in the place of the model's thoughts while it loads the model
 * ({@code sendLoadingState}): a rule, the name of the model, remarks, and a rule again. None of it
 * is the model's, so it is not kept nor sent back. One reply, one thread.
 */
final class LoadingRemarks {

  private static final String RULE = "\u2501".repeat(5) + "\n";
  private static final String HEAD = RULE + "llama-swap loading model: ";
  private static final String END = "\n" + RULE + " \n";

  private final StringBuilder held = new StringBuilder();
  private State state = State.UNDECIDED;

  private enum State {
    UNDECIDED,
    LOADING,
    OVER
  }

  /** Whether they have begun, and not ended. */
  boolean isLoading() {
    return state == State.LOADING;
  }

  /** What of a piece of thoughts, and of those held back before it, are the model's own. */
  String accept(String piece) {
    if (state == State.OVER) {
      return piece;
    }
    held.append(piece);
    if (state == State.UNDECIDED && !HEAD.startsWith(held.toString())) {
      state = held.indexOf(HEAD) == 0 ? State.LOADING : State.OVER;
    }
    int end = state == State.LOADING ? held.indexOf(END, HEAD.length()) : 0;
    boolean isDecided = state != State.UNDECIDED && end >= 0;
    if (!isDecided) {
      return "";
    }
    String own = held.substring(state == State.LOADING ? end + END.length() : 0);
    state = State.OVER;
    held.setLength(0);
    return own;
  }
}
