package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pulse times that the real chip's cloud reported for its own runs on 2026-03-09 (public
 * repository bird/qpilot, Apache-2.0). A program here is written as letters: H, X; C is a CX from
 * the first to the second qubit; X1 to Y3 are rotations by quarter turns about X or Y.
 */
class RecordedRunsTest {
    private static final String RB_10 =
            "Y1X2X1Y2Y1X1Y2X1Y2Y1X1Y2Y1X1Y2Y1X2Y3X1Y2Y3X1Y2Y3X2Y3X1Y2X2X2Y2X3Y1X2Y1Y2X3Y1Y2X3Y1X2"
                    + "Y3Y2X3Y3Y2X3Y3Y2X3Y2X3Y3Y2X3X2Y3";
    private static final String RB_50 =
            "X1Y2Y3X1Y2Y1X1Y2Y2X1Y2Y3X1Y2X1Y2Y1X1Y2X2Y2X1Y2Y1X2Y3X2Y3X1Y2X1Y2Y1X2X1Y2Y3X2Y1X1Y2X2"
                    + "Y1X1Y2Y1X1Y2Y1X2Y1X1Y2X2X1Y2Y1X1Y2X1Y2X2X1Y2Y1X1Y2X2Y3X1Y2Y1X2Y3Y1X1Y2Y1X2"
                    + "X1Y2X2Y1X1Y2X2X1Y2X1Y2X2Y3X2X1Y2Y1X1Y2Y3Y1X1Y2X1Y2Y3X1Y2Y1X2Y3X1Y2X2X1Y2X2"
                    + "Y2Y3X2Y2X1Y2Y3X1Y2Y2Y3X1Y2X2X1Y2Y3X2Y1X2X1Y2Y2Y1X1Y2X1Y2Y3Y1X1Y2Y3X2X2Y1Y2"
                    + "X3Y3Y1Y2X3Y2X3Y3Y2Y2X3X2Y3X2Y1Y2X3X2Y2X3Y1Y2Y2X3Y1Y2X3Y2X2Y1Y2X2Y2X3X2Y2X3"
                    + "Y1X2Y3Y2X3Y1Y2X3Y2X3Y3Y1Y2X3Y3Y2X3X2Y1X2Y2X3Y2X3X2Y2X3Y3X2Y2X3X2Y3Y2X3Y3Y1"
                    + "X2Y3Y2X3Y1X2Y2X3Y3Y2X3X2Y2X3Y2X3Y3Y2X3X2Y2X3Y3X2Y3Y2X3Y3Y2X3Y3X2Y2X3Y3X2Y1"
                    + "Y2X3X2Y3Y2X3Y2X3Y1X2Y1X2Y3Y2X3Y2X2Y2X3Y3Y2X3Y2X3Y1Y2X3Y2Y2X3Y3Y2X3Y1Y2X3";

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "bell_best_1, 56, 62, HC, 100",
        "bell_worst_1, 50, 51, HC, 100",
        "rb_q50_d1, 50, -1, X1Y2Y3Y1Y2X3, 180",
        "rb_q50_d10, 50, -1, RB_10, 1740",
        "rb_q50_d50, 50, -1, RB_50, 9000",
        "readout_prep0_q50, 50, -1, '', 0",
        "readout_prep0_q51, 51, -1, '', 0",
        "readout_prep1_q50, 50, -1, X, 30",
        "readout_prep1_q51, 51, -1, X, 30",
        "zne_bell_x1, 56, 62, HC, 100",
        "zne_bell_x3, 56, 62, HCCHHC, 300"
    })
    void level_0_takes_the_time_that_the_real_chip_took(
            String run, int first, int second, String letters, long nanoseconds) {
        var text = letters.equals("RB_10") ? RB_10 : letters.equals("RB_50") ? RB_50 : letters;
        var circuit = circuit(first, second, text);
        var compiled =
                (Compiled)
                        Compiler.compile(
                                circuit,
                                Devices.wukong(),
                                new CompilerOptions(Layout.PHYSICAL, 0, 1));
        LawfulProgram.check(compiled, Devices.wukong());
        assertThat(compiled.durationSeconds()).as(run).isEqualTo(nanoseconds / 1e9);
        assertThat(compiled.circuit().operations().getLast()).isInstanceOf(Operation.Measure.class);
    }

    private static Circuit circuit(int first, int second, String text) {
        var circuit = Circuit.of(72, second < 0 ? 1 : 2);
        for (int i = 0; i < text.length(); i++) {
            boolean quarter = i + 1 < text.length() && Character.isDigit(text.charAt(i + 1));
            switch (text.charAt(i)) {
                case 'H' -> circuit.gate(Gate.H, first);
                case 'C' -> circuit.gate(Gate.CX, first, second);
                case 'X', 'Y' -> {
                    var gate = text.charAt(i) == 'X' ? Gate.X : Gate.Y;
                    if (quarter) {
                        double angle = (text.charAt(++i) - '0') * Math.PI / 2;
                        var rotation = gate == Gate.X ? Gate.RX : Gate.RY;
                        circuit.gate(rotation, List.of(angle), first);
                    } else {
                        circuit.gate(gate, first);
                    }
                }
                default -> throw new IllegalArgumentException(text);
            }
        }
        circuit.measure(first, 0);
        if (second >= 0) {
            circuit.measure(second, 1);
        }
        return circuit.build();
    }
}
