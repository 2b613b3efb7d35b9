package dev.vibe.exec.shell;

import java.util.List;

/** Token of a shell line. Pure data. */
sealed interface ShellToken {

  /** A word, before anything in it is expanded. */
  record Word(List<Unit> units) implements ShellToken {
    public Word {
      units = List.copyOf(units);
    }

    /** Its text where nothing is expanded, as a reserved word is written; else empty. */
    String plain() {
      StringBuilder text = new StringBuilder();
      for (Unit unit : units) {
        if (!(unit instanceof Unit.Char(char c, Quoting quoting)) || quoting == Quoting.QUOTED) {
          return "";
        }
        text.append(c);
      }
      return text.toString();
    }
  }

  /** What separates commands, such as {@code ;}, {@code &&} or a line break. */
  record Operator(String text) implements ShellToken {}

  /**
   * Redirection of an input or output.
   *
   * @param operator without the number of a descriptor
   * @param target the file; of a here-document its text
   */
  record Redirection(String operator, Word target) implements ShellToken {}

  /** Whether quotes keep a piece of a word from being split and from standing for file names. */
  enum Quoting {
    BARE,
    QUOTED
  }

  /** Piece of a word. */
  sealed interface Unit {

    record Char(char c, Quoting quoting) implements Unit {}

    /**
     * Expansion of a parameter.
     *
     * @param operator what follows the name in braces, such as {@code :-}; empty without one
     * @param operand what follows the operator
     */
    record Parameter(String name, String operator, List<Unit> operand, Quoting quoting)
        implements Unit {
      public Parameter {
        operand = List.copyOf(operand);
      }
    }

    /** What a command prints. */
    record Substitution(List<ShellToken> tokens, Quoting quoting) implements Unit {
      public Substitution {
        tokens = List.copyOf(tokens);
      }
    }

    /** A pipe to commands, which stands for a file name. */
    record Pipe(List<ShellToken> tokens) implements Unit {
      public Pipe {
        tokens = List.copyOf(tokens);
      }
    }

    /**
     * The result of a calculation.
     *
     * @param units what is expanded to calculate it
     */
    record Calculation(List<Unit> units) implements Unit {
      public Calculation {
        units = List.copyOf(units);
      }
    }

    /** The elements of an array. */
    record Elements(List<ShellToken> tokens) implements Unit {
      public Elements {
        tokens = List.copyOf(tokens);
      }
    }
  }
}
