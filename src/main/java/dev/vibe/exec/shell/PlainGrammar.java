package dev.vibe.exec.shell;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Grammar of what a program may be given so that it only reads: the options that are known, what
 * their values are, and what its operands are. What is not in it is not known; abbreviations of
 * options are not. Pure.
 *
 * @param options by their whole name, such as {@code -n} and {@code --lines}
 * @param counts whether a number may stand for an option, as in {@code -20}
 */
record PlainGrammar(Map<String, Option> options, boolean counts, Operands operands) {

  /**
   * A line each: name, options, operands. Options of one letter without a value share a dash; a
   * value is {@code #} a number, {@code *} a text, {@code @} a file that is read, {@code ^} what
   * the program looks for or does, {@code %} a file with that, {@code &} a pattern for names; in
   * brackets it may be left out. An exclamation mark makes a program go down into folders, a hash
   * behind the dash is a count, a tilde makes it list names only. Operands: {@code @} files, with
   * their highest number, {@code ^@} a pattern and files, {@code *} texts, {@code #} numbers,
   * {@code -} none.
   *
   * <p>From the manual pages of coreutils 9.1 to 9.7, findutils 4.9, grep 3.8, sed 4.9, diffutils
   * 3.8, util-linux 2.38, ripgrep 13 to 14, jq 1.6, gawk 5.2. Without options that write, run,
   * follow links, read lists of files or do not end.
   */
  private static final String TABLE =
      """
      ls       | -aAlhRrtS1dFpisnogGxCmckuUXvQBNqb -w# -I* --all --almost-all --human-readable --recursive --reverse --size --inode --directory --color[*] --classify[*] --group-directories-first --time-style=* --full-time --sort=* --time=* --format=* --ignore=* --hide=* --si --no-group --numeric-uid-gid --file-type --indicator-style=* --escape --quote-name --literal --width=# | @
      cat      | -AbeEnstTuv --number --number-nonblank --show-all --show-ends --show-tabs --squeeze-blank --show-nonprinting | @
      tac      | -br -s* --before --regex --separator=* | @
      head     | -# -n# -c# -qvz --lines=# --bytes=# --quiet --silent --verbose --zero-terminated | @
      tail     | -# -n# -c# -qvz --lines=# --bytes=# --quiet --silent --verbose --zero-terminated | @
      wc       | -clmwL --bytes --chars --lines --words --max-line-length | @
      nl       | -b* -d* -f* -h* -i# -l# -n* -ps* -s* -v# -w# --body-numbering=* --number-format=* --number-width=# --number-separator=* | @
      rev      | | @
      sort     | -bdfghiMnRrVcCmsuz -k* -t* --unique --numeric-sort --reverse --human-numeric-sort --version-sort --general-numeric-sort --month-sort --ignore-case --dictionary-order --ignore-leading-blanks --stable --check --merge --zero-terminated --key=* --field-separator=* --debug | @
      uniq     | -cdDuiz -f# -s# -w# --count --repeated --unique --ignore-case --skip-fields=# --skip-chars=# --check-chars=# --all-repeated[*] --group[*] --zero-terminated | @1
      cut      | -b* -c* -d* -f* -nsz --bytes=* --characters=* --delimiter=* --fields=* --only-delimited --complement --output-delimiter=* --zero-terminated | @
      paste    | -d* -sz --delimiters=* --serial --zero-terminated | @
      join     | -a# -e* -i -1# -2# -j# -o* -t* -v# -z --ignore-case --check-order --nocheck-order --header --zero-terminated | @2
      comm     | -123z --check-order --nocheck-order --output-delimiter=* --total --zero-terminated | @2
      tr       | -cCdst --complement --delete --squeeze-repeats --truncate-set1 | *
      expand   | -it* --initial --tabs=* | @
      unexpand | -at* --all --first-only --tabs=* | @
      fold     | -bsw# --bytes --spaces --width=# | @
      fmt      | -cstuw# -p* -g# --crown-margin --split-only --tagged-paragraph --uniform-spacing --width=# | @
      column   | -tnxe -s* -c# -o* -N* -R* -J --table --separator=* --output-separator=* --columns=# --table-columns=* --json | @
      od       | -abcdfilosxv -A* -j* -N* -t* -w[#] --address-radix=* --skip-bytes=* --read-bytes=* --format=* --output-duplicates --width[#] | @
      hexdump  | -bcCdovx -n* -s* --canonical --length=* --skip=* | @
      xxd      | -abeuip -c# -g# -l# -s* -o# | @1
      strings  | -afwd -n# -t* -e* --all --bytes=# --radix=* --encoding=* --print-file-name | @
      base64   | -di -w# --decode --ignore-garbage --wrap=# | @1
      base32   | -di -w# --decode --ignore-garbage --wrap=# | @1
      cksum    | -a* --algorithm=* --untagged --tag | @
      sum      | -rs --sysv | @
      md5sum   | -btz --binary --text --tag --zero | @
      sha1sum  | -btz --binary --text --tag --zero | @
      sha224sum | -btz --binary --text --tag --zero | @
      sha256sum | -btz --binary --text --tag --zero | @
      sha384sum | -btz --binary --text --tag --zero | @
      sha512sum | -btz --binary --text --tag --zero | @
      b2sum    | -btz -l# --binary --text --tag --zero --length=# | @
      diff     | -qsuacebBwiEZNtTpyd -r! -U# -C# -W# -I* -x* --recursive! --brief --report-identical-files --unified[#] --context[#] --ignore-case --ignore-all-space --ignore-space-change --ignore-blank-lines --ignore-trailing-space --new-file --text --side-by-side --suppress-common-lines --color[*] --minimal --width=# --exclude=* --ignore-matching-lines=* --label=* --normal --strip-trailing-cr --show-c-function --no-dereference --left-column | @2!
      cmp      | -bls -n# -i* --print-bytes --verbose --quiet --silent --bytes=# --ignore-initial=* | @2
      stat     | -ft -c* --format=* --printf=* --file-system --terse | @
      du       | -abchkmsSx0 -d# --all --apparent-size --bytes --total --human-readable --max-depth=# --summarize --one-file-system --exclude=* --si --separate-dirs --time[*] --inodes | @
      file     | -bikn0N -F* --brief --mime --mime-type --mime-encoding --extension --keep-going --no-pad --separator=* | @
      readlink | -femnqsvz --canonicalize --canonicalize-existing --canonicalize-missing --no-newline --quiet --silent --verbose --zero | @
      realpath | -emqszPL --canonicalize-existing --canonicalize-missing --quiet --strip --no-symlinks --zero --physical --logical | @
      basename | -az -s* --multiple --suffix=* --zero | *
      dirname  | -z --zero | *
      tree     | -adfsphDFugCnrtvUQiqNcAS -L# -P* -I* --dirsfirst --noreport --du --si --prune --charset=* --filelimit=# --sort=* --inodes --device --ignore-case --matchdirs | @
      grep     | -abcEFGhHIilLnoPqsTUvwxyZz -# -r! -e^ -f% -A# -B# -C# -m# --recursive! --regexp=^ --file=% --include=& --exclude=* --exclude-dir=* --color[*] --colour[*] --count --line-number --ignore-case --no-ignore-case --invert-match --word-regexp --line-regexp --files-with-matches --files-without-match --with-filename --no-filename --only-matching --quiet --silent --no-messages --text --extended-regexp --fixed-strings --basic-regexp --perl-regexp --after-context=# --before-context=# --context=# --max-count=# --byte-offset --initial-tab --null --null-data --binary-files=* --line-buffered --label=* | ^@
      egrep    | -abcEFGhHIilLnoPqsTUvwxyZz -# -r! -e^ -A# -B# -C# -m# --include=& --exclude=* --exclude-dir=* --color[*] | ^@
      fgrep    | -abcEFGhHIilLnoPqsTUvwxyZz -# -r! -e^ -A# -B# -C# -m# --include=& --exclude=* --exclude-dir=* --color[*] | ^@
      rg       | -abcFHiIlnNoPpqsSUvwx0. -e^ -f% -A# -B# -C# -m# -M# -g& -t* -T* -d# -j# --regexp=^ --file=% --glob=& --iglob=& --type=* --type-not=* --after-context=# --before-context=# --context=# --max-count=# --max-columns=# --max-depth=# --max-filesize=* --threads=# --files~ --type-list~ --hidden --count --count-matches --files-with-matches --files-without-match --line-number --no-line-number --ignore-case --smart-case --case-sensitive --word-regexp --line-regexp --invert-match --only-matching --fixed-strings --multiline --multiline-dotall --pcre2 --pretty --heading --no-heading --with-filename --no-filename --no-messages --column --color=* --colors=* --stats --trim --vimgrep --json --null --quiet --passthru --replace=* --sort=* --sortr=* --no-config --no-ignore --no-ignore-vcs --text --crlf --one-file-system --context-separator=* --field-match-separator=* --no-mmap | ^@!
      fd       | -HIasgiFp01 -e* -t* -d# -E* -j# --hidden --no-ignore --extension=* --type=* --max-depth=# --min-depth=# --exclude=* --glob --fixed-strings --absolute-path --case-sensitive --ignore-case --full-path --color=* --max-results=# --print0 | ^@
      fdfind   | -HIasgiFp01 -e* -t* -d# -E* -j# --hidden --no-ignore --extension=* --type=* --max-depth=# --min-depth=# --exclude=* --glob --fixed-strings --absolute-path --case-sensitive --ignore-case --full-path --color=* --max-results=# --print0 | ^@
      sed      | -nErsuz -e^ -l# --quiet --silent --regexp-extended --separate --expression=^ --posix --sandbox --null-data --line-length=# | ^@
      awk      | -F* | ^@
      gawk     | -F* --field-separator=* | ^@
      mawk     | -F* | ^@
      jq       | -rcnesSMCjRa --raw-output --compact-output --null-input --exit-status --slurp --sort-keys --monochrome-output --color-output --join-output --raw-input --tab --indent=# | ^@
      shuf     | -rz -n# -i* --head-count=# --input-range=* --zero-terminated | @1
      zcat     | -fv | @
      iconv    | -lcs -f* -t* --from-code=* --to-code=* --list | @
      seq      | -w -s* --separator=* --equal-width | #
      printf   | | ^*
      echo     | | *
      true     | | *
      false    | | *
      :        | | *
      pwd      | -LP | -
      date     | -uR -d* -I[*] -r@ --utc --universal --date=* --iso-8601[*] --rfc-3339=* --rfc-email --reference=@ | ^
      uname    | -asnrvmpio --all --kernel-name --nodename --kernel-release --machine --operating-system | -
      arch     | | -
      nproc    | --all --ignore=# | -
      whoami   | | -
      id       | -ugGnr --user --group --groups --name --real | -
      which    | -a | *
      type     | -aptP | *
      """;

  private static final Map<String, PlainGrammar> ALL = all();

  PlainGrammar {
    options = Map.copyOf(options);
  }

  /** Value of an option. */
  enum Value {
    NONE,
    NUMBER,
    TEXT,
    /** A file that is read. */
    FILE,
    /** What the program looks for, or does. */
    PATTERN,
    /** A file with that. */
    PATTERN_FILE,
    /** Which names are looked at. */
    NAMES
  }

  /** What an option makes of the operands. */
  enum Reach {
    AS_NAMED,
    /** Folders with all that is in them. */
    DOWN,
    /** No contents. */
    NAMES_ONLY
  }

  /**
   * Option.
   *
   * @param isOptional whether its value may be left out, and is glued to it if not
   */
  record Option(Value value, boolean isOptional, Reach reach) {}

  /**
   * Operands.
   *
   * @param kind {@code @ * # ^} or a dash, as in the table
   * @param most how many files
   * @param hasPattern whether the first is what the program looks for
   * @param reach what becomes of files without an option
   */
  record Operands(char kind, int most, boolean hasPattern, Reach reach) {}

  /** The grammar of a program. */
  static Optional<PlainGrammar> of(String program) {
    return Optional.ofNullable(ALL.get(program));
  }

  private static Map<String, PlainGrammar> all() {
    Map<String, PlainGrammar> all = new HashMap<>();
    for (String line : TABLE.lines().toList()) {
      String[] cells = line.split(" *\\| *", -1);
      Map<String, Option> options = new HashMap<>();
      boolean counts = false;
      for (String word : cells[1].split(" ", -1)) {
        if (word.equals("-#")) {
          counts = true;
        } else if (word.startsWith("--")) {
          add(options, word);
        } else if (!word.isEmpty()) {
          letters(options, word.substring(1));
        }
      }
      all.put(cells[0], new PlainGrammar(options, counts, operands(cells[2])));
    }
    return Map.copyOf(all);
  }

  /** Letters, each of which may have a value. */
  private static void letters(Map<String, Option> options, String word) {
    int at = 0;
    while (at < word.length()) {
      int end = at + 1;
      while (end < word.length() && "#*@^%&!~[]".indexOf(word.charAt(end)) >= 0) {
        end++;
      }
      add(options, "-" + word.substring(at, end));
      at = end;
    }
  }

  private static void add(Map<String, Option> options, String written) {
    int end = written.length();
    while (end > 2 && "=#*@^%&!~[]".indexOf(written.charAt(end - 1)) >= 0) {
      end--;
    }
    String marks = written.substring(end);
    Value value = Value.NONE;
    for (int i = 0; i < marks.length(); i++) {
      char c = marks.charAt(i);
      value = "=[]!~".indexOf(c) >= 0 ? value : value(c);
    }
    Reach reach =
        marks.contains("!") ? Reach.DOWN : marks.contains("~") ? Reach.NAMES_ONLY : Reach.AS_NAMED;
    options.put(written.substring(0, end), new Option(value, marks.contains("["), reach));
  }

  private static Value value(char mark) {
    return switch (mark) {
      case '#' -> Value.NUMBER;
      case '*' -> Value.TEXT;
      case '@' -> Value.FILE;
      case '^' -> Value.PATTERN;
      case '%' -> Value.PATTERN_FILE;
      case '&' -> Value.NAMES;
      default -> throw new IllegalArgumentException("no mark of a value: " + mark);
    };
  }

  private static Operands operands(String cell) {
    boolean hasPattern = cell.startsWith("^");
    boolean goesDown = cell.endsWith("!");
    String rest = cell.replace("^", "").replace("!", "");
    char kind = rest.isEmpty() ? '-' : Objects.requireNonNull(rest).charAt(0);
    int most = rest.length() > 1 ? Integer.parseInt(rest.substring(1)) : Integer.MAX_VALUE;
    return new Operands(kind, most, hasPattern, goesDown ? Reach.DOWN : Reach.AS_NAMED);
  }
}
