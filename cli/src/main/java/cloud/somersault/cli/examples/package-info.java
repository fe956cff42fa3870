/**
 * The programs under {@code examples/} and what must come out of them, as {@code examples.json}
 * says it. Open {@link cloud.somersault.cli.examples.Expectation} for the kinds of expectation.
 */
@NullMarked
package cloud.somersault.cli.examples;

import org.jspecify.annotations.NullMarked;
