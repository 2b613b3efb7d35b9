/**
 * Programs of the build, which run from source: what lays out and installs the product, records a
 * session for the documentation, and formats. No part of the product.
 *
 * <p>They need the JDK and, of {@code dev.vibe.testkit}, what lies beside this package; no library,
 * so that they run before anything is built.
 */
@NullMarked
package dev.vibe.build;

import org.jspecify.annotations.NullMarked;
