package cloud.somersault.chip.calibration;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Lattice;
import cloud.somersault.chip.coupler.CouplerFigures;
import cloud.somersault.chip.qubit.QubitFigures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Six qubits, three wide and two tall, with middling figures; the coupler 2-5 never worked.
 *
 * <pre>
 * 0 - 1 - 2
 * |   |
 * 3 - 4 - 5
 * </pre>
 */
public final class Six {
    /** The name of the chip. */
    public static final String NAME = "six";

    private static final List<List<Integer>> PAIRS =
            List.of(
                    List.of(0, 1),
                    List.of(0, 3),
                    List.of(1, 2),
                    List.of(1, 4),
                    List.of(2, 5),
                    List.of(3, 4),
                    List.of(4, 5));

    private Six() {}

    /** Its first version. */
    public static ChipSnapshot snapshot() {
        var wukong = ChipData.wukong();
        var qubits = new ArrayList<ChipQubit>();
        for (int id = 0; id < 6; id++) {
            qubits.add(new ChipQubit.InService(id, id / 3, id % 3, figures(id)));
        }
        var couplers = new ArrayList<ChipCoupler>();
        for (var pair : PAIRS) {
            int first = pair.getFirst();
            int second = pair.getLast();
            couplers.add(
                    second - first == 3 && first == 2
                            ? new ChipCoupler.OutOfService(first, second, "no figures published")
                            : new ChipCoupler.InService(
                                    first, second, new CouplerFigures(0.96 + 0.004 * first)));
        }
        return new ChipSnapshot(
                NAME,
                1,
                Instant.parse("2026-03-06T07:00:00Z"),
                "made up",
                new Lattice(3, 2),
                wukong.durations(),
                wukong.limits(),
                qubits,
                couplers);
    }

    private static QubitFigures figures(int id) {
        return new QubitFigures(
                4.0e9 + 0.11e9 * id,
                20e-6 + 2e-6 * id,
                5e-6 + 1e-6 * id,
                4e-6,
                0.997 + 0.0003 * id,
                0.95,
                0.88);
    }
}
