package cloud.somersault.job.prepare;

import cloud.somersault.circuits.language.Language;
import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Estimate;
import cloud.somersault.job.model.JobEvent.RegisterOfBits;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.Kept;
import cloud.somersault.simulators.Engines;
import java.util.Map;
import java.util.Optional;

/** Between a prepared circuit and its stored form. */
public final class CompiledCircuits {

    private CompiledCircuits() {}

    /** The stored form. */
    public static CompiledCircuit of(PreparedCircuit circuit, Optional<Kept> program) {
        var placement = circuit.placement();
        var cost = circuit.cost();
        return new CompiledCircuit(
                program,
                Digest.sha256(circuit.run().text()),
                circuit.engine().id(),
                Engines.VERSION,
                circuit.circuit().bits(),
                circuit.registers().stream()
                        .map(register ->
                                new RegisterOfBits(
                                        register.name(), register.offset(), register.size()))
                        .toList(),
                placement.initialLayout(),
                placement.finalLayout(),
                placement.durationSeconds(),
                placement.layers(),
                placement.czGates(),
                placement.estimatedSuccess(),
                new Estimate(cost.fixedSeconds(), cost.secondsPerShot(), cost.memoryBytes()),
                Optional.of(circuit.choice().reason()),
                circuit.choice().approximation());
    }

    /** The text of a compiled program as a program again. */
    public static ProgramText program(String compiledText) {
        return new ProgramText(Language.OPENQASM_3.id(), compiledText, Map.of());
    }
}
