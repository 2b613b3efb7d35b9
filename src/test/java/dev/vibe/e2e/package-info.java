/** Tests of the built product as a whole, started through its launcher. */
@NullMarked
package dev.vibe.e2e;

import org.jspecify.annotations.NullMarked;
