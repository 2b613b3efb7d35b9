/**
 * What an edit broke in Java, by the compiler of the JDK that vibe runs on, where no language
 * server for Java is there. Runs nothing of the project: no annotation processor, no plug-in.
 */
@NullMarked
package dev.vibe.verify.compiler;

import org.jspecify.annotations.NullMarked;
