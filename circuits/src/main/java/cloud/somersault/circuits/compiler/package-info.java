/**
 * The way onto a chip: {@link cloud.somersault.circuits.compiler.Compiler} turns any circuit into
 * pulses (U3), virtual RZ and CZ on the working qubits and couplers of a {@link
 * cloud.somersault.circuits.compiler.Device}, with every wait written out as a delay. Open {@code
 * Compiler} first: it lists the passes, each a class here. Levels 0 and 1 work on operations and
 * never change; those above work on {@code Piece}s, where order is free as far as things commute.
 * Nothing here knows a clock; chance comes from the seed in the options, so the same question
 * always has the same answer.
 */
@NullMarked
package cloud.somersault.circuits.compiler;

import org.jspecify.annotations.NullMarked;
