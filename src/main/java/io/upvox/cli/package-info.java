/** The command line: one class a subcommand; the only place that ends the JVM or writes to standard output. */
@NullMarked
package io.upvox.cli;

import org.jspecify.annotations.NullMarked;
