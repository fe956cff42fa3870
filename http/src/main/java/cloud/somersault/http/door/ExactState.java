package cloud.somersault.http.door;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.simulators.Amplitudes;
import java.util.Map;

/**
 * What a simulator knows exactly and no counts can tell: amplitudes, probabilities, expectation
 * values. The job in the log is the program with every qubit measured, one shot of it; the figures
 * are a function of its stored text, computed when they are asked for.
 */
public final class ExactState {
    /** The most qubits: 16 MiB of amplitudes. */
    public static final int QUBITS_MAX = 20;

    private ExactState() {}

    /** The program to run: gates as they are, and every qubit measured at the end. */
    public static ProgramText program(ProgramText of, JobLimits limits) {
        var circuit = circuit(of, limits);
        return new ProgramText(
                Language.OPENQASM_3.id(),
                Programs.write(
                        circuit.withAllMeasured(), Language.OPENQASM_3, QubitNaming.REGISTER),
                Map.of());
    }

    /** The amplitudes before the measurements. */
    public static Amplitudes of(ProgramText program, JobLimits limits) {
        return Amplitudes.of(circuit(program, limits), () -> false);
    }

    private static Circuit circuit(ProgramText of, JobLimits limits) {
        var circuit =
                ExpectationPrograms.withoutMeasurements(
                        ExpectationPrograms.read(of, limits).circuit());
        if (circuit.qubits() < 1 || circuit.qubits() > QUBITS_MAX) {
            throw Problem.of(
                            ProblemCode.TOO_MANY_QUBITS,
                            "Amplitudes are told for 1 to %d qubits, not %d."
                                    .formatted(QUBITS_MAX, circuit.qubits()))
                    .toException();
        }
        return circuit;
    }
}
