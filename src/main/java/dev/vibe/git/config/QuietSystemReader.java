package dev.vibe.git.config;

import java.io.File;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.SystemReader;

/**
 * Reader through which JGit sees the machine, made of what was passed in. JGit keeps one for the
 * whole process, so the newest repository opened decides; it is only asked while a repository is
 * being opened.
 *
 * <p>Unlike JGit's own it knows no configuration of the machine's or the user's, starts no {@code
 * git} to look for one, writes nothing into the home folder, and does not probe the file system's
 * clock (which takes seconds and leaves files).
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

  /** The same for a repository whose own configuration JGit shall never read. */
  public static FS install(GitSettings settings, PrivateConfig config) {
    FS plain = install(settings);
    File commonDir = config.folders().commonDir().toFile();
    return new PinnedFiles(plain, commonDir, config.file().toFile())
        .setUserHome(settings.home().toFile());
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
    return new NoConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new NoConfig(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new NoConfig(parent, fs);
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
   * Configuration without a file. What counts of the machine's and the user's is in the one that
   * each repository is opened with ({@link PrivateConfig}).
   *
   * <p>Answers for every file system that its clock ticks every 2 s, JGit's own fallback and the
   * coarsest that is in use (FAT). JGit then reads again what changed within that time.
   */
  private static final class NoConfig extends FileBasedConfig {

    @SuppressWarnings("NullAway") // JGit's contract: null for one without a file
    NoConfig(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {
      // there is nothing
    }

    @Override
    public boolean isOutdated() {
      return false;
    }

    @Override
    public long getTimeUnit(
        String section, String subsection, String name, long defaultValue, TimeUnit wanted) {
      return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
          ? wanted.convert(2, TimeUnit.SECONDS)
          : super.getTimeUnit(section, subsection, name, defaultValue, wanted);
    }
  }

  /** File system on which the configuration of one repository is another file than JGit thinks. */
  private static final class PinnedFiles extends FS_POSIX {

    private final File commonDir;
    private final File config;

    PinnedFiles(FS plain, File commonDir, File config) {
      super(plain);
      this.commonDir = commonDir;
      this.config = config;
    }

    @Override
    public FS newInstance() {
      return new PinnedFiles(this, commonDir, config);
    }

    @Override
    @SuppressWarnings("NullAway") // JGit's contract: the folder may be null
    public File resolve(File folder, String name) {
      return name.equals(Constants.CONFIG) && commonDir.equals(folder)
          ? config
          : super.resolve(folder, name);
    }
  }
}
