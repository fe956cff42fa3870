package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What clients send, damaged in every way that a seed draws: nothing that comes in makes the server
 * fail, hang or forget its manners. {@code -Dseed=N} draws others, {@code -Dmutations=N} more.
 */
class FuzzedDoorsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MUTATIONS = Integer.getInteger("mutations", 3000);
    private static final long SEED = Long.getLong("seed", 72);

    private static final String IR =
            "QINIT 2\\nCREG 2\\nH q[0]\\nCNOT q[0],q[1]\\nMEASURE q[0],c[0]";
    private static final String QASM =
            "OPENQASM 3.0; qubit[2] q; bit[2] c; h q[0]; cnot q[0], q[1]; c = measure q;";

    private record Sent(String method, String path, String body) {}

    private static final List<Sent> SEEDS =
            List.of(
                    new Sent("POST", "/management/pilotosmachinelogin", "{\"apiKey\":\"K\"}"),
                    new Sent(
                            "POST",
                            "/task/realQuantum/run",
                            "{\"QProg\":[\""
                                    + IR
                                    + "\"],\"QMachineType\":\"5\",\"TaskType\":0,"
                                    + "\"token\":\"D\",\"ChipID\":72,\"Configuration\":{\"shot\":10,"
                                    + "\"mappingFlag\":true,\"specified_block\":[]},\"token\":\"D\"}"),
                    new Sent(
                            "POST",
                            "/task/run",
                            "{\"QProg\":\""
                                    + IR
                                    + "\",\"Configuration\":{\"shot\":10,\"measure_type\":3,\"hamiltonian\":\"\\\"Z0"
                                    + " Z1\\\": 1.0\"}}"),
                    new Sent("POST", "/task/realQuantum/query", "{\"taskId\":\"0123456789AB\"}"),
                    new Sent(
                            "POST",
                            "/management/query/best_qubit_blocks",
                            "{\"ChipID\":72,\"QubitNum\":3,\"QubitBlockNum\":1}"),
                    new Sent(
                            "POST",
                            "/oqcs/task/submitTask.json",
                            "{\"apiKey\":\"T\",\"code\":\""
                                    + IR
                                    + "\",\"chipId\":72,\"measureType\":3,"
                                    + "\"QMachineType\":0,\"shot\":10,\"hamiltonian\":"
                                    + "\"{\\\"hamiltonian\\\":[{\\\"pauli_type\\\":[\\\"Z\\\"],"
                                    + "\\\"pauli_param\\\":[0],\\\"hamiltonian_param\\\":1.0}]}\"}"),
                    new Sent(
                            "POST",
                            "/oqcs/task/submitTask.json",
                            "{\"code\":\"" + IR + "\",\"QMachineType\":2,\"Amplitude\":\"0,3\"}"),
                    new Sent(
                            "POST",
                            "/oqcs/batch/submitTask.json",
                            "{\"qmachineType\":0,\"shot\":10,\"qprogArr\":[\"" + IR + "\"]}"),
                    new Sent("POST", "/oqcs/batch/taskInfo.json", "{\"taskId\":\"0123456789AB\"}"),
                    new Sent(
                            "POST",
                            "/oqcs/task/estimate.json",
                            "{\"qubitNum\":2,\"shot\":10,\"qprogCount\":1,\"epoch\":1}"),
                    new Sent(
                            "POST",
                            "/v0.4/jobs",
                            "{\"backend\":\"simulator\",\"shots\":\"10\",\"input\":{\"qubits\":2,"
                                    + "\"circuit\":[{\"gate\":\"rx\",\"rotation\":0.5,\"target\":0},"
                                    + "{\"gate\":\"cnot\",\"control\":0,\"target\":1}]}}"),
                    new Sent(
                            "POST",
                            "/v0.3/jobs",
                            "{\"target\":\"qpu\",\"shots\":10,\"body\":{\"gateset\":\"native\","
                                    + "\"qubits\":2,\"circuits\":[{\"circuit\":[{\"gate\":\"ms\","
                                    + "\"phases\":[0,0.1],\"targets\":[0,1]}]}]}}"),
                    new Sent("POST", "/v0.4/sessions", "{\"backend\":\"simulator\"}"),
                    new Sent(
                            "POST",
                            "/api/v1/jobs",
                            "{\"program_id\":\"sampler\",\"backend\":\"ideal\",\"params\":{\"pubs\":"
                                    + "[[\""
                                    + QASM
                                    + "\",null,10]]}}"),
                    new Sent(
                            "POST",
                            "/api/v1/jobs",
                            "{\"program_id\":\"estimator\",\"backend\":\"ideal\",\"params\":{\"pubs\":"
                                    + "[[\""
                                    + QASM
                                    + "\",[{\"ZZ\":1.0}],null,0.5]]}}"),
                    new Sent("POST", "/identity/token", "grant_type=apikey&apikey=k%201"),
                    new Sent(
                            "POST",
                            "/quantum-task",
                            "{\"clientToken\":\"t\",\"deviceArn\":\"arn:aws:braket:::device/"
                                    + "quantum-simulator/amazon/sv1\",\"shots\":10,"
                                    + "\"outputS3Bucket\":\"amazon-braket-x\",\"outputS3KeyPrefix\":\"t\",\"action\":\"{\\\"source\\\":\\\"OPENQASM"
                                    + " 3.0; qubit[2] q; h q[0];\\\"}\"}"),
                    new Sent("POST", "/quantum-tasks", "{\"filters\":[]}"),
                    new Sent("GET", "/device/arn%3Aaws%3Abraket%3A%3A%3Adevice%2Fx", ""),
                    new Sent("GET", "/amazon-braket-x/t/0123/results.json", ""),
                    new Sent("GET", "/v0.4/jobs/0123/results/probabilities", ""),
                    new Sent("GET", "/api/v1/backends/wukong/properties", ""),
                    new Sent("GET", "/api/taskApi/getFullConfig.json?chipId=72", ""));

    private static final List<String> ODDITIES =
            List.of(
                    "null",
                    "-1",
                    "1e999",
                    "99999999999999999999",
                    "0.0001",
                    "[]",
                    "{}",
                    "\"\"",
                    "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                    "true",
                    "\"\\ud800\"",
                    "\u0000",
                    "\"../../etc\"",
                    "NaN",
                    "\"0\"",
                    "2147483648",
                    "BZh91AY&SY");

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void no_damaged_request_makes_the_server_fail_or_hang() throws Exception {
        var random = new SplittableRandom(SEED);
        try (var client = HttpClient.newHttpClient()) {
            for (int i = 0; i < MUTATIONS; i++) {
                var sent = SEEDS.get(random.nextInt(SEEDS.size()));
                var body = damaged(sent.body().getBytes(StandardCharsets.UTF_8), random);
                var path = random.nextInt(8) == 0 ? damagedPath(sent.path(), random) : sent.path();
                int status = status(client, sent.method(), path, body);
                assertThat(status)
                        .as(
                                "mutation %d of seed %d: %s %s %s",
                                i,
                                SEED,
                                sent.method(),
                                path,
                                new String(body, StandardCharsets.ISO_8859_1))
                        .isLessThan(500);
            }
        }
        server.run(TestServer.bell("ideal"));
        assertThat(server.get("/health/ready").status()).isEqualTo(200);
    }

    private static int status(HttpClient client, String method, String path, byte[] body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(server.address().resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header("configuration", "{\"qmachineType\":0,\"shot\":10}")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** The number of a task, say, becomes another. */
    private static String damagedPath(String path, SplittableRandom random) {
        var letters = path.toCharArray();
        letters[1 + random.nextInt(letters.length - 1)] = "0aZ-_.~".charAt(random.nextInt(7));
        return new String(letters).replaceAll("%(?![0-9A-F]{2})", "p");
    }

    private static byte[] damaged(byte[] body, SplittableRandom random) {
        var bytes = body;
        int times = 1 + random.nextInt(3);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            bytes = damagedOnce(bytes, random);
        }
        return bytes;
    }

    private static byte[] damagedOnce(byte[] body, SplittableRandom random) {
        int at = random.nextInt(body.length);
        int until = at + random.nextInt(Math.min(40, body.length - at) + 1);
        return switch (random.nextInt(7)) {
            case 0 -> { // a byte is another
                var other = body.clone();
                other[at] = (byte) random.nextInt(256);
                yield other;
            }
            case 1 -> Arrays.copyOf(body, at); // cut off
            case 2 -> joined(body, 0, at, new byte[0], until); // a piece is missing
            case 3 -> joined(body, 0, until, new byte[0], at); // a piece is there twice
            case 4 -> joined(body, 0, at, oddity(random), at); // something is put in between
            case 5 -> joined(body, 0, at, oddity(random), until); // something stands instead
            default -> { // a value is replaced
                var text = new String(body, StandardCharsets.ISO_8859_1);
                int colon = text.indexOf(':', at);
                int end = colon < 0 ? -1 : text.indexOf(',', colon);
                yield end < 0 ? body : joined(body, 0, colon + 1, oddity(random), end);
            }
        };
    }

    private static byte[] oddity(SplittableRandom random) {
        return ODDITIES.get(random.nextInt(ODDITIES.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[] body, int from, int to, byte[] between, int rest) {
        var joined =
                Arrays.copyOf(
                        Arrays.copyOfRange(body, from, to),
                        to - from + between.length + body.length - rest);
        System.arraycopy(between, 0, joined, to - from, between.length);
        System.arraycopy(body, rest, joined, to - from + between.length, body.length - rest);
        return joined;
    }
}
