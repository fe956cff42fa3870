package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints the CZ that the compiler needs for the recorded circuits on the full 6 x 12 lattice beside
 * Qiskit's, for each level; and how long a small circuit takes to read and compile.
 *
 * <p>Arguments: levels (default 1 2 3 4), and {@code only=TEXT} for circuits whose name contains
 * it; {@code generated} for generated circuits instead; {@code chip} for the calibrated chip, where
 * the estimated success is what counts. Seconds are those of one core.
 */
public final class CompileBenchmark {
    private static final long SEED = 7;

    private static final String SMALL =
            """
            OPENQASM 2.0;
            include "qelib1.inc";
            qreg q[5];
            creg c[5];
            h q[0];
            cx q[0],q[1];
            rz(0.3) q[1];
            cx q[1],q[2];
            ry(0.7) q[2];
            cx q[2],q[3];
            cx q[3],q[4];
            h q[4];
            measure q -> c;
            """;

    private CompileBenchmark() {}

    public static void main(String[] arguments) {
        var only =
                Arrays.stream(arguments)
                        .filter(argument -> argument.startsWith("only="))
                        .map(argument -> argument.substring("only=".length()))
                        .collect(Collectors.joining());
        if (List.of(arguments).contains("generated")) {
            generated();
            return;
        }
        if (List.of(arguments).contains("chip")) {
            chip(only);
            return;
        }
        var levels =
                Arrays.stream(arguments)
                        .filter(argument -> !argument.startsWith("only="))
                        .map(Integer::parseInt)
                        .toList();
        for (int level : levels.isEmpty() ? List.of(1, 2, 3, 4) : levels) {
            level(level, only);
        }
        small();
    }

    private static void level(int level, String only) {
        var device = Devices.uniformGrid(6, 12);
        var options = new CompilerOptions(Layout.AUTO, level, SEED);
        double logs = 0;
        int compared = 0;
        double total = 0;
        double totalQiskit = 0;
        print("level %d", level);
        print("%-42s %8s %8s %7s %8s %8s", "circuit", "CZ", "Qiskit", "ratio", "s", "Qiskit s");
        for (var recorded : BenchmarkCircuits.all()) {
            if (!recorded.name().contains(only)) {
                continue;
            }
            var circuit = recorded.circuit();
            double begin = seconds();
            var compiled = (Compiled) Compiler.compile(circuit, device, options);
            double took = seconds() - begin;
            total += took;
            totalQiskit += recorded.secondsQiskit();
            double ratio = Double.NaN;
            if (recorded.czQiskit() > 0 && compiled.czGates() > 0) {
                ratio = compiled.czGates() / (double) recorded.czQiskit();
                logs += Math.log(ratio);
                compared++;
            }
            print(
                    "%-42s %8d %8d %7.3f %8.2f %8.2f",
                    recorded.name(),
                    compiled.czGates(),
                    recorded.czQiskit(),
                    ratio,
                    took,
                    recorded.secondsQiskit());
        }
        print(
                "level %d: geometric mean of %d ratios %.4f, %.1f s; Qiskit %.1f s%n",
                level, compared, Math.exp(logs / compared), total, totalQiskit);
    }

    /** The same for circuits that nobody has tuned to; beside level 1. */
    private static void generated() {
        var device = Devices.uniformGrid(6, 12);
        print("%-42s %8s %8s %8s %8s %8s", "generated", "level 1", "level 2", "s", "level 3", "s");
        double[] logs = new double[2];
        int circuits = 0;
        for (var entry : GeneratedCircuits.all().entrySet()) {
            var czGates = new int[3];
            var took = new double[3];
            for (int level = 1; level <= 3; level++) {
                var options = new CompilerOptions(Layout.AUTO, level, SEED);
                double begin = seconds();
                var compiled = (Compiled) Compiler.compile(entry.getValue(), device, options);
                took[level - 1] = seconds() - begin;
                czGates[level - 1] = compiled.czGates();
            }
            logs[0] += Math.log(czGates[1] / (double) czGates[0]);
            logs[1] += Math.log(czGates[2] / (double) czGates[0]);
            circuits++;
            print(
                    "%-42s %8d %8d %8.2f %8d %8.2f",
                    entry.getKey(), czGates[0], czGates[1], took[1], czGates[2], took[2]);
        }
        print(
                "generated: geometric mean against level 1: level 2 %.4f, level 3 %.4f%n",
                Math.exp(logs[0] / circuits), Math.exp(logs[1] / circuits));
    }

    /** On the calibrated chip: levels 1 to 3, and level 3 where it can't tell qubits apart. */
    private static void chip(String only) {
        print(
                "%-36s %6s %6s %14s %9s %9s %9s %7s",
                "calibrated chip",
                "qubits",
                "CZ",
                "no calibration",
                "level 1",
                "level 2",
                "level 3",
                "s");
        int circuits = 0;
        int better = 0;
        int inOrder = 0;
        for (var entry : CalibratedChip.programs().entrySet()) {
            if (!entry.getKey().contains(only)) {
                continue;
            }
            var circuit = entry.getValue();
            double begin = seconds();
            var third = CalibratedChip.compiled(circuit, 3);
            double took = seconds() - begin;
            var second = CalibratedChip.compiled(circuit, 2);
            var first = CalibratedChip.compiled(circuit, 1);
            if (third.isEmpty() || second.isEmpty() || first.isEmpty()) {
                continue;
            }
            double ignoring = CalibratedChip.successIgnoringCalibration(circuit);
            circuits++;
            better += third.get().estimatedSuccess() > ignoring ? 1 : 0;
            inOrder +=
                    third.get().estimatedSuccess() >= second.get().estimatedSuccess()
                                    && second.get().estimatedSuccess()
                                            >= first.get().estimatedSuccess()
                            ? 1
                            : 0;
            print(
                    "%-36s %6d %6d %14.3g %9.3g %9.3g %9.3g %7.2f",
                    entry.getKey(),
                    circuit.touchedQubits().cardinality(),
                    third.get().czGates(),
                    ignoring,
                    first.get().estimatedSuccess(),
                    second.get().estimatedSuccess(),
                    third.get().estimatedSuccess(),
                    took);
        }
        print(
                "of %d circuits: level 3 above no calibration %d, levels in order %d%n",
                circuits, better, inOrder);
    }

    private static void small() {
        var device = Devices.uniformGrid(6, 12);
        var options = new CompilerOptions(Layout.AUTO, 1, SEED);
        int rounds = 2000;
        var times = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            double begin = seconds();
            Compiler.compile(BenchmarkCircuits.read("small", SMALL), device, options);
            times[round] = seconds() - begin;
        }
        var warm = Arrays.copyOfRange(times, rounds / 2, rounds);
        Arrays.sort(warm);
        print(
                "a circuit of 5 qubits, read and compiled at level 1, warm: median %.3f ms",
                1e3 * warm[warm.length / 2]);
    }

    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
