package dev.vibe.exec.sandbox;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Relay inside of a network namespace: listens on its loopback and hands each connection to the
 * Unix socket of {@link HostProxy}. It is a small program in Perl, which most systems have, around
 * the command, and ends with that.
 *
 * @param perl the interpreter, by an absolute path
 * @param socket of the proxy, as the command sees it
 */
record HostRelay(String perl, String socket) {

  /** Of a loopback that nobody else has. */
  private static final int PORT = 3128;

  private static final List<String> OWN = List.of("localhost", "127.0.0.1", "[::1]", "::1");

  private static final String SCRIPT =
      """
      use strict; use IO::Socket::INET; use IO::Socket::UNIX; use IO::Select;
      my ($path, $port) = splice(@ARGV, 0, 2);
      my $listen = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $port,
        Listen => 64, ReuseAddr => 1);
      my $relay = $listen ? fork() : -1;
      if ($relay == 0) {
        setpgrp(0, 0);
        open(STDOUT, '>', '/dev/null'); open(STDERR, '>', '/dev/null');
        $SIG{CHLD} = 'IGNORE';
        while (my $in = $listen->accept) {
          if (!fork()) {
            close($listen);
            my $out = IO::Socket::UNIX->new(Peer => $path) or exit(1);
            my $both = IO::Select->new($in, $out);
            while ($both->count) {
              for my $from ($both->can_read) {
                my $to = $from == $in ? $out : $in;
                my $n = sysread($from, my $bytes, 65536);
                if (!$n) { $both->remove($from); shutdown($to, 1); next; }
                for (my $at = 0; $at < $n;) {
                  my $w = syswrite($to, $bytes, $n - $at, $at);
                  exit(1) unless $w;
                  $at += $w;
                }
              }
            }
            exit(0);
          }
          close($in);
        }
        exit(0);
      }
      my $command = fork();
      if ($command == 0) { close($listen) if $listen; exec(@ARGV) or exit(127); }
      local $SIG{TERM} = sub { kill('TERM', $command) };
      1 until waitpid($command, 0) == $command;
      my $end = $?;
      kill('KILL', -$relay) if $relay > 0;
      exit($end & 127 ? 128 + ($end & 127) : $end >> 8);
      """;

  /** What goes before the shell. */
  List<String> prefix() {
    return List.of(perl, "-e", SCRIPT, socket, Integer.toString(PORT));
  }

  /**
   * By which programs find it. Servers of the command itself are reached without it, unless the
   * user means those of the machine.
   */
  static Map<String, String> variables(List<String> hosts) {
    String proxy = "http://127.0.0.1:" + PORT;
    String direct =
        OWN.stream()
            .filter(own -> hosts.stream().noneMatch(host -> (host + ":").startsWith(own + ":")))
            .collect(Collectors.joining(","));
    return Map.of(
        "http_proxy", proxy,
        "https_proxy", proxy,
        "HTTP_PROXY", proxy,
        "HTTPS_PROXY", proxy,
        "no_proxy", direct,
        "NO_PROXY", direct);
  }
}
