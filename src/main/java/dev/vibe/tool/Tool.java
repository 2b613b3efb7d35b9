package dev.vibe.tool;

/**
 * Tool that the model can call.
 *
 * @param <I> the input record; its components are the parameters: names become snake_case, {@code
 *     Doc} describes them, {@code MayBeAbsent} marks those that may be absent
 */
public interface Tool<I extends Record> {

  ToolDeclaration<I> declaration();

  /** The kind of a call, where a tool has calls of more than one; pure. */
  default CallKind kindOf(I input) {
    return declaration().kind();
  }

  /**
   * Whether the calls of one reply stand or fall together: if one is refused, none is carried out.
   */
  default boolean isAtomic() {
    return false;
  }

  /**
   * Reads and computes what the call would do; changes nothing. May block on disk. Never throws for
   * what a model can get wrong: that is a {@link Refusal} which says what to do instead.
   */
  Prepared prepare(I input, ToolContext context);
}
