package cloud.somersault.chip.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDataException;
import cloud.somersault.chip.ChipQubit;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The two texts are the real ones; source in the README beside them. */
class PublishedFormsTest {
    private static final String CLOUD = text("cloud-config-2026-03-06.json");
    private static final String PILOT = text("pilot-config-2024-06-03.json");

    private static String text(String name) {
        try (var in = PublishedFormsTest.class.getResourceAsStream("/published/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ChipData cloud() {
        return CloudConfig.read(CLOUD, "cloud", "wukong", "published");
    }

    private static ChipData pilot() {
        return PilotConfig.read(PILOT, "pilot", "wukong-2024", "published");
    }

    @Test
    void the_cloud_form_gives_the_chip_that_is_shipped() {
        var shipped = ChipData.wukong();
        assertThat(cloud().qubits()).isEqualTo(shipped.qubits());
        assertThat(cloud().couplers())
                .filteredOn(ChipCoupler::inService)
                .isEqualTo(shipped.couplers().stream().filter(ChipCoupler::inService).toList());
        assertThat(cloud().measuredAt()).isEqualTo(shipped.measuredAt());
        assertThat(cloud().limits()).isEqualTo(shipped.limits());
        assertThat(cloud().durations()).isEqualTo(shipped.durations());
    }

    @Test
    void the_pilot_form_has_the_parts_that_its_file_lists() {
        assertThat(pilot().qubits()).filteredOn(ChipQubit::inService).hasSize(60);
        assertThat(pilot().couplers()).filteredOn(ChipCoupler::inService).hasSize(84);
        assertThat(pilot().measuredAt()).isEqualTo(Instant.ofEpochMilli(1717395244425L));
        var first = pilot().qubits().getFirst().known().orElseThrow();
        assertThat(first.frequencyHz()).isEqualTo(4.175e9);
        assertThat(first.t1Seconds()).isEqualTo(1.1374e-5);
        assertThat(first.readZeroGivenZero()).isEqualTo(0.91);
        assertThat(first.readOneGivenOne()).isEqualTo(0.817);
        assertThat(pilot().notes()).anyMatch(note -> note.contains("[34, 54, 71]"));
    }

    @Test
    void reading_what_was_written_gives_the_same_figures() {
        var again =
                CloudConfig.read(
                        CloudConfig.write(cloud().snapshot(7), 3), "again", "wukong", "published");
        assertThat(again.qubits()).isEqualTo(cloud().qubits());
        assertThat(again.couplers()).isEqualTo(cloud().couplers());
        var pilotAgain =
                PilotConfig.read(
                        PilotConfig.write(pilot().snapshot(7)),
                        "again",
                        "wukong-2024",
                        "published");
        assertThat(pilotAgain.couplers()).isEqualTo(pilot().couplers());
        assertThat(pilotAgain.qubits()).hasSameSizeAs(pilot().qubits());
        assertThat(pilotAgain.measuredAt()).isEqualTo(pilot().measuredAt());
    }

    @Test
    void what_is_written_has_every_field_of_the_real_text_and_the_same_types() throws IOException {
        var mapper = new ObjectMapper();
        assertThat(
                        shape(
                                mapper.readTree(CloudConfig.write(cloud().snapshot(1), 0)),
                                "",
                                new ArrayList<>()))
                .containsAll(shape(mapper.readTree(CLOUD), "", new ArrayList<>()));
        assertThat(
                        shape(
                                mapper.readTree(PilotConfig.write(pilot().snapshot(1))),
                                "",
                                new ArrayList<>()))
                .containsAll(shape(mapper.readTree(PILOT), "", new ArrayList<>()));
    }

    /** Paths of all fields; which qubits and couplers there are does not matter, nor how many. */
    private static List<String> shape(JsonNode node, String path, List<String> found) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> {
                        var key = field.getKey().replaceAll("\\d+", "N");
                        var value = field.getValue();
                        boolean known = !value.isNull() && !value.asText("x").isEmpty();
                        if (known) {
                            var kind = value.isNumber() ? "number" : value.getNodeType().toString();
                            found.add(path + "/" + key + " " + kind);
                        }
                        shape(value, path + "/" + key, found);
                    });
        } else if (node.isArray()) {
            node.forEach(one -> shape(one, path + "/*", found));
        }
        return found.stream()
                .distinct()
                .filter(line -> !line.contains("/download") && !line.contains("/waitingTask"))
                .toList();
    }

    @Test
    void a_chip_that_is_known_keeps_its_lattice_its_coupling_map_and_its_reasons() {
        var lattice = ChipFiles.find("lattice-180").snapshot(3);
        for (var form : PublishedForm.values()) {
            var again = PublishedForm.calibrationOf(lattice, form.write(lattice, 0), "text", "us");
            assertThat(again.lattice()).isEqualTo(lattice.lattice());
            assertThat(again.couplers()).isEqualTo(lattice.couplers());
            assertThat(again.qubits()).hasSameSizeAs(lattice.qubits());
        }
        var wukong = ChipData.wukong().snapshot(1);
        var same = PublishedForm.calibrationOf(wukong, CLOUD, "text", wukong.source());
        assertThat(same.snapshot(1)).isEqualTo(wukong);
    }

    @Test
    void a_text_about_another_chip_is_refused() {
        var lattice = ChipFiles.find("lattice-102").snapshot(1);
        assertThatThrownBy(() -> PublishedForm.calibrationOf(lattice, CLOUD, "text", "us"))
                .isInstanceOf(ChipDataException.class)
                .hasMessageContaining("says 72 qubits, and chip lattice-102 has 102");
    }

    @Test
    void a_wrong_text_is_refused_by_its_place() {
        assertThatThrownBy(() -> CloudConfig.read("{\"qubitNum\": 2", "f", "c", "s"))
                .isInstanceOf(ChipDataException.class)
                .hasMessageContaining("f, line 1");
        assertThatThrownBy(() ->
                        CloudConfig.read(
                                CLOUD.replace("\"0.9742/0.9442\"", "\"0.97\""), "f", "c", "s"))
                .isInstanceOf(ChipDataException.class)
                .hasMessageContaining("f, at adjJSON.44.readFidelity:");
        assertThatThrownBy(() ->
                        PilotConfig.read(
                                PILOT.replace("\"QubitCount\": 72", "\"QubitCount\": 1e9"),
                                "f",
                                "c",
                                "s"))
                .isInstanceOf(ChipDataException.class);
    }
}
