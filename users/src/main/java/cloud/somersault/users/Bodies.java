package cloud.somersault.users;

import cloud.somersault.users.Deed.Nonsense;
import cloud.somersault.users.Deed.Size;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** The bodies of POST /v1/jobs: random programs in OpenQASM 3, and rubbish; and of /v1/tunings. */
public final class Bodies {
    private static final int SMALL_QUBITS = 5;
    private static final int SHOTS = 100;

    private Bodies() {}

    /** One program. */
    public static byte[] single(Deed.Single deed, long seed) {
        var random = new SplittableRandom(seed);
        var text = head(deed.target(), random).append(",\"program\":\"");
        program(text, deed.size(), random);
        return bytes(text.append("\"}"));
    }

    /** So many small programs. */
    public static byte[] batch(String target, int programs, long seed) {
        var random = new SplittableRandom(seed);
        var text = head(target, random).append(",\"programs\":[");
        for (int program = 0; program < programs; program++) {
            text.append(program == 0 ? "\"" : ",\"");
            program(text, Size.SMALL, random);
            text.append('"');
        }
        return bytes(text.append("]}"));
    }

    /**
     * A session that tunes a language model in four steps with hybrid adapters, whose rings run as
     * jobs: 144 circuits a step for a model of six layers.
     *
     * @param model its folder on the server's machine
     */
    public static byte[] tuning(String model, long seed) {
        return bytes(
                new StringBuilder("{\"model\":\"")
                        .append(model.replace("\\", "\\\\").replace("\"", "\\\""))
                        .append("\",\"method\":{\"kind\":\"qtha\"},\"seed\":")
                        .append(seed)
                        .append(",\"quantum\":{\"target\":\"ideal\",\"shots\":")
                        .append(SHOTS)
                        .append(",\"gradient\":\"spsa\"}")
                        .append(",\"training\":{\"steps\":4,\"batch\":8}}"));
    }

    /** What must be refused. */
    public static byte[] rubbish(Nonsense kind, long seed) {
        var random = new SplittableRandom(seed);
        return switch (kind) {
            case NOT_JSON -> bytes(new StringBuilder("{\"target\":\"ideal\",\"shots\":"));
            case NO_PROGRAM -> bytes(head("ideal", random).append('}'));
            case UNKNOWN_GATE ->
                    bytes(
                            head("ideal", random)
                                    .append(
                                            ",\"program\":\"OPENQASM 3.0;\\nqubit q;\\nhadamard q;\\n\"}"));
            case NO_SHOTS ->
                    bytes(
                            new StringBuilder(
                                    "{\"target\":\"ideal\",\"shots\":-1,\"program\":\"OPENQASM 3.0;\\nqubit q;\\n\"}"));
            case WRONG_TYPE -> bytes(new StringBuilder("[{\"target\":[]}]"));
            case BINARY -> {
                var noise = new byte[64 + random.nextInt(512)];
                random.nextBytes(noise);
                noise[0] = (byte) 0xff; // never JSON, whatever follows
                yield noise;
            }
        };
    }

    private static StringBuilder head(String target, SplittableRandom random) {
        return new StringBuilder(640)
                .append("{\"target\":\"")
                .append(target)
                .append("\",\"shots\":")
                .append(SHOTS)
                .append(",\"seed\":")
                .append(random.nextLong(1L << 53));
    }

    private static void program(StringBuilder text, Size size, SplittableRandom random) {
        int qubits =
                switch (size) {
                    case SMALL -> 1 + random.nextInt(SMALL_QUBITS);
                    case LARGE -> 10 + random.nextInt(4);
                };
        int gates =
                switch (size) {
                    case SMALL -> 2 + random.nextInt(19);
                    case LARGE -> 60;
                };
        text.append("OPENQASM 3.0;\\ninclude \\\"stdgates.inc\\\";\\nqubit[").append(qubits);
        text.append("] q;\\nbit[").append(qubits).append("] c;\\n");
        for (int gate = 0; gate < gates; gate++) {
            gate(text, qubits, random);
        }
        text.append("c = measure q;\\n");
    }

    private static void gate(StringBuilder text, int qubits, SplittableRandom random) {
        int first = random.nextInt(qubits);
        switch (random.nextInt(qubits == 1 ? 3 : 5)) {
            case 0 -> text.append("h q[").append(first);
            case 1 -> text.append("rx(").append(angle(random)).append(") q[").append(first);
            case 2 -> text.append("rz(").append(angle(random)).append(") q[").append(first);
            default ->
                    text.append("cx q[")
                            .append(first)
                            .append("], q[")
                            .append((first + 1 + random.nextInt(qubits - 1)) % qubits);
        }
        text.append("];\\n");
    }

    private static double angle(SplittableRandom random) {
        return random.nextInt(-3000, 3000) / 1000.0;
    }

    private static byte[] bytes(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
