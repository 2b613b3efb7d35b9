package dev.vibe.hostile;

import dev.vibe.approval.Mode;
import dev.vibe.e2e.Script;
import dev.vibe.e2e.Script.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Attempt to do harm. Immutable: each method returns a changed copy.
 *
 * @param name as a row of the table, which says what is tried: {@code filter in .git/config}
 * @param batch those of one batch are made one after another in one run, because a start is what
 *     takes the time; they have the arguments in common, and their harms are told apart
 * @param folder what the attacker prepared; a repository with a commit is there already
 * @param replies what the misled model calls, reply by reply; then it says that it is done
 * @param arguments of the command line, besides the mode
 * @param harms what would show
 * @param open where it still succeeds, and why that is so
 */
record Attempt(
    String name,
    String batch,
    Consumer<Scene> folder,
    List<Function<Scene, List<Call>>> replies,
    List<String> arguments,
    List<Harm> harms,
    Map<Mode, String> open) {

  Attempt {
    replies = List.copyOf(replies);
    arguments = List.copyOf(arguments);
    harms = List.copyOf(harms);
    open = Map.copyOf(open);
  }

  static Attempt named(String name) {
    return new Attempt(
        name, name, scene -> {}, List.of(), List.of("-p", "look around"), List.of(), Map.of());
  }

  /** In one run with others. */
  Attempt batch(String other) {
    return new Attempt(name, other, folder, replies, arguments, harms, open);
  }

  /** What the attacker prepared, in addition. */
  Attempt folder(Consumer<Scene> more) {
    return new Attempt(name, batch, folder.andThen(more), replies, arguments, harms, open);
  }

  /** One reply with these calls. */
  Attempt calls(Call... calls) {
    return calls(scene -> List.of(calls));
  }

  /** One reply with calls that know the place. */
  Attempt calls(Function<Scene, List<Call>> calls) {
    return new Attempt(name, batch, folder, with(replies, calls), arguments, harms, open);
  }

  /** A command line other than the usual one, such as {@code apply x.patch}. */
  Attempt line(String... words) {
    return new Attempt(name, batch, folder, replies, List.of(words), harms, open);
  }

  /** Besides those that are there. */
  Attempt arguments(String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(Arrays.asList(more));
    return new Attempt(name, batch, folder, replies, all, harms, open);
  }

  Attempt harm(Harm harm) {
    return new Attempt(name, batch, folder, replies, arguments, with(harms, harm), open);
  }

  /** It succeeds in this mode today, for a reason that the documents give as well. */
  Attempt openIn(Mode mode, String why) {
    Map<Mode, String> more = new EnumMap<>(Mode.class);
    more.putAll(open);
    more.put(mode, why);
    return new Attempt(name, batch, folder, replies, arguments, harms, more);
  }

  /** The replies of a batch. */
  static Script script(List<Attempt> batch, Scene scene) {
    Script script = Script.vllm();
    for (Attempt attempt : batch) {
      for (Function<Scene, List<Call>> reply : attempt.replies) {
        script.calls(reply.apply(scene).toArray(Call[]::new));
      }
    }
    return script.says("Done.");
  }

  private static <T> List<T> with(List<T> list, T last) {
    List<T> more = new ArrayList<>(list);
    more.add(last);
    return more;
  }
}
