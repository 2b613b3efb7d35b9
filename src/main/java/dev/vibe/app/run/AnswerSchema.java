package dev.vibe.app.run;

import dev.vibe.app.host.HostEnvironment;
import dev.vibe.app.host.RunOptions;
import dev.vibe.conversation.Part;
import dev.vibe.file.BoundedFile;
import dev.vibe.file.IoReason;
import dev.vibe.json.JsonSchema;
import dev.vibe.json.JsonShapeException;
import dev.vibe.problem.ExitCode;
import dev.vibe.problem.Problem;
import dev.vibe.problem.ProblemCode;
import dev.vibe.problem.VibeException;
import dev.vibe.text.QuotedName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Schema of {@code --output-schema}: read before anything is asked, and told with the prompt. */
final class AnswerSchema {

  /** A model has to read it. */
  private static final int MOST_BYTES = 64 << 10;

  private AnswerSchema() {}

  /**
   * Empty where the answer is free.
   *
   * @throws VibeException (usage) when the file cannot be read, or is no schema that can be checked
   */
  static Optional<JsonSchema> read(HostEnvironment host, RunOptions.Output output) {
    return output.schema() instanceof RunOptions.Target.ToFile(Path file)
        ? Optional.of(read(host.directory().resolve(file)))
        : Optional.empty();
  }

  private static JsonSchema read(Path file) {
    try {
      String text =
          BoundedFile.text(file, MOST_BYTES).orElseThrow(() -> bad(file, "there is no such file"));
      return JsonSchema.read(text);
    } catch (IOException e) {
      throw bad(file, IoReason.naming(e));
    } catch (JsonShapeException e) {
      throw bad(file, e.path() + ": " + e.getMessage());
    }
  }

  private static VibeException bad(Path file, String why) {
    return new VibeException(
        ExitCode.USAGE,
        new Problem(
            ProblemCode.BAD_SCHEMA,
            "cannot use " + QuotedName.of(file.toString()) + " as the schema of the answer",
            why,
            "give a JSON Schema in a file, such as {\"type\":\"object\"}"));
  }

  /** What the model is told of it with its prompt. */
  static Part told(JsonSchema schema) {
    return new Part.Attachment(
        "form of your answer",
        "When the work is done, answer with one JSON value and nothing else, no fence, that fits"
            + " this JSON Schema:\n"
            + schema.text());
  }
}
