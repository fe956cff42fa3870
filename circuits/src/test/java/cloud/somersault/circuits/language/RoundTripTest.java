package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Law: what is written and read again is what it was. */
class RoundTripTest {
    private static final long SEED = Long.getLong("seed", 17);

    private static Circuit read(String text) {
        return switch (Programs.read(text, Language.OPENQASM_3, ReadLimits.DEFAULT, Map.of())) {
            case Reading.Accepted(var program) -> program.circuit();
            case Reading.Refused(var diagnostics) ->
                    throw new AssertionError(diagnostics.getFirst().pretty() + "\n" + text);
        };
    }

    @ParameterizedTest
    @EnumSource
    void openqasm_3_gives_back_the_identical_circuit(QubitNaming naming) {
        for (int i = 0; i < 300; i++) {
            var circuit = RandomCircuits.of(SEED + i, 40);
            var text = Programs.write(circuit, Language.OPENQASM_3, naming);
            assertThat(read(text)).as("seed %s\n%s", SEED + i, text).isEqualTo(circuit);
        }
    }

    @Test
    void a_chip_keeps_its_size_when_few_of_its_qubits_are_named() {
        var circuit = new Circuit(72, java.util.List.of(), java.util.List.of());
        var text = Programs.write(circuit, Language.OPENQASM_3, QubitNaming.PHYSICAL);
        assertThat(read(text)).isEqualTo(circuit);
    }
}
