package dev.vibe.workspace;

import dev.vibe.file.FolderDeletion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Lays out the disk that a case of {@code paths.json} or {@code layouts.json} asks for. */
public final class CaseWorkspace {

  private final Path base;
  private final Path root;

  public CaseWorkspace(Path base) throws IOException {
    this.base = base;
    this.root = Files.createDirectories(base.resolve("ws"));
    Files.createDirectories(home());
    Files.createSymbolicLink(base.resolve("ws-link"), root);
  }

  /** A value that the case must have. */
  static Object need(Map<String, Object> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  public Path root() {
    return root;
  }

  public Path home() {
    return base.resolve("home");
  }

  String expand(String text) {
    return text.replace("{WS}", root.toString())
        .replace("{BASE}", base.toString())
        .replace("{HOME}", home().toString());
  }

  Path at(Object relative) {
    return root.resolve(expand((String) relative)).normalize();
  }

  public void set(List<Map<String, Object>> steps) throws Exception {
    for (Map<String, Object> step : steps) {
      set(step);
    }
  }

  private void set(Map<String, Object> step) throws Exception {
    String kind = step.keySet().iterator().next();
    Object name = need(step, kind);
    switch (kind) {
      case "mkdir" -> Files.createDirectories(at(name));
      case "file" -> write(at(name), text(step));
      case "file_b64" -> write(at(name), Base64.getDecoder().decode((String) need(step, "b64")));
      case "file_b64name" ->
          writeByNameBytes(Base64.getDecoder().decode((String) name), text(step));
      case "append" -> {
        byte[] more = text(step);
        Files.write(at(name), more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      }
      case "delete" -> FolderDeletion.of(at(name));
      case "move" -> Files.move(at(name), at(need(step, "to")));
      case "home_file" -> write(home().resolve((String) name), text(step));
      case "symlink" -> {
        parent(at(name));
        Files.createSymbolicLink(at(name), Path.of(expand((String) need(step, "to"))));
      }
      case "hardlink" -> Files.createLink(at(name), at(need(step, "to")));
      case "fifo" -> run("mkfifo", at(name).toString());
      case "socket" -> {
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(at(name)));
        socket.close();
      }
      case "sparse" -> {
        try (RandomAccessFile file = new RandomAccessFile(at(name).toFile(), "rw")) {
          file.setLength(((Number) need(step, "bytes")).longValue());
        }
      }
      case "chmod" ->
          Files.setPosixFilePermissions(at(name), permissions((String) need(step, "mode")));
      default -> throw new IllegalArgumentException("unknown step " + kind);
    }
  }

  private static byte[] text(Map<String, Object> step) {
    return ((String) need(step, "text")).getBytes(StandardCharsets.UTF_8);
  }

  private static void parent(Path file) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    parent(file);
    Files.write(file, bytes);
  }

  /** A name that is no UTF-8 cannot be written as a Java string: the shell makes it. */
  private void writeByNameBytes(byte[] name, byte[] text) throws Exception {
    StringBuilder octal = new StringBuilder();
    for (byte b : name) {
      octal.append(String.format("\\%03o", b & 0xFF));
    }
    run(
        "sh",
        "-c",
        "cd \"$1\" && printf '%s' \"$3\" > \"$(printf \"$2\")\"",
        "sh",
        root.toString(),
        octal.toString(),
        new String(text, StandardCharsets.UTF_8));
  }

  private static void run(String... command) throws Exception {
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }

  private static Set<PosixFilePermission> permissions(String octal) {
    int mode = Integer.parseInt(octal, 8);
    PosixFilePermission[] all = {
      PosixFilePermission.OTHERS_EXECUTE,
      PosixFilePermission.OTHERS_WRITE,
      PosixFilePermission.OTHERS_READ,
      PosixFilePermission.GROUP_EXECUTE,
      PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.GROUP_READ,
      PosixFilePermission.OWNER_EXECUTE,
      PosixFilePermission.OWNER_WRITE,
      PosixFilePermission.OWNER_READ
    };
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int bit = 0; bit < all.length; bit++) {
      if ((mode >> bit & 1) == 1) {
        permissions.add(all[bit]);
      }
    }
    return permissions;
  }
}
