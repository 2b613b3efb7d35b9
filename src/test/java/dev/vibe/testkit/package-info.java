/**
 * What tests of several packages share: scripted servers, streams of every kind of server, random
 * inputs with a printed seed. The part that benchmarks and the training of the cache use too, the
 * model server and what it plays, lies in {@code src/build/java}, needs only the JDK, and runs from
 * source.
 */
@NullMarked
package dev.vibe.testkit;

import org.jspecify.annotations.NullMarked;
