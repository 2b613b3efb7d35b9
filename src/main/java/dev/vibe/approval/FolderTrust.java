package dev.vibe.approval;

import dev.vibe.config.Project;
import dev.vibe.file.AtomicFile;
import dev.vibe.file.AtomicFile.Flush;
import dev.vibe.file.AtomicFile.Rights;
import dev.vibe.file.BoundedFile;
import dev.vibe.file.FileName;
import dev.vibe.file.OwnerOnly;
import dev.vibe.file.PlainFile;
import dev.vibe.json.Json;
import dev.vibe.json.JsonShapeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Store of a person's answers to whether what a folder brings along counts: its {@code .vibe/},
 * {@code AGENTS.md}, {@code CLAUDE.md} and {@code .mcp.json}. They are kept in the state folder,
 * never in the folder itself, and hold for the project that the folder is in, at its place: the
 * same files elsewhere are asked about anew. A yes holds for what was there when it was given, down
 * to the byte. Blocks on disk; asks nobody.
 *
 * <p>{@code trust.json} is what decides; it names the pin of each yes by its digest. The pin itself
 * lies beside it and cannot widen anything: one that does not have that digest is as good as none.
 */
public final class FolderTrust {

  private static final Logger LOG = LoggerFactory.getLogger(FolderTrust.class);
  private static final String PIN = "pin";
  private static final String MET = "met.json";
  private static final int MOST_ANSWERS = 4 << 20;
  private static final int MOST_PIN = 16 << 20;
  private static final int MOST_MET = 50;

  private final Path file;
  private final Path pins;
  private final Path folder;
  private final Path top;
  private final BroughtFiles files;

  /** State of the trust in a folder. */
  public sealed interface Standing {

    /** There is nothing to trust or not. */
    record NothingBrought() implements Standing {}

    /**
     * Nobody was asked.
     *
     * @param found what counts from the start, not what lies in folders below
     */
    record Unasked(FolderPin found) implements Standing {}

    /** The answer was no. */
    record Refused(FolderPin found) implements Standing {}

    /** All is as it was when the answer was yes. */
    record Trusted(FolderPin pin) implements Standing {}

    /**
     * The answer was yes, but to something else.
     *
     * @param before empty where that is not known any more
     * @param now the same files as they are
     */
    record Changed(Optional<FolderPin> before, FolderPin now) implements Standing {

      /** In what; all is new where it is not known what was. */
      public List<FolderPin.Change> changes() {
        return before.orElse(new FolderPin(Map.of())).changesTo(now);
      }
    }
  }

  /**
   * The answers for a folder.
   *
   * @param stateFolder where answers are kept
   * @param userFolder the person's own configuration, which no folder brings along
   */
  public FolderTrust(Path stateFolder, Path userFolder, Path folder) {
    this.file = file(stateFolder);
    this.pins = stateFolder.resolve("trust");
    this.folder = folder;
    this.top = Project.top(folder);
    this.files = new BroughtFiles(top, userFolder);
  }

  /** Where answers are kept. */
  public static Path file(Path stateFolder) {
    return stateFolder.resolve("trust.json");
  }

  /** What an answer holds for: the top of the repository, or the folder itself. */
  public Path top() {
    return top;
  }

  /** The files that decide about this folder: to be kept from commands. */
  public List<Path> deciding() {
    List<Path> all = new ArrayList<>(List.of(file));
    pinned().map(this::pinFile).ifPresent(all::add);
    return all;
  }

  /** What was answered before, and whether it still holds. */
  public Standing standing() {
    return standing(List.of());
  }

  /** As {@link #standing}, with what sessions met meanwhile: to be asked about, if anybody is. */
  public Standing question() {
    return standing(met());
  }

  private Standing standing(List<String> more) {
    if (!Files.exists(file) && !files.areAlong(folder)) {
      return new Standing.NothingBrought(); // as in most folders, for the price of some looks
    }
    Object answer = answers().get(top.toString());
    Optional<FolderPin> before = pinned().flatMap(this::read);
    Set<String> names = known(before);
    names.addAll(more);
    FolderPin now = files.along(folder, names);
    if (now.entries().isEmpty()) {
      return new Standing.NothingBrought();
    }
    if (answer == null) {
      return new Standing.Unasked(now);
    }
    if (Boolean.FALSE.equals(answer)) {
      return new Standing.Refused(now);
    }
    return before.isPresent()
            && before.get().changesTo(now).stream().allMatch(BroughtFiles::endsNothing)
        ? new Standing.Trusted(before.get())
        : new Standing.Changed(before, now);
  }

  /** All that a yes would be for, in folders below as well: to be shown before it is given. */
  public FolderPin all() {
    Map<String, FolderPin.Entry> all = new TreeMap<>(files.everywhere().entries());
    Set<String> names = known(pinned().flatMap(this::read));
    names.addAll(met());
    all.putAll(files.along(folder, names).entries());
    return new FolderPin(all);
  }

  /** Names that a yes was given for. */
  private static Set<String> known(Optional<FolderPin> pin) {
    return new TreeSet<>(pin.map(each -> each.entries().keySet()).orElse(Set.of()));
  }

  /** Whether it is so much that nobody can have looked at it. */
  public static boolean isTooMuch(FolderPin pin) {
    return pin.entries().size() > BroughtFiles.MOST_FILES;
  }

  /** Another folder that brings the very same along and is trusted, such as one that was moved. */
  public Optional<String> twin(FolderPin pin) {
    String digest = pin.digest();
    return answers().entrySet().stream()
        .filter(
            each -> !each.getKey().equals(top.toString()) && digest.equals(pin(each.getValue())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** The yes to what was shown. */
  public void trust(FolderPin pin) {
    try {
      OwnerOnly.folder(pins);
      AtomicFile.write(
          pinFile(pin.digest()),
          Json.write(pin.fields()) + "\n",
          Rights.OWNER_ONLY,
          Flush.SOMETIME);
      remember(Map.of(PIN, pin.digest()));
      forgetMet();
    } catch (IOException e) {
      LOG.warn("cannot keep the answer in {}", pins, e);
    }
  }

  public void distrust() {
    remember(false);
  }

  /**
   * Which files of the folder the yes covers, also of those below that the model meets later. One
   * that it does not cover is asked about when the next session in a terminal begins.
   *
   * @param uncovered told the name of each of these, once
   */
  public Predicate<Path> covering(Consumer<String> uncovered) {
    Optional<FolderPin> pin = pinned().flatMap(this::read);
    Set<String> told = ConcurrentHashMap.newKeySet();
    return path -> {
      String name = FileName.of(top.relativize(path));
      Optional<FolderPin.Entry> kept = pin.map(each -> each.entries().get(name));
      boolean isKept =
          PlainFile.isReached(top, path)
              && kept.filter(entry -> entry.isSameAs(FolderPin.Entry.at(path))).isPresent();
      if (!isKept && told.add(name)) {
        meet(name);
        uncovered.accept(name);
      }
      return isKept && PlainFile.isIn(top, path);
    };
  }

  private Optional<String> pinned() {
    String pin = pin(answers().getOrDefault(top.toString(), false));
    return pin.isEmpty() ? Optional.empty() : Optional.of(pin);
  }

  private static String pin(Object answer) {
    return answer instanceof Map<?, ?> fields && fields.get(PIN) instanceof String pin ? pin : "";
  }

  private Path pinFile(String digest) {
    return pins.resolve(digest.replaceAll("[^0-9a-f]", "") + ".json");
  }

  private Optional<FolderPin> read(String digest) {
    return read(pinFile(digest), MOST_PIN)
        .flatMap(FolderPin::of)
        .filter(pin -> pin.digest().equals(digest) && pin.isGenuine());
  }

  private static Optional<Map<String, Object>> read(Path file, int most) {
    try {
      return BoundedFile.text(file, most).map(Json::object);
    } catch (IOException | JsonShapeException e) {
      LOG.warn("cannot read {}", file, e);
      return Optional.empty();
    }
  }

  /** By folder. */
  private Map<String, Object> answers() {
    return read(file, MOST_ANSWERS).orElse(Map.of());
  }

  private void remember(Object answer) {
    Map<String, Object> all = new TreeMap<>(answers());
    Optional<String> old = pinned();
    all.put(top.toString(), answer);
    try {
      AtomicFile.write(file, Json.write(all) + "\n", Rights.OWNER_ONLY, Flush.SOMETIME);
      if (old.isPresent() && all.values().stream().noneMatch(one -> pin(one).equals(old.get()))) {
        Files.deleteIfExists(pinFile(old.get()));
      }
    } catch (IOException e) {
      LOG.warn("cannot keep the answer in {}", file, e);
    }
  }

  /** Names of files that were met, and that no answer covers. */
  private List<String> met() {
    return read(pins.resolve(MET), MOST_ANSWERS).orElse(Map.of()).get(top.toString())
            instanceof List<?> names
        ? names.stream().map(String::valueOf).limit(MOST_MET).toList()
        : List.of();
  }

  private void meet(String name) {
    List<String> names = met();
    if (names.contains(name) || names.size() >= MOST_MET) {
      return;
    }
    List<String> more = new ArrayList<>(names);
    more.add(name);
    writeMet(more);
  }

  private void forgetMet() {
    if (!met().isEmpty()) {
      writeMet(List.of());
    }
  }

  private void writeMet(List<String> names) {
    Map<String, Object> all = new TreeMap<>(read(pins.resolve(MET), MOST_ANSWERS).orElse(Map.of()));
    all.put(top.toString(), names);
    if (names.isEmpty()) {
      all.remove(top.toString());
    }
    try {
      OwnerOnly.folder(pins);
      AtomicFile.write(
          pins.resolve(MET), Json.write(all) + "\n", Rights.OWNER_ONLY, Flush.SOMETIME);
    } catch (IOException e) {
      LOG.warn("cannot keep what was met in {}", pins, e);
    }
  }
}
