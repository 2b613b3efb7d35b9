package dev.vibe.task.heal;

import dev.vibe.text.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Protection of the files that say what is right: tests, what runs them, and what they run with. A
 * fix that changes one may have only moved the goal. Immutable; pure.
 */
public final class Protection {

  /** Sort of what is protected. */
  public enum Sort {
    TEST("a test"),
    CI("configuration of CI"),
    LOCK("a lock file"),
    BUILD("build configuration");

    private final String label;

    Sort(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  private record Protected(Sort sort, String pattern, Glob glob) {
    Protected(Sort sort, String pattern) {
      this(sort, pattern, Glob.compile(pattern));
    }
  }

  private static final List<Protected> USUAL =
      List.of(
          new Protected(
              Sort.TEST,
              "**/{test,tests,__tests__,__snapshots__,spec,specs,testdata,testing,fixtures,e2e}/**"),
          new Protected(Sort.TEST, "**/{test_*,*_test,*_tests,conftest}.py"),
          new Protected(Sort.TEST, "**/{test,tests}.{py,js,mjs,cjs,ts,sh,rb,pl,c,cc,cpp,go,rs}"),
          new Protected(Sort.TEST, "**/*_test.{go,c,cc,cpp,rs,rb,exs,dart,sh,js,ts}"),
          new Protected(Sort.TEST, "**/test_*.{c,cc,cpp,rb,sh,js,ts,rs}"),
          new Protected(Sort.TEST, "**/*.{test,spec}.{js,mjs,cjs,jsx,ts,mts,cts,tsx}"),
          new Protected(
              Sort.TEST, "**/*{Test,Tests,TestCase,IT,Spec}.{java,kt,kts,scala,groovy,cs,swift}"),
          new Protected(Sort.TEST, "**/Test*.java"),
          new Protected(Sort.TEST, "**/*{_spec.rb,.bats,.t,.snap}"),
          new Protected(
              Sort.CI,
              "**/{.gitlab-ci.yml,.gitlab-ci.yaml,Jenkinsfile,.travis.yml,azure-pipelines.yml,"
                  + "bitbucket-pipelines.yml,.drone.yml,appveyor.yml,.pre-commit-config.yaml}"),
          new Protected(Sort.CI, "{.github,.circleci,.gitlab,.buildkite,.woodpecker,.forgejo}/**"),
          new Protected(
              Sort.LOCK,
              "**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,"
                  + "bun.lockb,deno.lock,Cargo.lock,go.sum,poetry.lock,uv.lock,pdm.lock,"
                  + "Pipfile.lock,Gemfile.lock,composer.lock,gradle.lockfile,flake.lock}"),
          new Protected(
              Sort.BUILD,
              "**/{pom.xml,build.gradle,build.gradle.kts,settings.gradle,settings.gradle.kts,"
                  + "gradle.properties,build.xml,package.json,deno.json,pyproject.toml,setup.py,"
                  + "setup.cfg,tox.ini,noxfile.py,pytest.ini,.coveragerc,Pipfile,Cargo.toml,"
                  + "go.mod,go.work,Makefile,makefile,GNUmakefile,CMakeLists.txt,meson.build,"
                  + "BUILD,BUILD.bazel,WORKSPACE,Rakefile,Gemfile,composer.json,phpunit.xml,"
                  + "sitecustomize.py,usercustomize.py,.mocharc.json,.npmrc,rust-toolchain.toml}"),
          new Protected(
              Sort.BUILD,
              "**/{tsconfig*.json,{jest,vitest,vite,babel,karma,playwright,cypress,webpack}"
                  + ".config.*,requirements*.txt,*.mk}"),
          new Protected(Sort.BUILD, "{.mvn,gradle,.cargo}/**"));

  private static final Pattern WORD = Pattern.compile("[\\w@%+=:,./-]+");
  private static final Pattern CHECKS =
      Pattern.compile("(?i)(?:^|[-_./])(?:tests?|checks?|verify|specs?|ci)(?:[-_.]|$)");

  private final List<Protected> all;

  private Protection(List<Protected> all) {
    this.all = List.copyOf(all);
  }

  /** Of nothing. */
  public static Protection none() {
    return new Protection(List.of());
  }

  /**
   * The usual one, and what the command itself names as a check, such as {@code ./run-tests.sh}.
   *
   * @param command for the shell
   */
  public static Protection of(String command) {
    List<Protected> all = new ArrayList<>(USUAL);
    Matcher word = WORD.matcher(command);
    while (word.find()) {
      String name = word.group().replaceFirst("^(?:\\./)+", "");
      if (!name.startsWith("-") && !name.startsWith("/") && CHECKS.matcher(name).find()) {
        all.add(new Protected(Sort.TEST, "/" + Glob.quoted(name)));
      }
    }
    return new Protection(all);
  }

  /** What a file is that is protected; empty for any other. */
  public Optional<Sort> of(ChangedSource file) {
    return all.stream()
        .filter(each -> each.glob().matches(file.path()))
        .map(Protected::sort)
        .findFirst();
  }

  /** Whether a file is protected. */
  public boolean covers(String path) {
    return all.stream().anyMatch(each -> each.glob().matches(path));
  }

  /**
   * Patterns of paths from the working folder on, and what the files are.
   *
   * @param pattern in the dialect of {@link Glob}, for the whole path
   */
  public record Kept(Sort sort, String pattern) {}

  /** All that is protected. */
  public List<Kept> all() {
    return all.stream()
        .map(each -> new Kept(each.sort(), each.pattern().replaceFirst("^/", "")))
        .toList();
  }

  /** What is protected, in a few words; empty when nothing is. */
  public String words() {
    return all.isEmpty() ? "" : "tests, CI files, lock files and build configuration";
  }
}
