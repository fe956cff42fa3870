package cloud.somersault.http.lock;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which operation of the API needs what. An operation that is not in the table is for admins only;
 * a test wants every operation in it, and the OpenAPI document says the same for each.
 */
public final class Permissions {
    private static final Map<String, Access> TABLE = table();

    /** What the names of operations in other vendors' protocols begin with. */
    private static final Set<String> VENDORS = Set.of("pilotos", "origin", "ionq", "ibm", "braket");

    private Permissions() {}

    /** What an operation needs. */
    public static Access of(String operationId) {
        var access = TABLE.get(operationId);
        if (access != null) {
            return access;
        }
        return VENDORS.stream().anyMatch(operationId::startsWith)
                ? Access.OWN_MANNERS
                : Access.ADMINISTERS;
    }

    /** Whether somebody has thought about it. */
    public static boolean knows(String operationId) {
        return TABLE.containsKey(operationId);
    }

    private static Map<String, Access> table() {
        var table = new HashMap<String, Access>();
        put(
                table,
                Access.EVERYONE,
                "getPage",
                "getPageFile",
                "getApiPage",
                "getApiPageFile",
                "getOpenApi",
                "listProblems",
                "getProblem",
                "getLiveness",
                "getReadiness");
        put(
                table,
                Access.ANY_KEY,
                "getLimits",
                "listAuditKeys",
                "getCheckpoint",
                "listTargets",
                "listChips",
                "getChip",
                "getQubit",
                "getCoupler",
                "getCalibration",
                "listCalibrations",
                "compareCalibrations",
                "getQubitHistory",
                "getCouplerHistory",
                "getQubitEvents",
                "getCouplerEvents",
                "listCalibrationRuns",
                "getCalibrationRun",
                "getAutomaticCalibration",
                "getChipMetrics",
                "listPlacements",
                "getClock",
                "convertProgram",
                "drawProgram",
                "compileProgram");
        put(
                table,
                Access.READS_OWN,
                "listJobs",
                "getJob",
                "getResult",
                "getProgram",
                "getCorrected",
                "getExpectations",
                "getJobLog",
                "getJobCalibration",
                "getJobMemory",
                "replayJob",
                "streamJobEvents",
                "streamEvents",
                "listTunings",
                "getTuning",
                "streamTuningEvents",
                "getTuningCurve",
                "completeWithTuning",
                "evaluateTuning",
                "getTuningAdapter",
                "listSessions",
                "getSession");
        put(
                table,
                Access.CHANGES_OWN,
                "submitJob",
                "cancelJob",
                "createTuning",
                "pauseTuning",
                "resumeTuning",
                "cancelTuning",
                "forkTuning",
                "openSession",
                "closeSession");
        put(
                table,
                Access.OPERATES,
                "importCalibration",
                "startCalibration",
                "cancelCalibration",
                "switchAutomaticCalibration",
                "setClock");
        put(
                table,
                Access.OVERSEES,
                "getMetrics",
                "listNodes",
                "getPastQueue",
                "compareQueue",
                "getPastChip",
                "compareChip");
        put(
                table,
                Access.AUDITS,
                "getJobTruth",
                "getAuditLog",
                "exportEvidence",
                "signCheckpoint",
                "startVerification",
                "getVerification",
                "getPastEntity",
                "listEntityEvents",
                "compareEntity",
                "requestReplay",
                "listReplays",
                "getReplay",
                "listReplayRows",
                "cancelReplay",
                "listErasures");
        put(
                table,
                Access.ADMINISTERS,
                "createKey",
                "listKeys",
                "getKey",
                "revokeKey",
                "rotateAuditKey",
                "eraseContents");
        return Map.copyOf(table);
    }

    private static void put(Map<String, Access> table, Access access, String... operationIds) {
        for (var one : operationIds) {
            if (table.put(one, access) != null) {
                throw new IllegalArgumentException(one + " is there twice");
            }
        }
    }
}
