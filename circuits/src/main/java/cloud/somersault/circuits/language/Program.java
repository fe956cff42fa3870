package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Circuit;
import java.util.List;

/**
 * A program that was read.
 *
 * @param language in which it was written
 * @param circuit what it does, own gates, loops and broadcasts expanded
 * @param physicalQubits whether the program names the chip's own qubits ({@code $n})
 * @param annotations what it says to other tools, in the order of the text
 * @param unboundedLoops the loops that end when a measured value says so, which a chip cannot run;
 *     at most 20
 */
public record Program(
        Language language,
        Circuit circuit,
        boolean physicalQubits,
        List<Annotation> annotations,
        List<Diagnostic> unboundedLoops) {
    public Program {
        annotations = List.copyOf(annotations);
        unboundedLoops = List.copyOf(unboundedLoops);
    }
}
