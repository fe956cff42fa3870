package cloud.somersault.load.fuzz;

import java.util.ArrayList;
import java.util.List;

/** What the clients of other vendors send, one of each kind (docs/doors.md). */
final class VendorExchanges {
    private static final String IR =
            "QINIT 2\\nCREG 2\\nH q[0]\\nCNOT q[0],q[1]\\nMEASURE q[0],c[0]";
    private static final String QASM =
            "OPENQASM 3.0; qubit[2] q; bit[2] c; h q[0]; cnot q[0], q[1]; c = measure q;";

    /** A Bell circuit in QPY, as Qiskit's client packs it. */
    private static final String QPY =
            "eJwL9Az29gwRYGJiZoAAxoJCKEuGgSWNgQPIYIJiBjQ2K4hISs3JgfIZqmsLGcHyjIwwQ2CAMRki"
                    + "w8KYm5pYjC6JwmPFKooAHu6JJakQ89mQXIXFTEbnCLjaQrAYO24NYOCUWFSUmVqERQcjDhf5Ar1T"
                    + "WgSxIxksQoIOxmSomv9IAKYOAO6LJUs=";

    private VendorExchanges() {}

    /**
     * All of them.
     *
     * @param job the id of a job of the server
     */
    static List<Exchange> of(String job) {
        var all = new ArrayList<Exchange>();
        all.addAll(pilotOs(job));
        all.addAll(originCloud(job));
        all.addAll(ionq(job));
        all.addAll(ibm(job));
        all.addAll(braket(job));
        return all;
    }

    private static List<Exchange> pilotOs(String job) {
        return List.of(
                post("pilotos", "/management/pilotosmachinelogin", "{\"apiKey\":\"K\"}"),
                post(
                        "pilotos",
                        "/task/realQuantum/run",
                        """
                        {"QProg":["%s"],"QMachineType":"5","TaskType":0,"token":"D","ChipID":72,\
                        "Configuration":{"shot":10,"mappingFlag":true,"specified_block":[]},\
                        "token":"D"}\
                        """
                                .formatted(IR)),
                post(
                        "pilotos",
                        "/task/run",
                        """
                        {"QProg":"%s","Configuration":{"shot":10,"measure_type":3,\
                        "hamiltonian":"\\"Z0 Z1\\": 1.0"}}\
                        """
                                .formatted(IR)),
                post("pilotos", "/task/realQuantum/query", "{\"taskId\":\"" + job + "\"}"),
                post(
                        "pilotos",
                        "/management/query/best_qubit_blocks",
                        "{\"ChipID\":72,\"QubitNum\":3,\"QubitBlockNum\":1}"));
    }

    private static List<Exchange> originCloud(String job) {
        return List.of(
                post(
                        "origin-cloud",
                        "/oqcs/task/submitTask.json",
                        """
                        {"apiKey":"T","code":"%s","chipId":72,"measureType":3,"QMachineType":0,\
                        "shot":10,"hamiltonian":"{\\"hamiltonian\\":[{\\"pauli_type\\":[\\"Z\\"],\
                        \\"pauli_param\\":[0],\\"hamiltonian_param\\":1.0}]}"}\
                        """
                                .formatted(IR)),
                post(
                        "origin-cloud",
                        "/oqcs/task/submitTask.json",
                        "{\"code\":\"" + IR + "\",\"QMachineType\":2,\"Amplitude\":\"0,3\"}"),
                post(
                        "origin-cloud",
                        "/oqcs/task/submitTask.json",
                        """
                        {"code":"%s","QMachineType":1,"measureType":1,"shot":10,\
                        "noisemodel":"DEPOLARIZING_KRAUS_OPERATOR","singleGate":0.01,\
                        "doubleGate":0.02}\
                        """
                                .formatted(IR)),
                post(
                        "origin-cloud",
                        "/oqcs/batch/submitTask.json",
                        "{\"qmachineType\":0,\"shot\":10,\"qprogArr\":[\"" + IR + "\"]}"),
                post("origin-cloud", "/oqcs/batch/taskInfo.json", "{\"taskId\":\"" + job + "\"}"),
                post(
                        "origin-cloud",
                        "/oqcs/task/estimate.json",
                        "{\"qubitNum\":2,\"shot\":10,\"qprogCount\":1,\"epoch\":1}"),
                get("origin-cloud", "/api/taskApi/getFullConfig.json?chipId=72"));
    }

    private static List<Exchange> ionq(String job) {
        return List.of(
                post(
                        "ionq",
                        "/v0.4/jobs",
                        """
                        {"backend":"simulator","shots":"10","input":{"qubits":2,"circuit":[\
                        {"gate":"rx","rotation":0.5,"target":0},\
                        {"gate":"cnot","control":0,"target":1}]}}\
                        """),
                post(
                        "ionq",
                        "/v0.3/jobs",
                        """
                        {"target":"qpu","shots":10,"body":{"gateset":"native","qubits":2,\
                        "circuits":[{"circuit":[{"gate":"ms","phases":[0,0.1],\
                        "targets":[0,1]}]}]}}\
                        """),
                post("ionq", "/v0.4/sessions", "{\"backend\":\"simulator\"}"),
                get("ionq", "/v0.4/jobs/" + job),
                get("ionq", "/v0.4/jobs/" + job + "/results/probabilities"));
    }

    private static List<Exchange> ibm(String job) {
        return List.of(
                post(
                        "ibm",
                        "/api/v1/jobs",
                        """
                        {"program_id":"sampler","backend":"ideal","params":{"pubs":\
                        [["%s",null,10]]}}\
                        """
                                .formatted(QASM)),
                post(
                        "ibm",
                        "/api/v1/jobs",
                        """
                        {"program_id":"estimator","backend":"ideal","params":{"pubs":\
                        [["%s",[{"ZZ":1.0}],null,0.5]]}}\
                        """
                                .formatted(QASM)),
                post(
                        "ibm",
                        "/api/v1/jobs",
                        """
                        {"program_id":"sampler","backend":"ideal","params":{"pubs":\
                        [[{"__type__":"QuantumCircuit","__value__":"%s"},null,10]],\
                        "support_qiskit":true}}\
                        """
                                .formatted(QPY)),
                new Exchange(
                        "ibm",
                        "POST",
                        "/identity/token",
                        List.of("Content-Type: application/x-www-form-urlencoded"),
                        "grant_type=apikey&apikey=k%201"),
                get("ibm", "/api/v1/jobs/" + job + "/results"),
                get("ibm", "/api/v1/backends/wukong/properties"));
    }

    private static List<Exchange> braket(String job) {
        return List.of(
                post(
                        "braket",
                        "/quantum-task",
                        """
                        {"clientToken":"t","deviceArn":\
                        "arn:aws:braket:::device/quantum-simulator/amazon/sv1","shots":10,\
                        "outputS3Bucket":"amazon-braket-x","outputS3KeyPrefix":"t",\
                        "action":"{\\"source\\":\\"OPENQASM 3.0; qubit[2] q; h q[0];\\"}"}\
                        """),
                post("braket", "/quantum-tasks", "{\"filters\":[]}"),
                get("braket", "/device/arn%3Aaws%3Abraket%3A%3A%3Adevice%2Fx"),
                get("braket", "/amazon-braket-x/t/" + job + "/results.json"));
    }

    /** Origin's clients of batches say in a header what the body is of. */
    private static Exchange post(String door, String target, String body) {
        return new Exchange(
                door,
                "POST",
                target,
                List.of("configuration: {\"qmachineType\":0,\"shot\":10}"),
                body);
    }

    private static Exchange get(String door, String target) {
        return Exchange.of(door, "GET", target, "");
    }
}
