package cloud.somersault.chip.history;

import cloud.somersault.chip.ChipDurations;
import cloud.somersault.chip.ChipLimits;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitFigures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures by the names that they have in JSON, in the order in which they stand there. */
public final class Figures {
    /** The figures of a qubit. */
    public static final List<String> OF_QUBITS =
            List.of(
                    "frequencyHz",
                    "t1Seconds",
                    "t2Seconds",
                    "ts2Seconds",
                    "gateFidelity",
                    "readZeroGivenZero",
                    "readOneGivenOne");

    /** The figures of a coupler. */
    public static final List<String> OF_COUPLERS = List.of("czFidelity");

    private static final List<String> OF_CHIPS =
            List.of(
                    "durations.oneQubitGateSeconds",
                    "durations.twoQubitGateSeconds",
                    "durations.readoutSeconds",
                    "durations.shotPeriodSeconds",
                    "limits.layersMax",
                    "limits.shotsMax",
                    "limits.circuitsMax");

    private Figures() {}

    static Map<String, Double> of(QubitFigures figures) {
        return named(
                OF_QUBITS,
                figures.frequencyHz(),
                figures.t1Seconds(),
                figures.t2Seconds(),
                figures.ts2Seconds(),
                figures.gateFidelity(),
                figures.readZeroGivenZero(),
                figures.readOneGivenOne());
    }

    static Map<String, Double> of(CouplerFigures figures) {
        return named(OF_COUPLERS, figures.czFidelity());
    }

    /** What holds for the chip as a whole. */
    static Map<String, Double> of(ChipSnapshot chip) {
        ChipDurations durations = chip.durations();
        ChipLimits limits = chip.limits();
        return named(
                OF_CHIPS,
                durations.oneQubitGateSeconds(),
                durations.twoQubitGateSeconds(),
                durations.readoutSeconds(),
                durations.shotPeriodSeconds(),
                limits.layersMax(),
                limits.shotsMax(),
                limits.circuitsMax());
    }

    private static Map<String, Double> named(List<String> names, double... values) {
        var figures = new LinkedHashMap<String, Double>();
        for (int place = 0; place < values.length; place++) {
            figures.put(names.get(place), values[place]);
        }
        return Collections.unmodifiableMap(figures);
    }
}
