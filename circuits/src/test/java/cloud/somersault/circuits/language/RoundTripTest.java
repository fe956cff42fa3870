package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Law: what is written and read again is what it was. */
class RoundTripTest {
    private static final long SEED = Long.getLong("seed", 17);

    /** Some hundred products of numbers of size one. */
    private static final double ROUNDING = 1e-11;

    @ParameterizedTest
    @EnumSource
    void openqasm_3_gives_back_the_identical_circuit(QubitNaming naming) {
        for (int i = 0; i < 300; i++) {
            var circuit = RandomCircuits.of(SEED + i, 40);
            var text = Programs.write(circuit, Language.OPENQASM_3, naming);
            assertThat(Texts.circuit(Language.OPENQASM_3, text))
                    .as("seed %s\n%s", SEED + i, text)
                    .isEqualTo(circuit);
        }
    }

    @Test
    void openqasm_3_says_whether_qubits_are_the_chips() {
        var circuit = Circuit.of(3, 1).gate(Gate.H, 1).measure(1, 0).build();
        for (var naming : QubitNaming.values()) {
            var text = Programs.write(circuit, Language.OPENQASM_3, naming);
            var reading =
                    Programs.read(
                            text, Language.OPENQASM_3, ReadLimits.DEFAULT, java.util.Map.of());
            assertThat(((Reading.Accepted) reading).program().physicalQubits())
                    .isEqualTo(naming == QubitNaming.PHYSICAL);
        }
    }

    @Test
    void a_chip_keeps_its_size_when_few_of_its_qubits_are_named() {
        var circuit = new Circuit(72, List.of(), List.of());
        var text = Programs.write(circuit, Language.OPENQASM_3, QubitNaming.PHYSICAL);
        assertThat(Texts.circuit(Language.OPENQASM_3, text)).isEqualTo(circuit);
    }

    @Test
    void a_delay_of_forty_nanoseconds_is_written_as_such() {
        var circuit = Circuit.of(4, 0).add(new Operation.Delay(40e-9, List.of(3))).build();
        assertThat(Programs.write(circuit, Language.OPENQASM_3, QubitNaming.PHYSICAL))
                .contains("delay[40.0ns] $3;");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENQASM_2", "ORIGINIR"})
    void the_other_languages_give_back_an_equivalent_circuit(Language language) {
        for (int i = 0; i < 60; i++) {
            var circuit =
                    RandomCircuits.of(
                            SEED + i,
                            12,
                            operation ->
                                    operation instanceof Operation.Apply
                                            || operation instanceof Operation.Controlled);
            circuit = circuit.withOperations(onFewQubits(circuit));
            var small = new Circuit(6, circuit.registers(), circuit.operations());
            var text = Programs.write(small, language, QubitNaming.REGISTER);
            var again = Texts.circuit(language, text);
            assertThat(again.qubits()).isEqualTo(6);
            assertThat(Unitary.of(again).distanceUpToPhase(Unitary.of(small)))
                    .as("seed %s\n%s", SEED + i, text)
                    .isLessThan(ROUNDING);
        }
    }

    /** Operations on the first six qubits, with angles of ordinary size. */
    private static List<Operation> onFewQubits(Circuit circuit) {
        var kept = new ArrayList<Operation>();
        for (var operation : circuit.operations()) {
            var target =
                    operation instanceof Operation.Controlled(_, var inner)
                            ? inner
                            : (Operation.Apply) operation;
            boolean small = operation.qubits().stream().allMatch(qubit -> qubit < 6);
            if (small && target.parameters().stream().allMatch(p -> Math.abs(p) < 10)) {
                kept.add(operation);
            }
        }
        return kept;
    }

    @ParameterizedTest
    @EnumSource
    void every_gate_of_the_registry_comes_back_from_openqasm_2(Gate gate) {
        var circuit = one(gate);
        var text = Programs.write(circuit, Language.OPENQASM_2, QubitNaming.REGISTER);
        var expected = gate == Gate.GPHASE ? circuit.withOperations(List.of()) : circuit;
        assertThat(Texts.circuit(Language.OPENQASM_2, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void every_gate_of_the_registry_comes_back_from_originir(Gate gate) {
        var circuit = one(gate);
        var text = Programs.write(circuit, Language.ORIGINIR, QubitNaming.REGISTER);
        var again = Texts.circuit(Language.ORIGINIR, text);
        assertThat(Unitary.of(again).distanceUpToPhase(Unitary.of(circuit))).isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @EnumSource
    void every_controlled_gate_keeps_its_phase_in_originir(Gate gate) {
        var apply = (Operation.Apply) one(gate).operations().getFirst();
        var circuit = Circuit.of(5, 0).add(new Operation.Controlled(List.of(4, 3), apply)).build();
        var text = Programs.write(circuit, Language.ORIGINIR, QubitNaming.REGISTER);
        var again = Texts.circuit(Language.ORIGINIR, text);
        assertThat(Unitary.of(again).distance(Unitary.of(circuit))).isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @EnumSource
    void every_controlled_gate_keeps_its_phase_in_openqasm_2(Gate gate) {
        var apply = (Operation.Apply) one(gate).operations().getFirst();
        var circuit = Circuit.of(5, 0).add(new Operation.Controlled(List.of(4, 3), apply)).build();
        var text = Programs.write(circuit, Language.OPENQASM_2, QubitNaming.REGISTER);
        var again = Texts.circuit(Language.OPENQASM_2, text);
        assertThat(Unitary.of(again).distance(Unitary.of(circuit))).isLessThan(ROUNDING);
    }

    private static Circuit one(Gate gate) {
        var parameters = new ArrayList<Double>();
        gate.parameters().forEach(_ -> parameters.add(0.3 + 0.7 * parameters.size()));
        var on = List.of(2, 0, 1).subList(0, gate.qubits());
        return Circuit.of(gate.qubits() == 0 ? 1 : 3, 0)
                .add(new Operation.Apply(gate, parameters, on))
                .build();
    }

    @Test
    void conditions_come_back_with_the_same_meaning() {
        var asked = new Condition.Compare(List.of(2, 0), Condition.Comparison.LESS, 2);
        var circuit =
                Circuit.of(2, 3)
                        .measure(0, 0)
                        .add(
                                new Operation.If(
                                        new Condition.Not(asked),
                                        List.of(new Operation.Reset(1)),
                                        List.of()))
                        .build();
        var originIr = Programs.write(circuit, Language.ORIGINIR, QubitNaming.REGISTER);
        var again = (Operation.If) Texts.circuit(Language.ORIGINIR, originIr).operations().get(1);
        for (int value = 0; value < 8; value++) {
            int bits = value;
            assertThat(again.condition().holds(bit -> (bits >> bit & 1) == 1))
                    .isNotEqualTo(asked.holds(bit -> (bits >> bit & 1) == 1));
        }
        assertThat(Programs.write(circuit, Language.OPENQASM_2, QubitNaming.REGISTER))
                .endsWith(
                        """
                        if(c==1) reset q[1];
                        if(c==3) reset q[1];
                        if(c==5) reset q[1];
                        if(c==7) reset q[1];
                        """);
    }

    @Test
    void what_a_language_cannot_say_is_refused_with_the_reason() {
        var delay = Circuit.of(1, 0).add(new Operation.Delay(1e-6, List.of(0))).build();
        assertThatThrownBy(() -> Programs.write(delay, Language.OPENQASM_2, QubitNaming.REGISTER))
                .isInstanceOf(UnwritableCircuitException.class)
                .hasMessage("OpenQASM 2 has no delay");
        assertThatThrownBy(() -> Programs.write(delay, Language.ORIGINIR, QubitNaming.REGISTER))
                .isInstanceOf(UnwritableCircuitException.class)
                .hasMessage("OriginIR has no delay");
    }
}
