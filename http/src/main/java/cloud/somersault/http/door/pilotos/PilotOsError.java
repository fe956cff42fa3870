package cloud.somersault.http.door.pilotos;

import cloud.somersault.http.problem.ProblemCode;

/** The error numbers of the protocol that this door uses. */
enum PilotOsError {
    NONE(0),
    PROGRAM(2),
    FIELD(3),
    CALCULATION(4),
    QUEUE_FULL(5),
    TOO_MANY_QUBITS(6),
    BACKEND(7),
    TOO_LONG(8),
    TASK_TYPE(9),
    EMPTY_PROGRAM(16),
    TOPOLOGY(25),
    CONFIGURATION(26),
    UNKNOWN_TASK(28),
    TIMEOUT(30),
    TERMINATED(31),
    PARAMETER(33),
    PROGRAM_LENGTH(34),
    OFFLINE(35),
    UNKNOWN(36);

    private final int number;

    PilotOsError(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** What comes nearest to a problem of this house. */
    static PilotOsError of(ProblemCode code) {
        return switch (code) {
            case PROGRAM_REFUSED, NOTHING_MEASURED, UNBOUNDED_LOOP_ON_CHIP -> PROGRAM;
            case MALFORMED_JSON, MALFORMED_REQUEST, MISSING_FIELD, WRONG_TYPE -> FIELD;
            case OUT_OF_RANGE, SHOTS_OUT_OF_RANGE -> PARAMETER;
            case OVERLOADED -> QUEUE_FULL;
            case TOO_MANY_QUBITS, TOO_MANY_QUBITS_FOR_ENGINE, NOT_ENOUGH_MEMORY -> TOO_MANY_QUBITS;
            case NO_REGION_LARGE_ENOUGH, QUBIT_OUT_OF_SERVICE, COUPLER_OUT_OF_SERVICE -> TOPOLOGY;
            case CHIP_NOT_FOUND -> BACKEND;
            case TAKES_TOO_LONG, TOO_MANY_LAYERS, COMPILATION_TAKES_TOO_LONG -> TOO_LONG;
            case PROGRAMS_OUT_OF_RANGE, BODY_TOO_LARGE -> PROGRAM_LENGTH;
            case NOT_IMPLEMENTED -> TASK_TYPE;
            case JOB_NOT_FOUND -> UNKNOWN_TASK;
            case BODY_TOO_SLOW, UNAVAILABLE -> TIMEOUT;
            case NOT_READY, STARTING, CHIP_NOT_READY -> OFFLINE;
            case ENGINE_NOT_SUITABLE, UNKNOWN_ENGINE, JOB_REFUSED -> CONFIGURATION;
            default -> UNKNOWN;
        };
    }
}
