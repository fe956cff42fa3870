package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.chip.qubit.QubitFigures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** The data file is the published calibration, and a damaged one is refused with its place. */
class ChipDataTest {

    private static final ChipSnapshot WUKONG = ChipData.wukong().snapshot(1);

    @Test
    void wukong_has_63_of_72_qubits_and_54_of_126_couplers_in_service() {
        assertThat(WUKONG.qubits()).hasSize(72);
        assertThat(WUKONG.couplers()).hasSize(126);
        assertThat(WUKONG.qubits().stream().filter(qubit -> !qubit.inService()))
                .extracting(ChipQubit::id)
                .containsExactly(0, 18, 23, 42, 43, 49, 65, 68, 71);
        assertThat(WUKONG.couplers().stream().filter(ChipCoupler::inService)).hasSize(54);
    }

    @Test
    void every_coupler_joins_two_neighbours_on_a_lattice_6_wide_and_12_tall() {
        for (var qubit : WUKONG.qubits()) {
            assertThat(qubit.id()).isEqualTo(6 * qubit.row() + qubit.column());
        }
        for (var coupler : WUKONG.couplers()) {
            var first = WUKONG.qubits().get(coupler.first());
            var second = WUKONG.qubits().get(coupler.second());
            assertThat(second.row() - first.row() + second.column() - first.column()).isEqualTo(1);
        }
    }

    @Test
    void figures_are_the_published_ones_in_si_units() {
        // Qubit 50 as published: 4200.0 MHz, T1 18.69 us, T2 2.37 us, Ts2 2.06 us, 0.9937,
        // readout "0.6754/0.6742".
        assertThat(WUKONG.qubitFigures(50))
                .contains(
                        new QubitFigures(
                                4.2e9, 18.69e-6, 2.37e-6, 2.06e-6, 0.9937, 0.6754, 0.6742));
        assertThat(WUKONG.couplerFigures(5, 4).orElseThrow().czFidelity()).isEqualTo(0.9889);
        assertThat(WUKONG.couplerFigures(1, 7).orElseThrow().czFidelity()).isEqualTo(0.9755);
        assertThat(WUKONG.couplerFigures(0, 1)).isEmpty();
        assertThat(WUKONG.couplerFigures(0, 7)).isEmpty();
        assertThat(WUKONG.qubitFigures(72)).isEmpty();
    }

    @Test
    void means_are_those_that_the_service_published_beside_the_figures() {
        // avgT1 18.87 us, avgT2 5.49 us, avgTs2 9.34 us, adjAvgFidelity 0.9972,
        // gateAvgFidelity 0.9629, all rounded to the last digit given.
        assertThat(mean(QubitFigures::t1Seconds)).isCloseTo(18.87e-6, within(0.005e-6));
        assertThat(mean(QubitFigures::t2Seconds)).isCloseTo(5.49e-6, within(0.005e-6));
        assertThat(mean(QubitFigures::ts2Seconds)).isCloseTo(9.34e-6, within(0.005e-6));
        assertThat(mean(QubitFigures::gateFidelity)).isCloseTo(0.9972, within(0.00005));
        assertThat(
                        WUKONG.couplers().stream()
                                .flatMap(coupler -> coupler.known().stream())
                                .mapToDouble(figures -> figures.czFidelity())
                                .average()
                                .orElseThrow())
                .isCloseTo(0.9629, within(0.00005));
    }

    private static double mean(ToDoubleFunction<QubitFigures> figure) {
        return WUKONG.qubits().stream()
                .flatMap(qubit -> qubit.known().stream())
                .mapToDouble(figure)
                .average()
                .orElseThrow();
    }

    @Test
    void durations_and_limits_are_those_of_the_chip() {
        assertThat(WUKONG.durations()).isEqualTo(new ChipDurations(30e-9, 40e-9, 1e-6, 200e-6));
        assertThat(WUKONG.limits()).isEqualTo(new ChipLimits(500, 10_000, 200));
        assertThat(WUKONG.source()).contains("bird/qpilot").contains("Apache-2.0");
    }

    @Test
    void a_snapshot_written_as_json_reads_back_equal() {
        assertThat(ChipSnapshot.fromJson(WUKONG.toJson())).isEqualTo(WUKONG);
        assertThat(WUKONG.toJson())
                .contains(
                        "{\"id\":0,\"row\":0,\"column\":0,\"inService\":false,\"reason\":\"no figures published\"}")
                .contains("\"t1Seconds\":1.869E-5");
    }

    @Test
    void the_digest_names_the_figures_and_not_the_version() {
        assertThat(WUKONG.digest()).matches("[0-9a-f]{64}");
        assertThat(WUKONG.withVersion(7).digest()).isEqualTo(WUKONG.digest());
        var other = ChipData.read(text().replaceFirst("0\\.9755", "0.9754"), "other").snapshot(1);
        assertThat(other.digest()).isNotEqualTo(WUKONG.digest());
    }

    @Test
    void the_canonical_form_is_as_described() {
        assertThat(SnapshotDigest.canonical(WUKONG).lines())
                .startsWith(
                        "somersault-chip-snapshot-1",
                        "chip wukong",
                        "measured 2026-03-06T07:41:31Z")
                .contains(
                        "lattice 6 12",
                        "durations 3.0E-8 4.0E-8 1.0E-6 2.0E-4",
                        "limits 500 10000 200",
                        "qubit 0 0 0 out no figures published",
                        "qubit 50 8 2 in 4.2E9 1.869E-5 2.37E-6 2.06E-6 0.9937 0.6754 0.6742",
                        "coupler 4 5 in 0.9889")
                .hasSize(7 + 72 + 126);
    }

    @Test
    void a_damaged_file_is_refused_with_the_place_and_the_reason() {
        refused("{", "wukong.json, line 1", "not JSON");
        refused(text().replaceFirst("\"t1Seconds\": 1.254e-05, ", ""), "qubits[1]", "t1Seconds");
        refused(
                text().replaceFirst("\"t1Seconds\": 1.254e-05", "\"t1Seconds\": -1"),
                "qubits[1].figures",
                "t1Seconds must be positive, not -1.0");
        refused(text().replaceFirst("\"width\": 6", "\"width\": 5"), "outside the lattice");
        refused(text().replaceFirst("\"width\"", "\"breadth\""), "at lattice.width", "Missing");
        refused(text().replaceFirst("\"width\"", "\"depth\": 1, \"width\""), "lattice.depth");
        refused(text().replaceFirst("somersault-chip-1", "chip-9"), "form must be");
        refused(
                text().replaceFirst(
                                "\"second\": 1, \"inService\": false, \"reason\": \"no figures published\"",
                                "\"second\": 1, \"inService\": true, \"figures\": {\"czFidelity\": 0.9}"),
                "coupler 0-1 is in service although one of its qubits is not");
        refused(text().replaceFirst("\"second\": 6", "\"second\": 72"), "does not have");
        assertThatThrownBy(() -> ChipData.ofResource("nowhere.json"))
                .isInstanceOf(ChipDataException.class)
                .hasMessage("nowhere.json: there is no such resource");
    }

    private static void refused(String json, String... words) {
        assertThatThrownBy(() -> ChipData.read(json, "wukong.json"))
                .isInstanceOf(ChipDataException.class)
                .message()
                .startsWith("wukong.json")
                .contains(List.of(words));
    }

    private static String text() {
        try (var in = ChipData.class.getResourceAsStream("wukong-2026-03-06.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
