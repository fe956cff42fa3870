/**
 * Program texts: readers and writers of OpenQASM 2, OpenQASM 3 and OriginIR. Open {@link
 * cloud.somersault.circuits.language.Programs} first. Each language has its own parser; all three
 * build the same syntax tree, which one elaborator turns into a circuit. Text goes in, a circuit or
 * diagnostics with line and column come out; nothing here throws on bad input.
 */
@NullMarked
package cloud.somersault.circuits.language;

import org.jspecify.annotations.NullMarked;
