package dev.vibe.agent;

import dev.vibe.git.commit.ChangedFile;
import dev.vibe.git.file.FileState.Absent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writer of the message of a commit that nobody else has written: what is done to which files, in
 * the imperative. Pure.
 */
final class ChangeSubject {

  /** Longest first line, as Git's own tools advise. */
  private static final int LONGEST = 72;

  private ChangeSubject() {}

  static String of(List<ChangedFile> files) {
    List<String> made = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    for (ChangedFile file : files) {
      boolean isMade = file.base() instanceof Absent;
      List<String> kind = file.after() instanceof Absent ? deleted : isMade ? made : changed;
      kind.add(file.path().relative());
    }
    return of(made, changed, deleted);
  }

  /** Of files by their names. */
  static String of(List<String> made, List<String> changed, List<String> deleted) {
    String whole = sentence(made, changed, deleted);
    if (whole.length() <= LONGEST) {
      return whole;
    }
    String byName = sentence(names(made), names(changed), names(deleted));
    if (byName.length() <= LONGEST) {
      return byName;
    }
    int count = made.size() + changed.size() + deleted.size();
    String verb = changed.isEmpty() && deleted.isEmpty() ? "Add " : "Change ";
    return verb + count + (count == 1 ? " file" : " files");
  }

  private static List<String> names(List<String> paths) {
    return paths.stream().map(path -> path.substring(path.lastIndexOf('/') + 1)).toList();
  }

  private static String sentence(List<String> made, List<String> changed, List<String> deleted) {
    List<String> parts = new ArrayList<>();
    add(parts, "add ", made);
    add(parts, "change ", changed);
    add(parts, "delete ", deleted);
    String sentence = listed(parts);
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private static void add(List<String> parts, String verb, List<String> names) {
    if (!names.isEmpty()) {
      parts.add(verb + listed(names));
    }
  }

  private static String listed(List<String> items) {
    int last = items.size() - 1;
    return last == 0
        ? items.getFirst()
        : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
  }
}
