package dev.vibe.exec.shell;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Table of programs that read, and of the options with which they write a file or run something.
 * What is not in it is no reader.
 */
final class ReaderTable {

  /**
   * Name; short options that write or run; short options with a value; long options that write or
   * run; operands that are only read; the manual page that says so. A dash stands for none.
   */
  private static final String READERS =
      """
      sort     | oT    | kStT      | output compress-program temporary-directory files0-from | - | sort(1)
      uniq     | -     | fsw       | - | 1 | uniq(1): the second operand is the output
      xxd      | -     | cglosnR   | - | 1 | xxd(1): the second operand is the output
      tee      | -     | -         | - | 0 | tee(1): every operand is written
      date     | s     | dfrI      | set | 0 | date(1): an operand without + sets the clock
      hostname | Fb    | F         | file boot | 0 | hostname(1): an operand sets the name
      shuf     | o     | ion       | output | - | shuf(1)
      iconv    | o     | ftoc      | output | - | iconv(1)
      file     | CzZ   | fFmPe     | compile uncompress uncompress-noreport | - | file(1)
      tree     | oR    | LPIHTo    | output | - | tree(1): -R writes 00Tree.html
      less     | oOktT | oOtTpPbhjkxyzD | log-file LOG-FILE lesskey-file lesskey-src lesskey-content tag tag-file | - | less(1)
      man      | PHXTZlCE | PCELMSerRHTmp | pager html gxditview troff-device ditroff preprocessor config-file local-file encoding | - | man(1)
      fd       | xXl   | etdEScjogp | exec exec-batch list-details | - | fd(1)
      fdfind   | xXl   | etdEScjogp | exec exec-batch list-details | - | fd(1)
      rg       | z     | efgtTmABCMrjdE | pre hostname-bin search-zip | - | rg(1)
      ag       | z     | gGpABCm   | pager search-zip | - | ag(1)
      ack      | -     | ABCgm     | pager output | - | ack(1)
      bat      | -     | lHrm      | pager | - | bat(1)
      batcat   | -     | lHrm      | pager | - | bat(1)
      awk      | foedpiIlED | Fv   | file include load exec profile pretty-print dump-variables debug source gen-pot | - | gawk(1)
      gawk     | foedpiIlED | Fv   | file include load exec profile pretty-print dump-variables debug source gen-pot | - | gawk(1)
      mawk     | fWe   | Fv        | file exec | - | mawk(1)
      nawk     | f     | Fv        | - | - | nawk(1)
      sed      | if    | efl       | in-place file | - | sed(1)
      tar      | cxruAIFg | fbCTXKNHLVgIF | create extract get append update catenate concatenate delete checkpoint-action to-command use-compress-program info-script new-volume-script rsh-command rmt-command index-file volno-file listed-incremental remove-files | - | tar(1)
      yq       | is    | -         | inplace in-place split-exp | - | yq
      xmllint  | o     | o         | output shell | - | xmllint(1)
      curl     | oODcKT | oDcKTHXAeubdFmwrxyYzCEtQ | output remote-name remote-name-all output-dir dump-header cookie-jar config upload-file trace trace-ascii stderr libcurl etag-save hsts alt-svc | - | curl(1)
      find     | -     | -         | - | - | find(1)
      git      | -     | -         | - | - | git(1)
      """;

  /** Without an option that writes or runs; here the name alone matters. */
  private static final List<String> OTHERS =
      List.of(
          ("grep egrep fgrep zgrep cat tac head tail wc ls stat du df cut tr nl od hexdump comm cmp"
                  + " diff cksum md5sum sha1sum sha256sum sha512sum basename dirname realpath"
                  + " readlink pwd which id uname printenv nproc seq test echo printf ps jq column"
                  + " strings paste join fold expand rev true false env xargs nice nohup timeout"
                  + " time stdbuf setsid command")
              .split(" "));

  /** Words of an expression of find(1) that write or run. */
  static final Set<String> FIND =
      Set.of(
          "-exec",
          "-execdir",
          "-ok",
          "-okdir",
          "-delete",
          "-fprint",
          "-fprint0",
          "-fprintf",
          "-fls",
          "-files0-from");

  private static final Map<String, Reader> TABLE = table();

  private ReaderTable() {}

  /**
   * Options of a program that reads.
   *
   * @param shorts those of one letter that write or run
   * @param valued those of one letter that take a value
   * @param longs those of a word that write or run
   * @param operands how many are only read; -1 for all
   */
  record Reader(String shorts, String valued, List<String> longs, int operands) {}

  /** The options of a program; empty when it is no reader. */
  static Optional<Reader> of(String program) {
    return Optional.ofNullable(TABLE.get(program));
  }

  private static Map<String, Reader> table() {
    Map<String, Reader> table = new HashMap<>();
    for (String line : READERS.lines().toList()) {
      String[] cells = line.split(" *\\| *", -1);
      table.put(
          cells[0],
          new Reader(
              none(cells[1]),
              none(cells[2]),
              cells[3].equals("-") ? List.of() : List.of(cells[3].split(" ")),
              cells[4].equals("-") ? -1 : Integer.parseInt(cells[4])));
    }
    OTHERS.forEach(name -> table.put(name, new Reader("", "", List.of(), -1)));
    return Map.copyOf(table);
  }

  private static String none(String cell) {
    return cell.equals("-") ? "" : cell;
  }
}
