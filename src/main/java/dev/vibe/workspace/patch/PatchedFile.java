package dev.vibe.workspace.patch;

import dev.vibe.problem.RefusalCode;
import dev.vibe.workspace.content.BlobId;
import dev.vibe.workspace.content.Content;
import dev.vibe.workspace.content.Loaded;
import dev.vibe.workspace.content.TextFile;
import dev.vibe.workspace.edit.MatchResult;
import dev.vibe.workspace.patch.FilePatch.Hunk;
import dev.vibe.workspace.patch.PatchedText.Likeness;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Applier of the hunks of a patch to a file: byte by byte where the very lines are there, else as
 * text in the file's encoding. Pure.
 */
public final class PatchedFile {

  private PatchedFile() {}

  /**
   * Applies them, all or none.
   *
   * @param name how messages call the file
   * @param before what it holds
   * @param ids that the patch gives; a hunk without lines of its own is only put into the very file
   *     that it was made for
   */
  public static Patched apply(
      String name, Content.Present before, List<Hunk> hunks, FilePatch.Ids ids) {
    byte[] bytes = before.bytes();
    if (hunks.stream().anyMatch(hunk -> hunk.old().isEmpty())
        && bytes.length > 0
        && !BlobId.names(ids.before(), bytes)) {
      return new Patched.Refused(
          RefusalCode.NO_CONTEXT,
          name
              + ": a hunk only adds lines, without any around them, and the file is not known to be"
              + " the one that it was made for. Make the patch with context (git diff -U3).");
    }
    if (!isInAnotherEncoding(bytes, hunks)) {
      String raw = new String(bytes, StandardCharsets.ISO_8859_1);
      if (PatchedText.apply(raw, hunks, Likeness.THE_SAME) instanceof MatchResult.Replaced made) {
        return new Patched.Made(
            new Content.Present(made.text().getBytes(StandardCharsets.ISO_8859_1)), made.step());
      }
    }
    return switch (Loaded.decode(name, bytes)) {
      case Loaded.Refused(RefusalCode kind, String message) -> new Patched.Refused(kind, message);
      case Loaded.Text(TextFile file, var content) -> applied(name, file, hunks);
    };
  }

  private static Patched applied(String name, TextFile file, List<Hunk> hunks) {
    List<Hunk> decoded =
        hunks.stream()
            .map(
                hunk ->
                    new Hunk(
                        hunk.oldStart(),
                        decoded(hunk.old()),
                        decoded(hunk.replacement()),
                        hunk.headings().stream().map(PatchedFile::decoded).toList()))
            .toList();
    return switch (PatchedText.apply(file.text(), decoded, Likeness.BY_RULES)) {
      case MatchResult.Refused(RefusalCode kind, String message) ->
          new Patched.Refused(kind, name + ": " + message);
      case MatchResult.Replaced made ->
          file.encode(made.text())
              .<Patched>map(bytes -> new Patched.Made(new Content.Present(bytes), made.step()))
              .orElseGet(
                  () ->
                      new Patched.Refused(
                          RefusalCode.NOT_UTF8,
                          "%s is in %s, which lacks a character of the patch."
                              .formatted(name, file.encoding().title())));
    };
  }

  private static byte[] raw(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String decoded(String raw) {
    return Loaded.decode("", raw(raw)) instanceof Loaded.Text(TextFile file, var content)
        ? file.text()
        : raw;
  }

  /** A patch in UTF-8 for a file in Latin-1, say: its bytes would be other letters there. */
  private static boolean isInAnotherEncoding(byte[] bytes, List<Hunk> hunks) {
    boolean foreign =
        Loaded.decode("", bytes) instanceof Loaded.Text(TextFile file, var content)
            && switch (file.encoding()) {
              case LATIN_1, WINDOWS_1252, UNKNOWN -> true;
              case UTF_8,
                  UTF_8_BOM,
                  UTF_16LE,
                  UTF_16BE,
                  UTF_16LE_BARE,
                  UTF_16BE_BARE,
                  BROKEN_UTF_8 ->
                  false;
            };
    return foreign && hunks.stream().anyMatch(hunk -> isWideUtf8(hunk.old() + hunk.replacement()));
  }

  private static boolean isWideUtf8(String raw) {
    if (raw.chars().allMatch(c -> c < 0x80)) {
      return false;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw(raw)));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
