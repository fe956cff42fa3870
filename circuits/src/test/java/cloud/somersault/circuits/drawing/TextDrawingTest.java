package cloud.somersault.circuits.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.drawing.TextDrawing.Characters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Approved drawings, and what holds for every drawing. */
class TextDrawingTest {
    private static final Path APPROVED =
            Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources/drawings");

    /** The approved file has the drawing's name in kebab case. */
    enum Golden {
        BELL(Drawn::bell, 80, Characters.UNICODE),
        TELEPORTATION(Drawn::teleportation, 120, Characters.UNICODE),
        QUANTUM_FOURIER_TRANSFORM(Drawn::quantumFourierTransform, 100, Characters.UNICODE),
        EVERYTHING(Drawn::everything, 160, Characters.UNICODE),
        EVERYTHING_WRAPPED(Drawn::everything, 60, Characters.UNICODE),
        EVERYTHING_ASCII(Drawn::everything, 160, Characters.ASCII);

        private final Supplier<Circuit> circuit;
        private final int width;
        private final Characters characters;

        Golden(Supplier<Circuit> circuit, int width, Characters characters) {
            this.circuit = circuit;
            this.width = width;
            this.characters = characters;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_drawing_is_the_approved_one(Golden golden) throws IOException {
        var file = APPROVED.resolve(golden.name().toLowerCase().replace('_', '-') + ".txt");
        String drawing = TextDrawing.draw(golden.circuit.get(), golden.width, golden.characters);
        if (Boolean.getBoolean("approve")) {
            Files.createDirectories(APPROVED);
            Files.writeString(file, drawing);
        }
        assertThat(drawing)
                .as("look at the drawing, then approve it: -Dtest=TextDrawingTest -Dapprove=true")
                .isEqualTo(Files.readString(file));
    }

    @Test
    void no_line_is_longer_than_the_width() {
        var dice = new SplittableRandom(Long.getLong("seed", 41));
        for (int i = 0; i < 300; i++) {
            var circuit = Drawn.random(dice, dice.nextInt(40), true);
            int width = dice.nextInt(TextDrawing.WIDTH_MIN, 140);
            for (var characters : Characters.values()) {
                assertThat(TextDrawing.draw(circuit, width, characters).lines())
                        .allMatch(line -> line.length() <= width);
            }
        }
    }

    @Test
    void every_strip_names_every_wire_once_and_in_order() {
        var dice = new SplittableRandom(Long.getLong("seed", 42));
        for (int i = 0; i < 100; i++) {
            var circuit = Drawn.random(dice, 30, true);
            var wires =
                    IntStream.range(0, circuit.qubits() + 2)
                            .mapToObj(row ->
                                    row < circuit.qubits()
                                            ? "q" + row
                                            : List.of("a/3", "b/2").get(row - circuit.qubits()))
                            .toList();
            var names =
                    TextDrawing.draw(circuit, 60)
                            .lines()
                            .filter(line -> line.matches("^ *[a-z0-9/]+: .*"))
                            .map(line -> line.substring(0, line.indexOf(':')).strip())
                            .toList();
            assertThat(names.size() % wires.size()).isZero();
            for (int row = 0; row < names.size(); row++) {
                assertThat(names.get(row)).isEqualTo(wires.get(row % wires.size()));
            }
        }
    }

    @Test
    void a_wire_goes_on_without_a_gap_outside_its_boxes() {
        var dice = new SplittableRandom(Long.getLong("seed", 43));
        for (int i = 0; i < 100; i++) {
            var drawing = TextDrawing.draw(Drawn.random(dice, 30, true), 100);
            assertThat(drawing.lines().filter(line -> line.matches("^ *q\\d+: .*")))
                    .allSatisfy(line -> {
                        String wire = line.substring(line.indexOf(':') + 2);
                        assertThat(wire.replaceAll("┤[^├]*├", "")).doesNotContain(" ");
                    });
        }
    }

    @Test
    void ascii_is_ascii() {
        var dice = new SplittableRandom(Long.getLong("seed", 44));
        for (int i = 0; i < 100; i++) {
            assertThat(TextDrawing.draw(Drawn.random(dice, 30, true), 100, Characters.ASCII))
                    .matches("[\\n -~]*");
        }
        var odd = List.of(new ClassicalRegister("größe\u0000\n", 0, 1));
        var circuit = new Circuit(1, odd, List.of(new Operation.Measure(0, 0)));
        assertThat(TextDrawing.draw(circuit, 60, Characters.ASCII)).contains("gr??e??/1: ");
    }

    @Test
    void every_gate_shows_its_name_and_parameters_or_its_own_sign() {
        for (var gate : Gate.values()) {
            var parameters = gate.parameters().stream().map(_ -> .375).toList();
            var qubits = IntStream.range(0, gate.qubits()).boxed().toList();
            var apply = new Operation.Apply(gate, parameters, qubits);
            var drawing = TextDrawing.draw(new Circuit(3, List.of(), List.of(apply)), 80);
            if (!parameters.isEmpty()) {
                assertThat(drawing).contains("0.375");
            }
            long signs = drawing.split("●|⊕|×|┤ ", -1).length - 1;
            assertThat(signs).as("%s", gate).isEqualTo(gate == Gate.GPHASE ? 0 : gate.qubits());
        }
    }

    @Test
    void angles_are_short() {
        var labels = new Labels(Drawn.bell(), false, 24);
        assertThat(labels.angle(Math.PI)).isEqualTo("π");
        assertThat(labels.angle(-3 * Math.PI / 4)).isEqualTo("-3π/4");
        assertThat(labels.angle(0)).isEqualTo("0");
        assertThat(labels.angle(.1 + .2)).isEqualTo("0.3");
        assertThat(labels.angle(123.456)).isEqualTo("123");
        assertThat(labels.angle(-1e-12)).isEqualTo("0");
        assertThat(labels.angle(1.23456e-5)).isEqualTo("0.0000123");
        assertThat(labels.angle(Double.MAX_VALUE)).isEqualTo("1.8E+308");
    }

    @Test
    void a_large_circuit_is_drawn_up_to_a_limit_and_says_what_is_left() {
        var many = Collections.<Operation>nCopies(100_000, Drawn.apply(Gate.H, 0));
        var long_ = TextDrawing.draw(new Circuit(1, List.of(), many), 100);
        assertThat(long_).endsWith("… 99,000 more operations\n");
        assertThat(long_.chars().filter(c -> c == 'H').count()).isEqualTo(1000);

        var wide = IntStream.range(0, 10_000).<Operation>mapToObj(q -> Drawn.apply(Gate.H, q));
        assertThat(TextDrawing.draw(new Circuit(10_000, List.of(), wide.toList()), 100))
                .contains("q127: ")
                .doesNotContain("q128: ")
                .contains("… 9,872 more operations")
                .contains("9,872 idle qubits not drawn");
    }

    @Test
    void conditions_inside_each_other_are_bounded_too() {
        Operation deep = Drawn.apply(Gate.X, 0);
        for (int i = 0; i < 33; i++) {
            deep = new Operation.If(Condition.bit(0), List.of(deep), List.of());
        }
        var registers = List.of(new ClassicalRegister("c", 0, 1));
        var operations = List.of(Drawn.apply(Gate.H, 0), deep);
        assertThat(TextDrawing.draw(new Circuit(1, registers, operations), 80))
                .contains("H")
                .endsWith("… 34 more operations\n");
    }

    @Test
    void frames_on_many_wires_are_drawn_up_to_a_limit() {
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < 60; i++) {
            Operation deep = Drawn.apply(Gate.X, i);
            for (int level = 0; level < 15; level++) {
                deep = new Operation.If(Condition.bit(0), List.of(deep), List.of());
            }
            operations.add(deep);
        }
        var circuit = new Circuit(60, List.of(new ClassicalRegister("c", 0, 1)), operations);
        assertThat(TextDrawing.draw(circuit, 80).length()).isLessThan(16_000_000);
    }

    @Test
    void a_loop_is_a_frame_and_an_assignment_a_box_on_its_register() {
        var again = List.<Operation>of(new Operation.Measure(0, 0));
        var circuit =
                Circuit.of(1, 2)
                        .add(new Operation.While(Condition.bit(0), again, 9))
                        .add(new Operation.Assign(1, new Condition.Not(Condition.bit(0))))
                        .build();
        assertThat(TextDrawing.draw(circuit, 80))
                .contains("┏ while c[0] == 1 ━")
                .contains("╡ c[1] = !(c[0] == 1) ╞");
    }

    @Test
    void idle_qubits_of_a_large_chip_are_left_out() {
        var circuit = Circuit.of(72, 1).gate(Gate.CZ, 17, 42).measure(42, 0).build();
        assertThat(TextDrawing.draw(circuit, 80))
                .contains("q17: ", "q42: ", "70 idle qubits not drawn")
                .doesNotContain("q0: ");
    }

    @Test
    void an_empty_circuit_has_its_wires_and_no_circuit_has_none() {
        assertThat(TextDrawing.draw(Circuit.of(1, 1).build(), 80))
                .isEqualTo(" q0: ──\n\nc/1: ══\n");
        assertThat(TextDrawing.draw(Circuit.of(0, 0).build(), 80)).isEmpty();
    }

    @Test
    void a_width_without_room_is_refused() {
        assertThatThrownBy(() -> TextDrawing.draw(Drawn.bell(), 39))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a drawing needs a width of 40, not 39");
    }
}
