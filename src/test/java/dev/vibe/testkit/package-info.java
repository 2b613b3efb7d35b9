/** What tests of several packages share. */
@NullMarked
package dev.vibe.testkit;

import org.jspecify.annotations.NullMarked;
