package cloud.somersault.job.prepare;

import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Estimate;
import cloud.somersault.job.model.JobEvent.RegisterOfBits;
import cloud.somersault.job.model.Kept;
import cloud.somersault.simulators.Engines;
import java.util.Optional;

/** A prepared circuit as it is stored. */
public final class CompiledForm {

    private CompiledForm() {}

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
}
