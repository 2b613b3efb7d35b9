package dev.vibe.exec.sandbox;

import dev.vibe.exec.CommandRunner;
import dev.vibe.exec.sandbox.SandboxView.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeper of views from one command to the next: one is made anew when anything is not as it was
 * that it was made from. Thread-safe.
 */
final class KeptViews {

  private final SandboxTerms terms;
  private final List<HomeSecrets> homes = new ArrayList<>();
  private final Map<Work, Kept> kept = new EnumMap<>(Work.class);

  KeptViews(SandboxTerms terms) {
    this.terms = terms;
    terms.homes().forEach(home -> homes.add(new HomeSecrets(home)));
  }

  /** View, and all that it was made from. */
  private record Kept(List<List<Path>> secrets, List<Object> facts, SandboxView view) {}

  /**
   * The view of a command.
   *
   * @param obeyed what there is in the folders that other programs obey, without links
   */
  synchronized SandboxView of(Work work, List<Path> obeyed, Path scratch) {
    List<List<Path>> secrets = new ArrayList<>();
    homes.forEach(home -> secrets.add(home.now()));
    List<Object> facts = facts(work, obeyed, scratch);
    Kept last = kept.get(work);
    if (last != null && isSame(last.secrets(), secrets) && last.facts().equals(facts)) {
      return last.view();
    }
    List<Path> all = new ArrayList<>();
    secrets.forEach(all::addAll);
    SandboxView view = SandboxView.of(terms, work, obeyed, all, scratch);
    kept.put(work, new Kept(secrets, facts, view));
    return view;
  }

  /** The very same lists: what is in an equal one may be a folder by now that was a file. */
  @SuppressWarnings("ReferenceEquality") // said above
  private static boolean isSame(List<List<Path>> some, List<List<Path>> others) {
    for (int i = 0; i < some.size(); i++) {
      if (some.get(i) != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  private List<Object> facts(Work work, List<Path> obeyed, Path scratch) {
    List<Object> facts = new ArrayList<>();
    facts.add(obeyed);
    facts.add(scratch);
    addHidden(facts, terms.hidden());
    add(facts, terms.programs());
    add(facts, terms.homes());
    add(facts, terms.writable());
    add(facts, terms.shown());
    add(facts, List.of(terms.outputs(), CommandRunner.ended(terms.outputs())));
    if (work != Work.READS) {
      for (Path folder : terms.folders()) {
        List<Path> data = GitDataFolders.of(folder);
        facts.add(data);
        if (work == Work.GIT) {
          data.forEach(git -> facts.add(GitDataFolders.obeyed(git)));
        }
        for (String name : SandboxView.NEVER_MADE) {
          facts.add(Files.exists(folder.resolve(name)));
        }
      }
    }
    return facts;
  }

  private static void add(List<Object> facts, List<Path> paths) {
    for (Path path : paths) {
      facts.add(HomeSecrets.real(path));
    }
  }

  /** A folder is hidden in another way than a file. */
  private static void addHidden(List<Object> facts, List<Path> paths) {
    for (Path path : paths) {
      Optional<Path> real = HomeSecrets.real(path);
      facts.add(real);
      facts.add(real.isPresent() && Files.isDirectory(path));
    }
  }
}
