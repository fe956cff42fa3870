package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.language.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The circuits under the test resources, and what Qiskit makes of them. */
final class BenchmarkCircuits {
    private BenchmarkCircuits() {}

    /**
     * One line of the table.
     *
     * @param czQiskit CZ at Qiskit's level 3 with seed 7
     * @param secondsQiskit what that took
     */
    record Recorded(String name, int qubits, int czQiskit, int czQiskitBest, double secondsQiskit) {
        String text() {
            return resource(
                    name.startsWith("feynman_")
                            ? "feynman/" + name.substring("feynman_".length()) + ".qasm"
                            : name + ".qasm");
        }

        Circuit circuit() {
            return read(name, text());
        }
    }

    static List<Recorded> all() {
        return resource("qiskit-1.4.5-O3-grid-6x12.tsv")
                .lines()
                .skip(1)
                .map(line -> line.split("\t"))
                .map(cells ->
                        new Recorded(
                                cells[0],
                                Integer.parseInt(cells[1]),
                                Integer.parseInt(cells[3]),
                                Integer.parseInt(cells[4]),
                                Double.parseDouble(cells[6])))
                .toList();
    }

    static Circuit read(String name, String text) {
        return switch (Programs.read(text, Language.OPENQASM_2, ReadLimits.DEFAULT, Map.of())) {
            case Reading.Accepted(var program) -> program.circuit();
            case Reading.Refused(var diagnostics) ->
                    throw new IllegalStateException(name + ": " + diagnostics.getFirst().pretty());
        };
    }

    private static String resource(String name) {
        try (var in = BenchmarkCircuits.class.getResourceAsStream("/benchmarks/" + name)) {
            if (in == null) {
                throw new IllegalStateException("there is no benchmarks/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
