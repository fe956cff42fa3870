package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Stored jobs are replayed by compiling them again, so what levels 0 and 1 give for a seed must
 * never change: the operations of compiled programs, by the SHA-256 of how the records print, are
 * kept in golden/compiled.tsv. {@link #main} prints the table as it would be now.
 */
class GoldenCompilationsTest {
    private static final String FILE = "/golden/compiled.tsv";

    @Test
    void what_levels_0_and_1_give_never_changes() throws IOException {
        try (var in = GoldenCompilationsTest.class.getResourceAsStream(FILE)) {
            assertThat(in).isNotNull();
            var golden = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            assertThat(lines()).isEqualTo(golden);
        }
    }

    public static void main(String[] arguments) {
        lines().forEach(System.out::println);
    }

    private static List<String> lines() {
        var lines = new ArrayList<String>();
        var wukong = Devices.withLayers(Devices.wukong(), 100_000);
        var lattice = Devices.withLayers(Devices.grid(3, 3), 100_000);
        for (int qubits = 1; qubits <= 9; qubits++) {
            var programs = new RandomPrograms(qubits, qubits);
            var measured = programs.measured(3 * qubits);
            add(lines, "measured-" + qubits, measured, lattice, Layout.AUTO);
            add(lines, "measured-" + qubits, measured, wukong, Layout.AUTO);
            var dynamic = programs.dynamic(12);
            if (qubits > 1) {
                add(lines, "dynamic-" + qubits, dynamic, wukong, Layout.AUTO);
                var complete = Devices.withLayers(Devices.complete(qubits), 100_000);
                add(lines, "dynamic-" + qubits, dynamic, complete, Layout.PHYSICAL);
            }
        }
        for (var recorded : BenchmarkCircuits.all()) {
            if (recorded.czQiskit() < 400) {
                var grid = Devices.uniformGrid(6, 12);
                add(lines, recorded.name(), recorded.circuit(), grid, Layout.AUTO);
            }
        }
        return lines;
    }

    private static void add(
            List<String> lines, String name, Circuit circuit, Device device, Layout layout) {
        for (int level = 0; level <= 1; level++) {
            var options = new CompilerOptions(layout, level, 11);
            var text =
                    switch (Compiler.compile(circuit, device, options)) {
                        case Compiled compiled -> compiled.circuit().toString();
                        case Compilation.Refused refused -> refused.message();
                    };
            lines.add(String.join("\t", name, device.name(), "" + level, digest(text)));
        }
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
