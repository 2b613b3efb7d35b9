package dev.vibe.git.config;

import dev.vibe.file.BoundedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.storage.file.UserConfigFile;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Reader through which JGit sees the machine, made of what was passed in. JGit keeps one for the
 * whole process, so the newest repository opened decides; it is only asked while a repository is
 * being opened.
 *
 * <p>Unlike JGit's own it starts no {@code git} to look for configuration, writes nothing into the
 * home folder, and does not probe the file system's clock (which takes seconds and leaves files).
 */
public final class QuietSystemReader extends SystemReader {

  private final SystemReader platform;
  private final GitSettings settings;

  private QuietSystemReader(SystemReader platform, GitSettings settings) {
    this.platform = platform;
    this.settings = settings;
  }

  /** Makes JGit use these settings from now on and returns the file system it shall work with. */
  public static synchronized FS install(GitSettings settings) {
    SystemReader present = SystemReader.getInstance();
    boolean same = present instanceof QuietSystemReader quiet && quiet.settings.equals(settings);
    if (!same) {
      SystemReader platform = present instanceof QuietSystemReader quiet ? quiet.platform : present;
      FS.FileStoreAttributes.setBackground(true);
      SystemReader.setInstance(new QuietSystemReader(platform, settings));
    }
    return FS.DETECTED.newInstance().setUserHome(settings.home().toFile());
  }

  @Override
  public String getHostname() {
    return platform.getHostname();
  }

  @Override
  @SuppressWarnings("NullAway") // JGit's contract: null for a variable that is not set
  public String getenv(String variable) {
    return settings.environment().get(variable);
  }

  @Override
  public String getProperty(String key) {
    return platform.getProperty(key);
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new KnownClockConfig(
        parent, ConfigPlaces.globalFile(settings), ConfigPlaces.xdgFile(settings), fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new FileBasedConfig(parent, ConfigPlaces.systemFile(settings).toFile(), fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    Path file = settings.stateFolder().resolve("jgit").resolve("config");
    return new FileBasedConfig(parent, file.toFile(), fs);
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in the base class, though deprecated there
  public long getCurrentTime() {
    return settings.clock().millis();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in the base class, though deprecated there
  public int getTimezone(long when) {
    Instant at = Instant.ofEpochMilli(when);
    return settings.clock().getZone().getRules().getOffset(at).getTotalSeconds() / 60;
  }

  /**
   * Answers for every file system that its clock ticks every 2 s, JGit's own fallback and the
   * coarsest that is in use (FAT). JGit then reads again what changed within that time.
   */
  private static final class KnownClockConfig extends UserConfigFile {

    private final Path home;
    private final Path xdg;

    KnownClockConfig(Config parent, Path home, Path xdg, FS fs) {
      super(parent, home.toFile(), xdg.toFile(), fs);
      this.home = home;
      this.xdg = xdg;
    }

    @Override
    public void load() throws IOException, ConfigInvalidException {
      BoundedFile.check(home, ConfigText.MOST_BYTES);
      BoundedFile.check(xdg, ConfigText.MOST_BYTES);
      super.load();
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long defaultValue, TimeUnit wanted) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? wanted.convert(2, TimeUnit.SECONDS)
          : super.getTimeUnit(section, subsection, name, defaultValue, wanted);
    }
  }
}
