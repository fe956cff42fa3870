package cloud.somersault.http;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * From the submission of a two-qubit job for the ideal target to its result, over each door, one
 * job after the other on an idle server: median and 99th percentile. The client asks again every
 * millisecond.
 */
final class DoorsBenchmark {
    private static final String IR =
            "QINIT 2\\nCREG 2\\nH q[0]\\nCNOT q[0],q[1]\\nMEASURE q[0],c[0]\\nMEASURE q[1],c[1]";
    private static final String QASM =
            "OPENQASM 3.0; qubit[2] q; bit[2] c; h q[0]; cnot q[0], q[1]; c = measure q;";
    private static final String PLAIN =
            "OPENQASM 3.0; include \\\"stdgates.inc\\\"; qubit[2] q; bit[2] c; h q[0]; cx q[0],"
                    + " q[1]; c = measure q;";

    private final HttpClient client;
    private final URI server;

    private DoorsBenchmark(HttpClient client, URI server) {
        this.client = client;
        this.server = server;
    }

    /**
     * A door.
     *
     * @param submission the body; {@code %d} is a number that is different each time
     * @param id of the job in the answer
     * @param question path and body that ask for the job, of its id; no body for a GET
     * @param finished whether an answer tells of the end
     */
    private record Door(
            String name,
            String path,
            String submission,
            Function<JsonNode, String> id,
            Function<String, List<String>> question,
            Predicate<JsonNode> finished) {}

    private static final List<Door> DOORS =
            List.of(
                    new Door(
                            "REST",
                            "/v1/jobs",
                            "{\"target\":\"ideal\",\"shots\":1000,\"program\":\"" + PLAIN + "\"}",
                            answer -> answer.at("/id").asText(),
                            id -> List.of("/v1/jobs/" + id),
                            answer -> answer.at("/phase").asText().equals("completed")),
                    new Door(
                            "PilotOS",
                            "/task/run",
                            "{\"token\":\"t\",\"QProg\":\""
                                    + IR
                                    + "\",\"Configuration\":{\"shot\":1000}}",
                            answer -> answer.at("/taskId").asText(),
                            id -> List.of("/task/realQuantum/query", "{\"taskId\":\"" + id + "\"}"),
                            answer -> answer.at("/taskState").asText().equals("3")),
                    new Door(
                            "Origin cloud",
                            "/oqcs/batch/submitTask.json",
                            "{\"apiKey\":\"t\",\"qmachineType\":0,\"shot\":1000,\"qprogArr\":[\""
                                    + IR
                                    + "\"]}",
                            answer -> answer.at("/obj/taskId").asText(),
                            id ->
                                    List.of(
                                            "/oqcs/batch/taskInfo.json",
                                            "{\"taskId\":\"" + id + "\"}"),
                            answer -> answer.at("/obj/taskStatus").asText().equals("3")),
                    new Door(
                            "IonQ",
                            "/v0.4/jobs",
                            "{\"backend\":\"simulator\",\"shots\":1000,\"input\":{\"qubits\":2,\"circuit\":["
                                    + "{\"gate\":\"h\",\"target\":0},{\"gate\":\"cnot\",\"control\":0,\"target\":1}]}}",
                            answer -> answer.at("/id").asText(),
                            id -> List.of("/v0.4/jobs/" + id),
                            answer -> answer.at("/status").asText().equals("completed")),
                    new Door(
                            "IBM",
                            "/api/v1/jobs",
                            "{\"program_id\":\"sampler\",\"backend\":\"ideal\",\"params\":{\"pubs\":[[\""
                                    + PLAIN
                                    + "\",null,1000]]}}",
                            answer -> answer.at("/id").asText(),
                            id -> List.of("/api/v1/jobs/" + id),
                            answer -> answer.at("/status").asText().equals("Completed")),
                    new Door(
                            "Braket",
                            "/quantum-task",
                            "{\"clientToken\":\"t%d\",\"deviceArn\":\"arn:aws:braket:::device/quantum-simulator/"
                                    + "amazon/sv1\",\"shots\":1000,\"outputS3Bucket\":\"amazon-braket-x\","
                                    + "\"action\":\"{\\\"source\\\":\\\""
                                    + QASM
                                    + "\\\"}\"}",
                            answer -> answer.at("/quantumTaskArn").asText(),
                            id ->
                                    List.of(
                                            "/quantum-task/"
                                                    + id.replace(":", "%3A").replace("/", "%2F")),
                            answer -> answer.at("/status").asText().equals("COMPLETED")));

    /** Options: how many jobs over each door (500). */
    public static void main(String[] arguments) throws Exception {
        int jobs = arguments.length == 0 ? 500 : Integer.parseInt(arguments[0]);
        var folder = Files.createTempDirectory("somersault-bench-doors");
        var server = TestServer.start(folder);
        try (var client = HttpClient.newHttpClient()) {
            var benchmark = new DoorsBenchmark(client, server.address());
            for (var door : DOORS) {
                benchmark.times(door, jobs / 2);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-14s %12s %12s   (%d jobs each)%n",
                    "door",
                    "median ms",
                    "p99 ms",
                    jobs);
            for (var door : DOORS) {
                var times = benchmark.times(door, jobs);
                System.out.printf(
                        Locale.ROOT,
                        "%-14s %12.1f %12.1f%n",
                        door.name(),
                        times[times.length / 2],
                        times[(int) (times.length * 0.99)]);
            }
        } finally {
            server.close();
        }
        System.exit(0);
    }

    private double[] times(Door door, int jobs) throws Exception {
        var times = new double[jobs];
        for (int i = 0; i < jobs; i++) {
            long begun = System.nanoTime();
            var body = door.submission().replace("%d", Long.toString(begun));
            var id = door.id().apply(exchange(List.of(door.path(), body)));
            var question = door.question().apply(id);
            while (!door.finished().test(exchange(question))) {
                Thread.sleep(1);
            }
            times[i] = (System.nanoTime() - begun) / 1e6;
        }
        Arrays.sort(times);
        return times;
    }

    private JsonNode exchange(List<String> pathAndBody) throws Exception {
        var request = HttpRequest.newBuilder(server.resolve(pathAndBody.getFirst()));
        if (pathAndBody.size() > 1) {
            request.header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(pathAndBody.get(1)));
        }
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(pathAndBody.getFirst() + ": " + answer.body());
        }
        return Json.readOwn(answer.body());
    }
}
