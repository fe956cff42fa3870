package cloud.somersault.job.prepare;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.simulators.CostEstimate;
import cloud.somersault.simulators.EngineChoice;
import cloud.somersault.simulators.EngineName;
import java.util.List;

/**
 * One program, ready to run.
 *
 * @param circuit what the engine gets
 * @param run the text that says the same: the compiled program on a chip, the submitted one on the
 *     ideal target. Reading it again gives {@code circuit}
 * @param choice which engine, why that one, and what it is expected to cost
 * @param placement where it lies on the chip
 */
public record PreparedCircuit(
        Circuit circuit, ProgramText run, EngineChoice.Chosen choice, Placement placement) {

    /**
     * Where a circuit lies, as {@link cloud.somersault.job.model.JobEvent.CompiledCircuit} keeps
     * it.
     *
     * @param initialLayout empty on the ideal target
     */
    public record Placement(
            List<Integer> initialLayout,
            List<Integer> finalLayout,
            double durationSeconds,
            int layers,
            int czGates,
            double estimatedSuccess) {

        /** On the ideal target there is no place and no time. */
        static final Placement NOWHERE = new Placement(List.of(), List.of(), 0, 0, 0, 1);
    }

    /** The engine. */
    public EngineName engine() {
        return choice.engine();
    }

    /** What it is expected to cost. */
    public CostEstimate cost() {
        return choice.cost();
    }

    /** The classical registers, in order. */
    public List<ClassicalRegister> registers() {
        return circuit.registers();
    }
}
