package cloud.somersault.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.JobResult.CircuitResult;
import cloud.somersault.client.JobResult.Register;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistogramTest {
    private static final Terminal PLAIN = terminal(false);

    @Test
    void the_most_frequent_outcome_comes_first_and_fills_the_width() {
        var lines = Histogram.lines(PLAIN, result(Map.of("0", 250L, "1", 750L), List.of()), 16);

        assertThat(lines.get(1)).isEqualTo("1  " + "█".repeat(60) + "  0.7500   750");
        assertThat(lines.get(2))
                .isEqualTo("0  " + "█".repeat(20) + " ".repeat(40) + "  0.2500   250");
    }

    @Test
    void what_does_not_fit_is_summed_so_that_all_shots_are_on_the_page() {
        var counts = Map.of("00", 500L, "01", 300L, "10", 150L, "11", 50L);

        var lines = Histogram.lines(PLAIN, result(counts, List.of()), 2);

        assertThat(lines).hasSize(4);
        assertThat(lines.getLast()).startsWith("and 2 more outcomes").endsWith("0.2000   200");
    }

    @Test
    void registers_stand_apart_in_the_order_of_the_bitstring() {
        var registers = List.of(new Register("low", 0, 2), new Register("high", 2, 1));

        var lines = Histogram.lines(PLAIN, result(Map.of("101", 1000L), registers), 16);

        assertThat(lines.get(0)).startsWith("high low");
        assertThat(lines.get(1)).startsWith("1 01");
    }

    @Test
    void a_bar_is_exact_to_an_eighth_and_never_vanishes_while_there_is_a_count() {
        assertThat(Histogram.bar(1, 4)).isEqualTo("████");
        assertThat(Histogram.bar(0.5, 1)).isEqualTo("▌");
        assertThat(Histogram.bar(0.0001, 10)).isEqualTo("▏");
        assertThat(Histogram.bar(0, 10)).isEmpty();
    }

    @Test
    void long_bitstrings_are_shortened() {
        var zeros = "0".repeat(72);

        assertThat(Histogram.label(zeros, List.of(new Register("c", 0, 72))))
                .isEqualTo("0...0 (72 times)");
        assertThat(Histogram.label("01".repeat(36), List.of(new Register("c", 0, 72))))
                .hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void colours_are_used_only_when_wanted() {
        var result = result(Map.of("0", 1000L), List.of());

        assertThat(String.join("", Histogram.lines(PLAIN, result, 16))).doesNotContain("\033");
        assertThat(String.join("", Histogram.lines(terminal(true), result, 16)))
                .contains("\033[36m");
    }

    private static Terminal terminal(boolean colours) {
        var nowhere = new PrintStream(new ByteArrayOutputStream());
        return new Terminal(nowhere, nowhere, colours, false, 80);
    }

    private static CircuitResult result(Map<String, Long> counts, List<Register> registers) {
        int bits = counts.keySet().iterator().next().length();
        long shots = counts.values().stream().mapToLong(Long::longValue).sum();
        return new CircuitResult(
                0,
                shots,
                bits,
                new TreeMap<>(counts),
                registers,
                "state-vector",
                "1",
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "");
    }
}
