package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A compilation that nobody waits for any more ends. */
class CancellationTest {
    private static final Device LATTICE = Devices.uniformGrid(6, 12);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void a_cancelled_compilation_ends_at_the_next_question(int level) {
        var circuit = GeneratedCircuits.fourier(8);
        var options = new CompilerOptions(Layout.AUTO, level, 7);
        var asked = new AtomicInteger();
        var patient =
                Compiler.compile(
                        circuit,
                        LATTICE,
                        options,
                        () -> {
                            asked.incrementAndGet();
                            return false;
                        });
        assertThat(patient).isEqualTo(Compiler.compile(circuit, LATTICE, options));
        int questions = asked.get();
        assertThat(questions).isGreaterThan(circuit.size());
        for (int share = 0; share < 4; share++) {
            int patience = questions * share / 4;
            asked.set(0);
            assertThatThrownBy(() ->
                            Compiler.compile(
                                    circuit,
                                    LATTICE,
                                    options,
                                    () -> asked.incrementAndGet() > patience))
                    .isInstanceOf(CancelledCompilationException.class);
            assertThat(asked).hasValue(patience + 1);
        }
    }

    @Test
    void a_batch_forgets_a_cancelled_search_and_goes_on() {
        var circuit = GeneratedCircuits.fourier(6);
        var options = new CompilerOptions(Layout.AUTO, 2, 7);
        var batch = new BatchCompiler(4);
        assertThatThrownBy(() -> batch.compile(circuit, LATTICE, options, () -> true))
                .isInstanceOf(CancelledCompilationException.class);
        assertThat(batch.compile(circuit, LATTICE, options))
                .isEqualTo(Compiler.compile(circuit, LATTICE, options));
    }

    @Test
    void an_explanation_can_be_cancelled_too() {
        var options = new CompilerOptions(Layout.AUTO, 1, 7);
        assertThatThrownBy(() ->
                        Compiler.explain(
                                GeneratedCircuits.fourier(4),
                                LATTICE,
                                options,
                                () -> 0,
                                () -> true))
                .isInstanceOf(CancelledCompilationException.class);
    }
}
