package cloud.somersault.http.door.braket;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobSpec;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Devices: the ideal target under the name of the state vector simulator, and each chip. */
record BraketDevices(SortedSet<String> chips) {
    static final String SIMULATOR = "arn:aws:braket:::device/quantum-simulator/amazon/sv1";
    private static final String CHIP = "arn:aws:braket:us-east-1::device/qpu/somersault/";
    private static final int SIMULATOR_QUBITS = 28;
    private static final long SIMULATOR_SHOTS = 100_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static String arn(String chip) {
        return CHIP + chip;
    }

    /** The target that a device is. */
    String target(String arn) {
        if (arn.equals(SIMULATOR)) {
            return JobSpec.IDEAL;
        }
        if (arn.startsWith(CHIP) && chips.contains(arn.substring(CHIP.length()))) {
            return arn.substring(CHIP.length());
        }
        throw Problem.of(
                        ProblemCode.CHIP_NOT_FOUND,
                        "There is no such device; there are "
                                + SIMULATOR
                                + " and, of chips, "
                                + CHIP
                                + String.join(", " + CHIP, chips)
                                + ".")
                .toException();
    }

    static ObjectNode simulator() {
        var capabilities =
                BraketTasks.header(
                        "braket.device_schema.simulators.gate_model_simulator_device_capabilities");
        service(capabilities, SIMULATOR_SHOTS);
        var paradigm =
                header("braket.device_schema.simulators.gate_model_simulator_paradigm_properties");
        capabilities.set("paradigm", paradigm.put("qubitCount", SIMULATOR_QUBITS));
        action(capabilities);
        capabilities.putObject("deviceParameters");
        return device(SIMULATOR, "SV1", "Amazon Braket", "SIMULATOR", 0)
                .put("deviceCapabilities", capabilities.toString());
    }

    private static ObjectNode header(String name) {
        return BraketTasks.header(name);
    }

    static ObjectNode chip(ChipSnapshot chip, int waiting) {
        var capabilities = header("braket.device_schema.rigetti.rigetti_device_capabilities");
        service(capabilities, chip.limits().shotsMax());
        action(capabilities);
        capabilities.putObject("deviceParameters");
        var paradigm = header("braket.device_schema.gate_model_qpu_paradigm_properties");
        paradigm.put("qubitCount", chip.qubits().size());
        paradigm.putArray("nativeGateSet").add("rx").add("rz").add("cz");
        var connectivity = paradigm.putObject("connectivity").put("fullyConnected", false);
        var graph = connectivity.putObject("connectivityGraph");
        var neighbours = new TreeMap<Integer, TreeSet<Integer>>();
        chip.couplers().stream()
                .filter(ChipCoupler::inService)
                .forEach(one -> {
                    neighbours.computeIfAbsent(one.first(), _ -> new TreeSet<>()).add(one.second());
                    neighbours.computeIfAbsent(one.second(), _ -> new TreeSet<>()).add(one.first());
                });
        neighbours.forEach((qubit, others) -> {
            var list = graph.putArray("" + qubit);
            others.forEach(other -> list.add("" + other));
        });
        capabilities.set("paradigm", paradigm);
        return device(arn(chip.chip()), chip.chip(), "Somersault", "QPU", waiting)
                .put("deviceCapabilities", capabilities.toString());
    }

    private static void service(ObjectNode capabilities, long shotsMax) {
        var service = header("braket.device_schema.device_service_properties");
        var window = service.putArray("executionWindows").addObject();
        window.put("executionDay", "Everyday").put("windowStartHour", "00:00:00");
        window.put("windowEndHour", "23:59:59");
        service.putArray("shotsRange").add(1).add(shotsMax);
        service.put("getTaskPollIntervalMillis", 100);
        capabilities.set("service", service);
    }

    private static void action(ObjectNode capabilities) {
        var program = capabilities.putObject("action").putObject("braket.ir.openqasm.program");
        program.put("actionType", "braket.ir.openqasm.program");
        program.putArray("version").add("1");
        var operations = program.putArray("supportedOperations");
        for (var name :
                List.of(
                        "h",
                        "x",
                        "y",
                        "z",
                        "s",
                        "si",
                        "t",
                        "ti",
                        "v",
                        "vi",
                        "rx",
                        "ry",
                        "rz",
                        "cnot",
                        "cz",
                        "cy",
                        "swap",
                        "iswap",
                        "ccnot",
                        "cswap",
                        "phaseshift",
                        "cphaseshift",
                        "xx",
                        "yy",
                        "zz",
                        "gphase",
                        "u")) {
            operations.add(name);
        }
        program.putArray("supportedModifiers");
        program.putArray("supportedPragmas").add("braket_result_type_expectation");
        program.putArray("forbiddenPragmas");
        var types = program.putArray("supportedResultTypes");
        for (var name : List.of("Expectation", "Variance", "Sample", "Probability")) {
            var type = types.addObject().put("name", name);
            if (!name.equals("Probability")) {
                type.putArray("observables").add("x").add("y").add("z").add("i");
            }
            type.put("minShots", 1).put("maxShots", SIMULATOR_SHOTS);
        }
    }

    private static ObjectNode device(
            String arn, String name, String provider, String type, int waiting) {
        var device = JSON.objectNode().put("deviceArn", arn).put("deviceName", name);
        device.put("providerName", provider).put("deviceType", type);
        device.put("deviceStatus", "ONLINE");
        var queues = device.putArray("deviceQueueInfo");
        for (var priority : List.of("Normal", "Priority")) {
            var queue = queues.addObject().put("queue", "QUANTUM_TASKS_QUEUE");
            queue.put("queueSize", priority.equals("Normal") ? "" + waiting : "0");
            queue.put("queuePriority", priority);
        }
        return device;
    }
}
