package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All 63 working qubits and 54 couplers are calibrated while three tenants keep the chip at work,
 * each sending its next job when the last one is done.
 */
class CalibrationUnderLoadTest {
    private static final Duration WITHIN = Duration.ofMinutes(8);
    private static final String CHIP = "/v1/chips/wukong";
    private static final String RUNS = CHIP + "/calibration-runs";
    private static final Pattern QUBIT = Pattern.compile("\\$(\\d+)");
    private static final Pattern CZ = Pattern.compile("cz \\$(\\d+), \\$(\\d+);");

    private static final String HEADER = "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n";

    /** Three qubits that may lie anywhere. */
    private static final String ANYWHERE =
            HEADER
                    + """
                    qubit[3] q;
                    bit[3] c;
                    h q[0];
                    cx q[0], q[1];
                    cx q[1], q[2];
                    c = measure q;
                    """;

    /** On qubits that the user names. */
    private static final String NAMED =
            """
            OPENQASM 3.0;
            bit[2] c;
            U(pi/2, 0, pi) $56;
            U(pi/2, 0, pi) $62;
            ctrl @ U(0, 0, pi) $56, $62;
            c[0] = measure $56;
            c[1] = measure $62;
            """;

    /** Too many qubits for the half of the chip that is free. */
    private static final String WIDE = HEADER + "qubit[50] q;\nbit[50] c;\nx q;\nc = measure q;\n";

    private static final Map<String, String> PROGRAMS =
            Map.of("ada", ANYWHERE, "grace", NAMED, "emmy", WIDE);

    @TempDir private Path folder;

    @Test
    void jobs_of_all_tenants_go_on_while_the_whole_chip_is_calibrated_and_run_on_whole_versions()
            throws Exception {
        try (var server = Servers.start(folder);
                var tenants = Executors.newVirtualThreadPerTaskExecutor()) {
            var cloud = server.cloud();
            cloud.ask(RUNS, Json.object());
            Map<String, Future<List<JobView>>> working = new HashMap<>();
            PROGRAMS.forEach((tenant, program) ->
                    working.put(
                            tenant, tenants.submit(() -> jobsMeanwhile(cloud, tenant, program))));
            var jobs = new ArrayList<JobView>();
            for (var tenant : working.entrySet()) {
                var done = tenant.getValue().get();
                assertThat(done).as("jobs of %s meanwhile", tenant.getKey()).hasSizeGreaterThan(5);
                jobs.addAll(done);
            }
            assertThat(cloud.get(RUNS).at("/runs/0/phase").asText()).isEqualTo("finished");
            long after = cloud.get(RUNS).at("/runs/0/version").asLong();
            assertThat(after).isEqualTo(2);

            var versions = new Versions(cloud);
            jobs.forEach(job -> runsOnOneWholeVersion(cloud, job, versions));
            var last = run(cloud, "ada", ANYWHERE);
            assertThat(runsOnOneWholeVersion(cloud, last, versions)).isEqualTo(after);

            var beside =
                    jobs.stream()
                            .filter(job -> job.tenant().equals("ada"))
                            .filter(job -> !held(compiled(cloud, job)).isEmpty())
                            .toList();
            assertThat(beside).as("jobs with experiments beside them").isNotEmpty();
            for (var job : beside) {
                var compiled = compiled(cloud, job);
                assertThat(layout(compiled))
                        .as("the place of %s", job.id())
                        .doesNotContainAnyElementsOf(versions.disturbed(held(compiled)));
            }
            assertThat(cloud.replay(beside.getFirst().id()).equal()).isTrue();
            assertThat(cloud.get("/v1/chips/wukong/metrics").at("/chipSeconds/jobs").asDouble())
                    .isPositive();
        }
    }

    /** Sends jobs, each when the last one has ended, for as long as the chip is calibrated. */
    private static List<JobView> jobsMeanwhile(Cloud cloud, String tenant, String program) {
        var done = new ArrayList<JobView>();
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (cloud.get(RUNS).at("/runs/0/phase").asText().equals("running")) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end_ns);
            done.add(run(cloud, tenant, program));
            Servers.pause(Duration.ofMillis(300));
        }
        return done;
    }

    private static JobView run(Cloud cloud, String tenant, String program) {
        ObjectNode body = Json.object();
        body.put("target", "wukong").put("shots", 50).put("seed", 7).put("program", program);
        var job = cloud.submit(body, Optional.empty(), Optional.of(tenant));
        var done = cloud.await(job.id(), WITHIN, _ -> {});
        assertThat(done.phase()).as("%s", done).isEqualTo("completed");
        return done;
    }

    /** The published versions, as anyone can read them. */
    private static final class Versions {
        private final Cloud cloud;
        private final Map<Long, JsonNode> known = new HashMap<>();

        Versions(Cloud cloud) {
            this.cloud = cloud;
        }

        JsonNode version(long number) {
            return known.computeIfAbsent(
                    number, one -> cloud.get(CHIP + "/calibration?version=" + one));
        }

        Set<Integer> qubitsInService(long number) {
            var ids = new TreeSet<Integer>();
            for (var qubit : version(number).path("qubits")) {
                if (qubit.path("inService").asBoolean()) {
                    ids.add(qubit.path("id").asInt());
                }
            }
            return ids;
        }

        boolean couples(long number, int a, int b) {
            return StreamSupport.stream(version(number).path("couplers").spliterator(), false)
                    .anyMatch(coupler ->
                            coupler.path("inService").asBoolean()
                                    && coupler.path("first").asInt() == Math.min(a, b)
                                    && coupler.path("second").asInt() == Math.max(a, b));
        }

        /** These qubits and their neighbours, along broken couplers too. */
        Set<Integer> disturbed(List<Integer> held) {
            var disturbed = new TreeSet<>(held);
            for (var coupler : version(1).path("couplers")) {
                int first = coupler.path("first").asInt();
                int second = coupler.path("second").asInt();
                if (held.contains(first) || held.contains(second)) {
                    disturbed.addAll(List.of(first, second));
                }
            }
            return disturbed;
        }
    }

    /**
     * The job's version is a published one, the very same that the log says, and what ran fits it.
     */
    private static long runsOnOneWholeVersion(Cloud cloud, JobView job, Versions versions) {
        var used = compiled(cloud, job).path("calibration");
        long version = used.path("version").asLong();
        assertThat(version).isIn(1L, 2L);
        assertThat(used.path("digest").asText())
                .isEqualTo(versions.version(version).path("digest").asText());
        assertThat(cloud.get("/v1/jobs/" + job.id()).path("calibrationVersion").asLong())
                .isEqualTo(version);
        var program = cloud.get("/v1/jobs/" + job.id() + "/program").path("compiled").asText();
        var qubits = new TreeSet<Integer>();
        QUBIT.matcher(program).results().forEach(one -> qubits.add(Integer.valueOf(one.group(1))));
        assertThat(qubits).isNotEmpty();
        assertThat(versions.qubitsInService(version)).containsAll(qubits);
        assertThat(CZ.matcher(program).results())
                .allMatch(pair ->
                        versions.couples(
                                version,
                                Integer.parseInt(pair.group(1)),
                                Integer.parseInt(pair.group(2))));
        return version;
    }

    private static JsonNode compiled(Cloud cloud, JobView job) {
        for (var event : cloud.get("/v1/jobs/" + job.id() + "/log").path("events")) {
            if (event.path("event").asText().equals("job-compiled")) {
                return event.path("data");
            }
        }
        throw new AssertionError(job.id() + " was not compiled");
    }

    private static List<Integer> held(JsonNode compiled) {
        return wholes(compiled.path("heldQubits"));
    }

    private static List<Integer> layout(JsonNode compiled) {
        return wholes(compiled.at("/circuits/0/initialLayout"));
    }

    private static List<Integer> wholes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
    }
}
