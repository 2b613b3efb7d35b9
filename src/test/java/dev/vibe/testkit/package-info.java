/**
 * What tests share: golden files, generators, scripted servers.
 *
 * <p>May use: the JDK and JUnit's assertions.
 */
@NullMarked
package dev.vibe.testkit;

import org.jspecify.annotations.NullMarked;
