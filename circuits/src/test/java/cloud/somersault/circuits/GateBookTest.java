package cloud.somersault.circuits;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page about the gates is what the registry says. */
class GateBookTest {
    static final String COMMAND = "mvn -pl circuits test -Dtest=GateBookTest -Dapprove=true";

    private static final Path PAGE =
            Path.of(System.getProperty("basedir", ".")).resolve("../docs/gates.md").normalize();

    @Test
    void docs_gates_md_is_what_the_registry_says() throws IOException {
        if (Boolean.getBoolean("approve")) {
            Files.writeString(PAGE, GateBook.print());
        }
        assertThat(PAGE).as("docs/gates.md; print it with: %s", COMMAND).exists();
        assertThat(Files.readString(PAGE))
                .as("docs/gates.md is older than the registry; print it again with: %s", COMMAND)
                .isEqualTo(GateBook.print());
    }

    @Test
    void every_gate_has_a_chapter_and_a_name_in_openqasm() {
        var book = GateBook.print();
        for (var gate : Gate.values()) {
            assertThat(book).contains("\n## " + gate.id() + "\n");
        }
        assertThat(book).doesNotContain("OpenQASM 3 has none").doesNotContain("null");
    }
}
