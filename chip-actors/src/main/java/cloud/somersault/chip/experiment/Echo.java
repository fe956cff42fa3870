package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures T2 with an echo: a half turn in the middle of the wait undoes what is slow, so neither
 * detuning nor slow noise is seen. The last half turn brings coherence to the excited state.
 *
 * @param delaysSeconds how long is waited in all, one circuit for each
 */
public record Echo(List<Double> delaysSeconds) implements Experiment<Measured> {

    public Echo {
        delaysSeconds = List.copyOf(delaysSeconds);
    }

    /** Sixteen delays up to three times what T2 is thought to be. */
    public static Echo about(double t2Seconds) {
        return new Echo(Delays.even(16, 3 * t2Seconds));
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public List<Circuit> circuits() {
        return delaysSeconds.stream()
                .map(delay ->
                        Pulses.on(1)
                                .turnX(0, Math.PI / 2)
                                .waits(0, delay / 2)
                                .turnX(0, Math.PI)
                                .waits(0, delay / 2)
                                .turnX(0, -Math.PI / 2)
                                .measured())
                .collect(Collectors.toUnmodifiableList());
    }

    /** T2 in seconds. */
    @Override
    public Outcome<Measured> analyse(Readings readings) {
        return Delays.decay(delaysSeconds, readings, "T2");
    }
}
