package cloud.somersault.http.door.origincloud;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;

/** What a task wants to know. */
enum CloudKind {
    /** How often each bitstring was read. */
    SHOTS,
    /** The exact probabilities of some qubits. */
    PROBABILITIES,
    /** The amplitudes of some bitstrings. */
    AMPLITUDES,
    /** The exact expectation value of an observable. */
    EXPECTATION,
    /** The expectation value as it is measured on a chip. */
    MEASURED_EXPECTATION;

    static final int CHIP = 5;
    static final int NOISE = 1;
    private static final int FULL = 0;
    private static final int PARTIAL = 2;
    private static final int SINGLE = 3;

    /** By the numbers of the protocol: a machine, and what is measured. */
    static CloudKind of(int machine, int measure) {
        return switch (machine) {
            case CHIP ->
                    switch (measure) {
                        case 1 -> SHOTS;
                        case 3 -> MEASURED_EXPECTATION;
                        default -> throw notServed("measureType " + measure + " on a chip");
                    };
            case FULL ->
                    switch (measure) {
                        case 1 -> SHOTS;
                        case 2 -> PROBABILITIES;
                        case 3 -> EXPECTATION;
                        default -> throw notServed("measureType " + measure);
                    };
            case PARTIAL, SINGLE -> AMPLITUDES;
            case NOISE -> {
                if (measure != 1) {
                    throw notServed("measureType " + measure + " with noise");
                }
                yield SHOTS;
            }
            default -> throw notServed("QMachineType " + machine);
        };
    }

    private static RuntimeException notServed(String what) {
        return Problem.of(ProblemCode.NOT_IMPLEMENTED, what + " is not served here.").toException();
    }
}
