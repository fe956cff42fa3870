package cloud.somersault.chip.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChipFilesTest {
    @TempDir private Path folder;

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void a_shipped_chip_is_found_by_its_name() {
        assertThat(ChipFiles.shipped())
                .containsExactly("lattice-102", "lattice-180", "wukong", "wukong-2024")
                .allSatisfy(name -> assertThat(ChipFiles.find(name).chip()).isEqualTo(name));
    }

    @Test
    void a_published_text_becomes_a_chip_of_the_files_name() throws IOException {
        var chip = ChipData.wukong().snapshot(1);
        var cloud = ChipFiles.find(file("My Chip (2).json", CloudConfig.write(chip, 0)));
        assertThat(cloud.chip()).isEqualTo("my-chip-2");
        assertThat(cloud.qubits()).isEqualTo(chip.qubits());
        var pilot = ChipFiles.find(file("72.json", PilotConfig.write(chip)));
        assertThat(pilot.chip()).isEqualTo("chip-72");
        assertThat(pilot.qubits()).filteredOn(one -> one.inService()).hasSize(63);
    }

    @Test
    void what_is_neither_shipped_nor_a_file_is_said_with_what_is() {
        assertThatThrownBy(() -> ChipFiles.find("lattice-103"))
                .isInstanceOf(ChipDataException.class)
                .hasMessageContaining("neither a file nor a chip that is shipped")
                .hasMessageContaining("lattice-102");
    }

    @Test
    void a_thousand_qubits_are_a_chip_and_one_more_is_none() throws IOException {
        assertThat(ChipFiles.find(file("large.json", chain(1000))).couplers()).hasSize(999);
        var larger = file("larger.json", chain(1001));
        assertThatThrownBy(() -> ChipFiles.find(larger))
                .isInstanceOf(ChipDataException.class)
                .hasMessageContaining("at most 1000 qubits");
    }

    /** A chip whose qubits hang together in one chain. */
    private static String chain(int qubits) {
        var parts = new ArrayList<String>();
        var couplers = new ArrayList<String>();
        for (int id = 0; id < qubits; id++) {
            parts.add(
                    """
                    {"id":%d,"row":0,"column":%d,"inService":true,"figures":{"frequencyHz":4e9,
                     "t1Seconds":2e-5,"t2Seconds":1e-5,"ts2Seconds":1e-5,"gateFidelity":0.999,
                     "readZeroGivenZero":0.98,"readOneGivenOne":0.95}}\
                    """
                            .formatted(id, id));
            if (id > 0) {
                couplers.add(
                        """
                        {"first":%d,"second":%d,"inService":true,"figures":{"czFidelity":0.98}}\
                        """
                                .formatted(id - 1, id));
            }
        }
        return """
        {"form":"somersault-chip-1","chip":"chain","title":"A chain","source":"made up",
         "measuredAt":"2026-01-01T00:00:00Z","notes":[],"lattice":{"width":%d,"height":1},
         "durations":{"oneQubitGateSeconds":3e-8,"twoQubitGateSeconds":4e-8,
           "readoutSeconds":1e-6,"shotPeriodSeconds":2e-4},
         "limits":{"layersMax":500,"shotsMax":1000,"circuitsMax":10},
         "qubits":[%s],"couplers":[%s]}
        """
                .formatted(qubits, String.join(",", parts), String.join(",", couplers));
    }
}
