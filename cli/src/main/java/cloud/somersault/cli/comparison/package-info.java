/**
 * The honest table: every method with every seed as a session of its own, learning rates chosen
 * with the same small budget, means with intervals, and the published claims beside them. {@link
 * cloud.somersault.cli.comparison.Comparison} runs it; {@link cloud.somersault.cli.comparison.Plan}
 * says what is compared.
 */
@NullMarked
package cloud.somersault.cli.comparison;

import org.jspecify.annotations.NullMarked;
