package cloud.somersault.tuning.quantum;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.ChipData;
import cloud.somersault.circuits.compiler.Device;
import cloud.somersault.circuits.compiler.DeviceCoupler;
import cloud.somersault.circuits.compiler.DeviceQubit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RingPackingTest {

    @ParameterizedTest
    @CsvSource({"4, 18", "2, 36", "6, 12", "8, 9"})
    void a_lattice_of_72_qubits_is_tiled_without_a_gap(int size, int rings) {
        assertThat(RingPacking.of(lattice(12, 6, Set.of()), size)).hasSize(rings);
    }

    @Test
    void a_dead_qubit_costs_one_block() {
        assertThat(RingPacking.of(lattice(12, 6, Set.of(0)), 4)).hasSize(17);
    }

    @Test
    void there_is_no_ring_of_three_on_a_square_lattice() {
        assertThat(RingPacking.of(lattice(12, 6, Set.of()), 3)).isEmpty();
    }

    @Test
    void rings_on_the_real_chip_touch_nothing_dead_and_nobody_else() {
        var device = ChipData.wukong().snapshot(1).device();
        var rings = RingPacking.of(device, 4);
        // Of its 126 couplers 54 work; seven blocks have all four, of which four are disjoint.
        assertThat(rings).hasSize(4);
        var taken = new HashSet<Integer>();
        for (var ring : rings) {
            assertThat(ring).hasSize(4).allMatch(taken::add);
            for (int i = 0; i < 4; i++) {
                int a = ring.get(i);
                int b = ring.get((i + 1) % 4);
                assertThat(device.qubits().get(a).inService()).isTrue();
                assertThat(device.couplers())
                        .anyMatch(one ->
                                one.inService()
                                        && Set.of(one.first(), one.second()).equals(Set.of(a, b)));
            }
        }
    }

    static Device lattice(int rows, int columns, Set<Integer> dead) {
        var qubits =
                IntStream.range(0, rows * columns)
                        .mapToObj(id -> new DeviceQubit(id, !dead.contains(id), 0, 0, 0, 0))
                        .toList();
        var couplers = new ArrayList<DeviceCoupler>();
        for (int id = 0; id < rows * columns; id++) {
            for (int next : List.of(id + 1, id + columns)) {
                boolean beside = next == id + 1 ? next % columns != 0 : next < rows * columns;
                if (beside) {
                    boolean works = !dead.contains(id) && !dead.contains(next);
                    couplers.add(new DeviceCoupler(id, next, works, 0));
                }
            }
        }
        return new Device("lattice", qubits, couplers, 30e-9, 40e-9, 1e-6, 1000);
    }
}
