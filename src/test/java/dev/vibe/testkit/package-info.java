/** What tests of several packages share: random inputs with a printed seed. */
@NullMarked
package dev.vibe.testkit;

import org.jspecify.annotations.NullMarked;
