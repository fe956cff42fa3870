package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Delay;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.QubitNoise;
import cloud.somersault.simulators.ShotRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A chip of two qubits whose errors are known, for experiments to find: incoherent ones as the
 * engines' noise, coherent ones written into the circuits.
 *
 * @param noise of both qubits
 * @param coupler what is wrong with the CZ but for its phase
 * @param gain angle turned by a pulse over the angle asked
 * @param detuningHz of both qubits; while time t goes by, |1> gets the phase e^{-2 pi i detuning
 *     t}, as of a spin that is faster than its clock
 * @param czPhase what a CZ gives more than pi, radians
 */
record OffChip(
        QubitNoise noise, CouplerNoise coupler, double gain, double detuningHz, double czPhase) {

    OffChip(
            QubitNoise noise,
            double czDepolarizing,
            double gain,
            double detuningHz,
            double czPhase) {
        this(noise, new CouplerNoise(0, 1, czDepolarizing), gain, detuningHz, czPhase);
    }

    static OffChip with(QubitNoise noise) {
        return new OffChip(noise, 0, 1, 0, 0);
    }

    /** Runs an experiment here. */
    <R> Outcome<R> run(Experiment<R> experiment, int shots, long seed) {
        var histograms = new ArrayList<long[]>();
        var circuits = experiment.circuits();
        for (int index = 0; index < circuits.size(); index++) {
            histograms.add(histogram(circuits.get(index), shots, seed, index));
        }
        return experiment.analyse(new Readings(histograms));
    }

    private long[] histogram(Circuit circuit, int shots, long seed, int index) {
        var model = new NoiseModel(new TreeMap<>(Map.of(0, noise, 1, noise)), List.of(coupler));
        var counts =
                Engines.run(
                        EngineName.DENSITY_MATRIX,
                        circuit.withOperations(
                                circuit.operations().stream()
                                        .flatMap(operation -> off(operation).stream())
                                        .toList()),
                        Optional.of(model),
                        new ShotRange(seed, index, 0, shots),
                        Cancellation.never());
        var histogram = new long[1 << circuit.qubits()];
        counts.byBitstring()
                .forEach((bits, count) -> histogram[Integer.parseInt(bits, 2)] += count);
        return histogram;
    }

    private List<Operation> off(Operation operation) {
        return switch (operation) {
            case Apply(var gate, var angles, var on) when gate == Gate.U3 ->
                    List.of(
                            new Apply(
                                    gate,
                                    List.of(gain * angles.get(0), angles.get(1), angles.get(2)),
                                    on));
            case Apply(var gate, _, var on) when gate == Gate.CZ ->
                    List.of(new Apply(Gate.CP, List.of(Math.PI + czPhase), on));
            case Delay(var seconds, var on) ->
                    List.of(
                            operation,
                            new Apply(Gate.RZ, List.of(-2 * Math.PI * detuningHz * seconds), on));
            default -> List.of(operation);
        };
    }
}
