package cloud.somersault.circuits.language;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How many gate statements a second are read, after warm-up, by the clock of the thread, so that a
 * busy machine says the same:
 *
 * <pre>
 * mvn -q -pl circuits test-compile
 * java -cp circuits/target/classes:circuits/target/test-classes \
 *     cloud.somersault.circuits.language.ReadBenchmark
 * </pre>
 */
final class ReadBenchmark {
    private static final int STATEMENTS = 500_000;
    private static final int ROUNDS = 8;

    private ReadBenchmark() {}

    public static void main(String[] arguments) {
        measure(
                "h and cx, OpenQASM 3",
                Language.OPENQASM_3,
                text("OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[20] q;\n", false));
        measure(
                "rotations, OpenQASM 3",
                Language.OPENQASM_3,
                text("OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[20] q;\n", true));
        measure(
                "h and cx, OpenQASM 2",
                Language.OPENQASM_2,
                text("OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[20];\n", false));
        measure("OriginIR", Language.ORIGINIR, originIr());
    }

    private static String text(String header, boolean rotations) {
        var dice = new SplittableRandom(17);
        var text = new StringBuilder(header);
        for (int i = 0; i < STATEMENTS; i++) {
            int a = dice.nextInt(20);
            if (i % 2 == 0) {
                text.append(rotations ? "rz(" + dice.nextDouble(-3, 3) + ") q[" : "h q[");
                text.append(a).append("];\n");
            } else {
                text.append("cx q[").append(a).append("],q[").append((a + 1) % 20).append("];\n");
            }
        }
        return text.toString();
    }

    private static String originIr() {
        var dice = new SplittableRandom(17);
        var text = new StringBuilder("QINIT 20\nCREG 1\n");
        for (int i = 0; i < STATEMENTS; i++) {
            int a = dice.nextInt(20);
            text.append(
                    i % 2 == 0 ? "H q[" + a + "]\n" : "CZ q[" + a + "],q[" + (a + 1) % 20 + "]\n");
        }
        return text.toString();
    }

    private static void measure(String what, Language language, String text) {
        var clock = ManagementFactory.getThreadMXBean();
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = clock.getCurrentThreadCpuTime();
            var reading = Programs.read(text, language, ReadLimits.DEFAULT, Map.of());
            double seconds = (clock.getCurrentThreadCpuTime() - began) * 1e-9;
            int size = ((Reading.Accepted) reading).program().circuit().operations().size();
            best = Math.max(best, size / seconds);
        }
        System.out.printf(
                Locale.ROOT,
                "%-24s %5.2f million statements a second, %3.0f MB/s%n",
                what,
                best / 1e6,
                best * text.length() / STATEMENTS / 1e6);
    }
}
