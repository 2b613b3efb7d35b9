package dev.vibe.hostile;

import dev.vibe.e2e.Script.Call;
import java.util.stream.Stream;

/**
 * Tests of what a folder runs by being a repository, before a key is pressed: by its configuration,
 * its attributes and its hooks. Every spelling and place of a setting is tried in the unit tests of
 * {@code git}; here are the worst of each kind.
 */
class GitAttemptsIT extends Attempts {

  private static final String ATTRIBUTES = "* filter=x diff=x merge=x\n";

  @Override
  Stream<Attempt> attempts() {
    return Stream.of(
        filter("filter in .git/config", "[filter \"x\"]\n\tclean = SING; cat\n"),
        filter("filter of another spelling", "[Filter.X] Clean = \"SING; cat\"\n"),
        filter(
            "filter in an include for a branch",
            "[includeIf \"onbranch:**\"] path = evil.inc\n",
            "[filter \"x\"] clean = \"SING; cat\"\n"),
        filter(
            "filter in an include for a remote",
            """
            [remote "o"] url = https://example.org
            [includeIf "hasconfig:remote.*.url:**"] path = evil.inc
            """,
            "[filter \"x\"] clean = \"SING; cat\"\n"),
        filter(
            "filter in an include with %(prefix)/",
            "[include] path = \"%(prefix)/..HERE/.git/evil.inc\"\n",
            "[filter \"x\"] process = \"SING\"\n"),
        filter(
                "file system monitor in the configuration of the work tree",
                "[extensions] worktreeConfig = true\n[include] path = config.worktree\n",
                "[core] fsmonitor = HERE/sing.sh\n")
            .folder(scene -> scene.script("sing.sh", scene.sing() + "\n"))
            .folder(
                scene ->
                    scene.write(
                        ".git/config.worktree",
                        "[core] fsmonitor = " + scene.folder().resolve("sing.sh") + "\n")),
        named("hooks of every kind")
            .folder(
                scene ->
                    Stream.of("post-index-change", "reference-transaction", "pre-commit")
                        .forEach(hook -> scene.script(".git/hooks/" + hook, scene.sing() + "\n"))));
  }

  /** A run that looks, edits, commits, and looks again. */
  private static Attempt named(String name) {
    return Attempt.named(name)
        .calls(Call.write("new.txt", "new\n"))
        .calls(Call.commit("Add a file"))
        .arguments("--auto-commit")
        .harm(Harm.ran());
  }

  private static Attempt filter(String name, String config) {
    return filter(name, config, "");
  }

  private static Attempt filter(String name, String config, String included) {
    return named(name)
        .folder(
            scene -> {
              scene.append(".git/config", filled(config, scene));
              scene.append(".git/evil.inc", filled(included, scene));
              scene.append(".gitattributes", ATTRIBUTES);
              scene.write("README.md", "# Changed\n");
            });
  }

  private static String filled(String text, Scene scene) {
    return text.replace("SING", scene.sing()).replace("HERE", scene.folder().toString());
  }
}
