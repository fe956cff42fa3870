package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.braket.BraketClient;
import software.amazon.awssdk.services.braket.model.CreateQuantumTaskRequest;
import software.amazon.awssdk.services.braket.model.DeviceType;
import software.amazon.awssdk.services.braket.model.GetQuantumTaskResponse;
import software.amazon.awssdk.services.braket.model.ResourceNotFoundException;
import software.amazon.awssdk.services.braket.model.ValidationException;

/** Amazon's own Java client for Braket, unmodified, against this server. */
class BraketDoorTest {
    private static final String SIMULATOR = "arn:aws:braket:::device/quantum-simulator/amazon/sv1";
    private static final String CHIP = "arn:aws:braket:us-east-1::device/qpu/somersault/wukong";
    private static final String BELL =
            "OPENQASM 3.0;\nqubit[2] q;\nbit[2] b;\nh q[0];\ncnot q[0], q[1];\nb = measure q;\n";

    @TempDir static Path folder;
    private static TestServer server;
    private static BraketClient client;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
        client = client("AKIDEXAMPLE");
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static BraketClient client(String key) {
        return BraketClient.builder()
                .endpointOverride(server.address())
                .region(Region.US_EAST_1)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "secret")))
                .build();
    }

    @Test
    void a_bell_task_goes_in_and_correlated_measurements_come_out_of_the_bucket() {
        var arn = create(SIMULATOR, BELL, "", 1000, "t-1");
        var task = ended(arn);
        assertThat(task.statusAsString()).isEqualTo("COMPLETED");
        var results = results(task);
        assertThat(results.get("measuredQubits")).isEqualTo(Json.readOwn("[0,1]"));
        assertThat(results.get("measurements"))
                .hasSize(1000)
                .allMatch(row -> row.get(0).equals(row.get(1)));
        assertThat(results.at("/taskMetadata/id").asText()).isEqualTo(arn);
        assertThat(results.at("/braketSchemaHeader/name").asText())
                .isEqualTo("braket.task_result.gate_model_task_result");
    }

    @Test
    void the_same_token_again_finds_the_same_task() {
        var first = create(SIMULATOR, BELL, "", 100, "t-2");
        assertThat(create(SIMULATOR, BELL, "", 100, "t-2")).isEqualTo(first);
        assertThat(create(SIMULATOR, BELL, "", 100, "t-3")).isNotEqualTo(first);
    }

    @Test
    void a_chip_is_a_device_with_its_couplers_in_both_directions() {
        var device = client.getDevice(request -> request.deviceArn(CHIP));
        assertThat(device.deviceType()).isEqualTo(DeviceType.QPU);
        var capabilities = Json.readOwn(device.deviceCapabilities());
        assertThat(capabilities.at("/paradigm/qubitCount").asInt()).isEqualTo(72);
        var graph = capabilities.at("/paradigm/connectivity/connectivityGraph");
        assertThat(graph.properties().stream().mapToInt(one -> one.getValue().size()).sum())
                .isEven()
                .isPositive();
        assertThat(device.deviceQueueInfo()).hasSize(2);
        assertThat(client.searchDevices(request -> request.filters(java.util.List.of())).devices())
                .extracting(one -> one.deviceArn())
                .contains(SIMULATOR, CHIP);
    }

    @Test
    void a_program_without_measurements_is_measured_whole_in_the_bases_of_its_pragmas() {
        var program =
                "OPENQASM 3.0;\nqubit[2] q;\nh q[0];\ncnot q[0], q[1];\n"
                        + "#pragma braket result expectation x(q[0]) @ x(q[1])\n";
        var rows = results(ended(create(SIMULATOR, program, "", 200, "t-4"))).get("measurements");
        assertThat(rows).hasSize(200).allMatch(row -> row.get(0).equals(row.get(1)));
    }

    @Test
    void inputs_are_values_of_the_programs_parameters() {
        var program = "OPENQASM 3.0;\ninput float a;\nqubit[1] q;\nrx(a) q[0];\n";
        var inputs = "\"a\":3.141592653589793";
        var rows = results(ended(create(SIMULATOR, program, inputs, 20, "t-5")));
        assertThat(rows.get("measurements")).allMatch(row -> row.get(0).asInt() == 1);
    }

    @Test
    void a_task_runs_on_the_chip() {
        var task = ended(create(CHIP, BELL, "", 500, "t-6"));
        long equal =
                results(task)
                        .get("measurements")
                        .valueStream()
                        .filter(row -> row.get(0).equals(row.get(1)))
                        .count();
        assertThat(equal).isGreaterThan(350);
    }

    @Test
    void what_is_not_there_and_what_is_wrong_are_the_clients_own_exceptions() {
        assertThatThrownBy(() ->
                        client.getQuantumTask(request ->
                                request.quantumTaskArn(
                                        "arn:aws:braket:us-east-1:000000000000:quantum-task/none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.getDevice(request -> request.deviceArn(CHIP + "x")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(
                        () -> create(SIMULATOR, "OPENQASM 3.0;\nqubit q;\nhh q;\n", "", 10, "t-7"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Line 3");
        assertThatThrownBy(() -> create(SIMULATOR, BELL, "", 0, "t-8"))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void another_access_key_sees_neither_task_nor_result() {
        var arn = create(SIMULATOR, BELL, "", 10, "t-9");
        var task = ended(arn);
        try (var other = client("AKIDOTHER")) {
            assertThatThrownBy(() -> other.getQuantumTask(request -> request.quantumTaskArn(arn)))
                    .isInstanceOf(ResourceNotFoundException.class);
            assertThat(
                            other.searchQuantumTasks(
                                            request -> request.filters(java.util.List.of()))
                                    .quantumTasks())
                    .isEmpty();
        }
        assertThat(
                        server.get(
                                        "/"
                                                + task.outputS3Bucket()
                                                + "/"
                                                + task.outputS3Directory()
                                                + "/results.json")
                                .status())
                .isEqualTo(404);
        assertThat(
                        client.searchQuantumTasks(request -> request.filters(java.util.List.of()))
                                .quantumTasks())
                .extracting(one -> one.quantumTaskArn())
                .contains(arn);
    }

    private static String create(
            String device, String source, String inputs, long shots, String token) {
        var action = JsonNodeFactory.instance.objectNode();
        action.putObject("braketSchemaHeader")
                .put("name", "braket.ir.openqasm.program")
                .put("version", "1");
        action.put("source", source);
        action.set("inputs", Json.readOwn("{" + inputs + "}"));
        return client.createQuantumTask(
                        CreateQuantumTaskRequest.builder()
                                .clientToken(token)
                                .deviceArn(device)
                                .shots(shots)
                                .outputS3Bucket("amazon-braket-tests")
                                .outputS3KeyPrefix("a/tasks")
                                .action(action.toString())
                                .build())
                .quantumTaskArn();
    }

    private static GetQuantumTaskResponse ended(String arn) {
        server.get("/v1/jobs/" + arn.substring(arn.lastIndexOf('/') + 1) + "/events");
        return client.getQuantumTask(request -> request.quantumTaskArn(arn));
    }

    /** As a client of the object store reads them: the same access key in the signature. */
    private static JsonNode results(GetQuantumTaskResponse task) {
        var answer =
                server.get(
                        "/"
                                + task.outputS3Bucket()
                                + "/"
                                + task.outputS3Directory()
                                + "/results.json",
                        "Authorization",
                        "AWS4-HMAC-SHA256"
                                + " Credential=AKIDEXAMPLE/20261121/us-east-1/s3/aws4_request,"
                                + " SignedHeaders=host, Signature=0");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }
}
