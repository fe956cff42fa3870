package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;

/**
 * A program that was read.
 *
 * @param language in which it was written
 * @param circuit what it does, own gates, loops and broadcasts expanded
 * @param physicalQubits whether the program names the chip's own qubits ({@code $n})
 */
public record Program(Language language, Circuit circuit, boolean physicalQubits) {}
