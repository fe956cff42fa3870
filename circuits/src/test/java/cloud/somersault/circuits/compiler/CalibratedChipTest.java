package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the calibration is good for, on the real chip's figures. */
class CalibratedChipTest {
    private static final long SEED = Long.getLong("seed", 31);
    private static final int QUBITS_MAX = 10;

    @Test
    void the_calibrated_chip_is_the_published_one() {
        var chip = WorkingChip.of(CalibratedChip.DEVICE);
        assertThat(chip.qubits().cardinality()).isEqualTo(63);
        assertThat(CalibratedChip.DEVICE.couplers()).hasSize(126);
        assertThat(CalibratedChip.DEVICE.couplers())
                .filteredOn(DeviceCoupler::inService)
                .hasSize(54);
        assertThat(chip.regions().getFirst().cardinality()).isEqualTo(27);
    }

    @Test
    void level_3_beats_ignoring_the_calibration_for_nine_of_ten_circuits_that_fit() {
        int circuits = 0;
        int better = 0;
        for (var circuit : CalibratedChip.programs().values()) {
            if (circuit.qubits() > QUBITS_MAX) {
                continue;
            }
            var compiled = CalibratedChip.compiled(circuit, 3);
            if (compiled.isPresent()) {
                double ignoring = CalibratedChip.successIgnoringCalibration(circuit);
                circuits++;
                better += compiled.get().estimatedSuccess() > ignoring ? 1 : 0;
            }
        }
        assertThat(circuits).isGreaterThanOrEqualTo(50);
        assertThat(10 * better).isGreaterThanOrEqualTo(9 * circuits);
    }

    @Test
    void a_higher_level_is_never_worse_by_the_estimate() {
        CalibratedChip.programs()
                .forEach((name, circuit) -> {
                    if (circuit.qubits() <= 6) {
                        requireOrder(name, circuit, CalibratedChip.DEVICE, Layout.AUTO, 3);
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void nor_for_random_programs_on_any_chip(int qubits) {
        for (var device :
                List.of(
                        CalibratedChip.DEVICE,
                        Devices.trees(),
                        Devices.line(6),
                        Devices.uniformGrid(3, 3),
                        Devices.perfectGrid(3, 3))) {
            var programs = new RandomPrograms(SEED, qubits);
            for (var circuit :
                    List.of(
                            programs.unitary(10),
                            programs.measured(12),
                            qubits > 1 ? programs.dynamic(10) : programs.measured(9))) {
                boolean line = device.name().equals("line");
                int levelMax = line ? CompilerOptions.OPTIMIZATION_MAX : 3;
                var deep = Devices.withLayers(device, 100_000);
                requireOrder(device.name(), circuit, deep, Layout.AUTO, levelMax);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void nor_on_qubits_that_the_program_names(int qubits) {
        var device = Devices.withLayers(Devices.complete(qubits), 100_000);
        for (int round = 0; round < 10; round++) {
            var programs = new RandomPrograms(SEED + round, qubits);
            requireOrder("unitary", programs.unitary(12), device, Layout.PHYSICAL, 2);
            requireOrder("dynamic", programs.dynamic(12), device, Layout.PHYSICAL, 2);
        }
    }

    /** Where nothing is known to err, CZ count. */
    private static void requireOrder(
            String name, Circuit circuit, Device device, Layout layout, int levelMax) {
        double success = 0;
        int czGates = Integer.MAX_VALUE;
        for (int level = 1; level <= levelMax; level++) {
            var options = new CompilerOptions(layout, level, SEED);
            var compiled = (Compiled) Compiler.compile(circuit, device, options);
            assertThat(compiled.estimatedSuccess())
                    .as("%s at level %d", name, level)
                    .isGreaterThanOrEqualTo(success);
            if (compiled.estimatedSuccess() == success) {
                assertThat(compiled.czGates()).as("%s", name).isLessThanOrEqualTo(czGates);
            }
            success = compiled.estimatedSuccess();
            czGates = compiled.czGates();
        }
    }
}
