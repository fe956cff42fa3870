package cloud.somersault.job.placement;

import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Everyday programs of 2 to 5 qubits, as many users of a chip send at the same time. */
final class SmallPrograms {
    private static final long[] SHOTS = {500, 1000, 1000, 2000, 4000};

    private SmallPrograms() {}

    /** GHZ states: a chain of CX. */
    static String ghz(int qubits) {
        var gates = new StringBuilder("h q[0];\n");
        for (int i = 1; i < qubits; i++) {
            gates.append("cx q[%d], q[%d];\n".formatted(i - 1, i));
        }
        return program(qubits, gates);
    }

    /** Bernstein and Vazirani: all ask one qubit, a star. */
    static String hiddenString(int qubits) {
        int asked = qubits - 1;
        var gates = new StringBuilder("x q[%d];\n".formatted(asked));
        IntStream.range(0, qubits).forEach(i -> gates.append("h q[%d];\n".formatted(i)));
        for (int i = 0; i < asked; i++) {
            gates.append("cx q[%d], q[%d];\n".formatted(i, asked));
        }
        IntStream.range(0, qubits).forEach(i -> gates.append("h q[%d];\n".formatted(i)));
        return program(qubits, gates);
    }

    /** The quantum Fourier transform: every pair meets. */
    static String fourier(int qubits) {
        var gates = new StringBuilder();
        for (int i = 0; i < qubits; i++) {
            gates.append("h q[%d];\n".formatted(i));
            for (int j = i + 1; j < qubits; j++) {
                gates.append("cp(pi / %d) q[%d], q[%d];\n".formatted(1 << (j - i), j, i));
            }
        }
        return program(qubits, gates);
    }

    /** Two layers of a variational ansatz: rotations and a chain of CZ. */
    static String ansatz(int qubits, SplittableRandom dice) {
        var gates = new StringBuilder();
        for (int layer = 0; layer < 2; layer++) {
            for (int i = 0; i < qubits; i++) {
                gates.append("ry(%.6f) q[%d];\n".formatted(dice.nextDouble(-3, 3), i));
            }
            for (int i = 1; i < qubits; i++) {
                gates.append("cz q[%d], q[%d];\n".formatted(i - 1, i));
            }
        }
        return program(qubits, gates);
    }

    private static String program(int qubits, CharSequence gates) {
        return """
        OPENQASM 3.0;
        include "stdgates.inc";
        qubit[%d] q;
        bit[%d] c;
        %sc = measure q;
        """
                .formatted(qubits, qubits, gates);
    }

    /** One of them. */
    static String any(SplittableRandom dice) {
        int qubits = 2 + dice.nextInt(4);
        return switch (dice.nextInt(4)) {
            case 0 -> ghz(qubits);
            case 1 -> hiddenString(qubits);
            case 2 -> fourier(qubits);
            default -> ansatz(qubits, dice);
        };
    }

    /** A job of some of them. */
    static Waiting job(String id, List<String> programs, long shots, Optional<Boolean> exclusive) {
        return new Waiting(
                id,
                new JobSpec(
                        "",
                        "tenant-" + id,
                        "wukong",
                        programs.stream()
                                .map(text -> new ProgramText("openqasm-3", text, Map.of()))
                                .toList(),
                        shots,
                        42,
                        JobSpec.PRIORITY_USUAL,
                        JobSpec.Options.DEFAULT.withExclusive(exclusive)));
    }

    /** Jobs of one program, now and then of a few, with the shots that people ask for. */
    static List<Waiting> line(int jobs, SplittableRandom dice) {
        var line = new ArrayList<Waiting>();
        for (int i = 0; i < jobs; i++) {
            int programs = dice.nextInt(5) == 0 ? 2 + dice.nextInt(4) : 1;
            line.add(
                    job(
                            Integer.toString(i),
                            IntStream.range(0, programs).mapToObj(_ -> any(dice)).toList(),
                            SHOTS[dice.nextInt(SHOTS.length)],
                            Optional.empty()));
        }
        return line;
    }
}
