package cloud.somersault.load;

import java.util.SplittableRandom;

/** Jobs of random circuits with 4 qubits and 12 gates, 100 shots each. */
final class SmallJobs {
    private static final int GATES = 12;
    private static final int QUBITS = 4;

    private SmallJobs() {}

    /**
     * A body of POST /v1/jobs with so many programs. No two are alike: nothing can be looked up
     * that was computed for another.
     */
    static String job(String target, int batch, SplittableRandom random) {
        var text = new StringBuilder("{\"target\":\"");
        text.append(target);
        text.append("\",\"shots\":100,\"seed\":").append(random.nextInt(1 << 30));
        if (batch == 1) {
            text.append(",\"program\":\"").append(program(random)).append("\"}");
            return text.toString();
        }
        text.append(",\"programs\":[");
        for (int i = 0; i < batch; i++) {
            text.append(i == 0 ? "\"" : ",\"").append(program(random)).append('"');
        }
        return text.append("]}").toString();
    }

    private static String program(SplittableRandom random) {
        var text =
                new StringBuilder("OPENQASM 3.0;\\ninclude \\\"stdgates.inc\\\";\\n")
                        .append("qubit[%d] q;\\nbit[%d] c;\\n".formatted(QUBITS, QUBITS));
        for (int gate = 0; gate < GATES; gate++) {
            int first = random.nextInt(QUBITS);
            int second = (first + 1 + random.nextInt(QUBITS - 1)) % QUBITS;
            switch (random.nextInt(3)) {
                case 0 -> text.append("h q[").append(first).append("];\\n");
                case 1 ->
                        text.append("rx(")
                                .append(random.nextInt(6000) / 1000.0)
                                .append(") q[")
                                .append(first)
                                .append("];\\n");
                default ->
                        text.append("cx q[")
                                .append(first)
                                .append("], q[")
                                .append(second)
                                .append("];\\n");
            }
        }
        return text.append("c = measure q;\\n").toString();
    }
}
