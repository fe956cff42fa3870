package cloud.somersault.http.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every code that a problem document of this server can carry. Codes are promises: one may be
 * added, none is renamed or given another meaning. docs/problems.md says the same, and a test
 * compares the two.
 */
public enum ProblemCode {
    MALFORMED_REQUEST(
            400,
            "The request is not proper HTTP",
            "The request line, a header or the URI could not be read.",
            "Send the request again with a well-formed line and headers; the detail says what was"
                    + " wrong."),
    MALFORMED_JSON(
            400,
            "The body is not JSON",
            "The body could not be read as one JSON value in UTF-8. A name used twice in one"
                    + " object, text after the value and too deep a nesting count as malformed.",
            "Mend the place that the detail names by line and column."),
    WRONG_PARAMETER(
            400,
            "A query or path parameter has a wrong value",
            "A parameter of the address is not of the kind that this route takes.",
            "The detail names the parameter and what it may be."),
    UNKNOWN_PARAMETER(
            400,
            "A query parameter that this route does not have",
            "Unknown parameters are refused and not ignored, because they are mostly spelling"
                    + " mistakes.",
            "Leave it out, or spell it as the OpenAPI document does."),
    WRONG_HEADER(
            400,
            "A request header has a wrong value",
            "One of this API's own request headers is empty, too long, or has characters that it"
                    + " may not have.",
            "The detail names the header and what it may be."),
    KEY_REQUIRED(
            401,
            "A key is needed",
            "The server is not open: who asks has to present an API key.",
            "Send it as Authorization: Bearer som_...; an admin makes one with somersault keys"
                    + " create."),
    KEY_REFUSED(
            401,
            "The key does not open",
            "The key that was presented is unknown, revoked or expired, or is no key at all. Which"
                    + " of these is not told.",
            "Check that the whole key was sent; ask an admin for a new one."),
    ROLE_NOT_ALLOWED(
            403,
            "The key's role may not do this",
            "The key is good, but not for this operation. docs/security.md has the table.",
            "Use a key of a role that may."),
    TENANT_NOT_ALLOWED(
            403,
            "The key may not act for this tenant",
            "A user's key acts for its own tenant; only operators and admins may name another in"
                    + " Somersault-Tenant.",
            "Leave the header out."),
    ORIGIN_NOT_ALLOWED(
            403,
            "The request comes from a page that may not ask",
            "Without a key, a server on loopback answers only programs and its own page, called by"
                    + " a name of this machine: pages of other sites must not reach it through"
                    + " somebody's browser. With a key or without, a WebSocket is not opened for"
                    + " them.",
            "Present a key, or have the origin added to somersault.http.origins."),
    FOLDER_NOT_ALLOWED(
            403,
            "The key may not read there",
            "Users' tuning sessions read models and data from the folders in"
                    + " somersault.http.tuning-folders only.",
            "Name files in one of those, or ask an operator."),
    KEY_NOT_FOUND(
            404,
            "There is no such key",
            "No key with this id was ever made.",
            "GET /v1/keys lists the keys."),
    RATE_LIMITED(
            429,
            "Too many requests",
            "The key has a rate, and it is used up.",
            "Wait as long as Retry-After says; GET /v1/limits tells the rate."),
    TOO_MANY_STREAMS(
            429,
            "Too many streams are open",
            "So many events' WebSockets may be open at a door, and so many of one key"
                    + " (somersault.http.sockets).",
            "Close one, or come back after the seconds that Retry-After names."),
    QUOTA_USED_UP(
            429,
            "The key's jobs are used up",
            "The key has a number of jobs a day, and they are used up.",
            "Wait as long as Retry-After says; GET /v1/limits tells what is left."),
    NOT_FOUND(
            404,
            "There is nothing at this address",
            "No route of this server has this path.",
            "Look the path up in /openapi.json."),
    JOB_NOT_FOUND(
            404,
            "There is no such job",
            "No job with this id was ever accepted here.",
            "Check the id. GET /v1/jobs lists the jobs that there are."),
    CIRCUIT_NOT_FOUND(
            404,
            "The job has no such circuit",
            "The circuits of a job are numbered from 0 in the order of its programs.",
            "Ask for a circuit below the job's number of programs."),
    CHIP_NOT_FOUND(
            404,
            "There is no such chip",
            "The name is not that of a chip of this cloud.",
            "GET /v1/chips lists the chips."),
    QUBIT_NOT_FOUND(
            404,
            "The chip has no such qubit",
            "The qubits of a chip are numbered from 0.",
            "GET /v1/chips/{chip}/calibration lists the qubits."),
    COUPLER_NOT_FOUND(
            404,
            "The chip has no such coupler",
            "Couplers join neighbours on the lattice and are named by their two qubits.",
            "GET /v1/chips/{chip}/calibration lists the couplers."),
    VERSION_NOT_FOUND(
            404,
            "There is no such calibration version",
            "No calibration of this number was ever published, or none at that moment yet.",
            "GET /v1/chips/{chip} names the current version."),
    VERIFICATION_NOT_FOUND(
            404,
            "There is no such verification",
            "No verification of this id was begun on this node, or it was long ago.",
            "POST /v1/audit/verifications begins one; GET /v1/audit/log has what came of all."),
    NOTHING_SIGNED(
            404,
            "No checkpoint was signed yet",
            "The log is put under a signed checkpoint at intervals, when there is something new.",
            "POST /v1/audit/checkpoints signs one now."),
    CALIBRATION_NOT_FOUND(
            404,
            "There is no such calibration run",
            "No calibration run of this number was ever begun on the chip.",
            "GET /v1/chips/{chip}/calibration-runs lists them."),
    CALIBRATION_UNDER_WAY(
            409,
            "The chip is being calibrated",
            "A chip has one calibration run at a time.",
            "Wait until it ends, or cancel it."),
    CALIBRATION_ENDED(
            409,
            "The calibration run has ended",
            "What has ended cannot be cancelled.",
            "What it published stays; begin another one."),
    PART_NOT_WORKING(
            422,
            "The chip has no such working part",
            "Only qubits and couplers that once had figures can be calibrated.",
            "GET /v1/chips/{chip}/calibration lists the parts."),
    NOTHING_TO_CALIBRATE(
            422,
            "There is nothing to calibrate",
            "The parts that were named have none of the nodes that were named.",
            "cz-phase and cz-error are of couplers, all other nodes are of qubits."),
    REPLAY_NOT_FOUND(
            404,
            "There is no such replay",
            "No replay of many jobs with this id was ever begun here.",
            "GET /v1/audit/replays lists them."),
    NOT_REPLAYABLE(
            409,
            "The job cannot be run again from its log",
            "Something that it takes is missing or was changed since; the detail says what.",
            "GET /v1/jobs/{id}/log shows the stored events. What was erased cannot be replayed."),
    CONTENT_ERASED(
            410,
            "The content was erased",
            "The key under which the job's programs and counts lie was destroyed. Its phase, times,"
                    + " shots, digests and statistics are still there.",
            "Nobody can bring it back; docs/retention.md says what was erased and what was not."),
    CONTENT_NOT_SEALED(
            409,
            "This cloud does not seal what jobs bring and get",
            "What is not sealed cannot be erased from a log that forgets nothing. Keepers that share"
                    + " a database, and those with somersault.retention.seal = off, seal nothing.",
            "docs/retention.md says what can be done."),
    NOTHING_YET(
            404,
            "Nothing had happened to it at that moment",
            "There is no such entity, or its first event came later.",
            "GET /v1/audit/entities/{kind}/{id}/events says what happened to it and when."),
    NO_CALIBRATION(
            404,
            "The job has no calibration",
            "The job ran on the ideal target, or has not been compiled yet.",
            "Only jobs for a chip have one, from the event job-compiled on."),
    NO_OBSERVABLES(
            404,
            "The job has no observables",
            "The job was submitted without observables, so it has no expectation values.",
            "Submit the program with observables; its counts are at /v1/jobs/ID/result."),
    PROBLEM_NOT_FOUND(
            404,
            "There is no such problem code",
            "This server has no problem of this name.",
            "GET /problems lists all codes."),
    SESSION_NOT_FOUND(
            404,
            "There is no such session",
            "The tenant has no booked session with this id.",
            "GET /v1/sessions lists the tenant's sessions."),
    METHOD_NOT_ALLOWED(
            405,
            "The route does not take this method",
            "The path exists, but not with this method.",
            "Use one of the methods that the Allow header names."),
    BODY_TOO_SLOW(
            408,
            "The body did not arrive in time",
            "The connection was open but the body stayed incomplete.",
            "Send the request again; for large bodies check the connection."),
    JOB_NOT_FINISHED(
            409,
            "The job is still under way",
            "There is no result yet.",
            "Ask again later, or follow GET /v1/jobs/{id}/events until the terminal event."),
    NOT_COVERED_YET(
            409,
            "No checkpoint covers the job yet",
            "Evidence needs a signed checkpoint that covers the job's last event.",
            "Ask again later: one is signed at intervals."),
    JOB_NOT_COMPLETED(
            409,
            "The job has not completed",
            "Only a completed job has counts that a replay can be compared with.",
            "Wait until it has completed."),
    JOB_FAILED(
            409,
            "The job failed",
            "The job ended without a result. Its view says why.",
            "Read failure in GET /v1/jobs/{id}, mend the cause, and submit again."),
    JOB_CANCELLED(
            409,
            "The job was cancelled",
            "The job ended without a result because someone cancelled it.",
            "Submit it again if the result is still wanted."),
    JOB_ALREADY_ENDED(
            409,
            "The job has already ended",
            "What was asked can only be done to a job that is still under way.",
            "Nothing: the job stays as it is."),
    IDEMPOTENCY_KEY_REUSED(
            409,
            "The Idempotency-Key belongs to another request",
            "A different request was already accepted with this key.",
            "Use a new key for a new request; repeat the old request unchanged to get its job."),
    TUNING_NOT_FOUND(
            404,
            "No such tuning session",
            "There is no tuning session of this id.",
            "List the sessions with GET /v1/tunings."),
    NO_CHECKPOINT(
            409,
            "The session has no such checkpoint",
            "Tuned models are read from checkpoints, and forks begin at them. There is none yet, or"
                    + " none after that step.",
            "Take one of the steps that the detail names, or wait for the next checkpoint."),
    TUNING_ALREADY_ENDED(
            409,
            "The session has already ended",
            "A session that has completed or was cancelled takes no more steps.",
            "Fork it from one of its checkpoints to go on."),
    SESSION_CLOSED(
            409,
            "The session takes no jobs",
            "It was closed, its time is over, or it has not come yet.",
            "Submit without a session, or open another one."),
    SESSION_LIMIT_REACHED(
            409,
            "The session's limit would be exceeded",
            "What the session's jobs took, what is put aside for those that have not ended, and what"
                    + " this one is expected to take are more computing time than was booked.",
            "Submit the job without the session, or ask for less."),
    SHARE_NOT_AVAILABLE(
            409,
            "So much of the machine can't be booked",
            "Other sessions have booked too much of that time.",
            "Book less, or another time."),
    BODY_TOO_LARGE(
            413,
            "The body is too large",
            "The body is longer than this server reads; it was not read to its end.",
            "Send less: GET /v1/limits names the most. Split a large batch into several jobs."),
    URI_TOO_LONG(
            414,
            "The address is too long",
            "The request line is longer than this server reads.",
            "Shorten the path or the query."),
    WRONG_CONTENT_TYPE(
            415,
            "The body has a content type that this route does not read",
            "This route reads application/json, in UTF-8 and not compressed.",
            "Send the header Content-Type: application/json."),
    MISSING_FIELD(
            422,
            "A field is missing",
            "The JSON is well formed but lacks a field that is needed.",
            "Add the field that the problem's field names."),
    UNKNOWN_FIELD(
            422,
            "A field that nobody knows",
            "Unknown fields are refused and not ignored, because they are mostly spelling"
                    + " mistakes.",
            "Remove the field that the problem's field names, or spell it as the OpenAPI document"
                    + " does."),
    WRONG_TYPE(
            422,
            "A field has the wrong type",
            "A string where a number belongs, for example: \"1000\" is not 1000.",
            "Give the field the type that the detail names. Nothing is converted."),
    OUT_OF_RANGE(
            422,
            "A field's value is out of range",
            "The type is right but the value is not one of those allowed.",
            "Choose a value that the detail allows."),
    TUNING_REFUSED(
            422,
            "The session can't begin",
            "The model's folder, the data or the sizes can't be used; the detail says which and why.",
            "Mend what the detail names, and ask again."),
    TUNED_MODEL_REFUSED(
            422,
            "The tuned model can't be asked",
            "The prompt or the data don't fit the model, its folder has changed, or a batch of"
                    + " circuits failed; the detail says which. The session is as it was.",
            "Mend what the detail names, and ask again."),
    INVALID_CALIBRATION(
            422,
            "The body is no calibration of this chip",
            "It is in none of the forms that are read (cloud-config, pilot-config,"
                    + " somersault-chip-1), a figure is missing or out of range, or its qubits and"
                    + " couplers are not those of the chip.",
            "Mend the place that field names. Nothing was imported."),
    PROGRAM_REFUSED(
            422,
            "The program has errors",
            "The program could not be read. Nothing was stored.",
            "Mend what diagnostics says; each one has a line, a column and a message."),
    NOT_EXPRESSIBLE(
            422,
            "The language asked for has no words for this program",
            "The program could be read, but it does something that the other language cannot say,"
                    + " like a delay in OpenQASM 2.",
            "Convert to openqasm-3, which has words for nearly everything that is read here."),
    NOTHING_MEASURED(
            422,
            "The program measures nothing",
            "Without a measurement there are no counts. Nothing was stored.",
            "Measure the qubits that you want to know at the end of the program."),
    SHOTS_OUT_OF_RANGE(
            422,
            "The target does not run so many shots",
            "Every target runs at least one shot and has a most. Nothing was stored.",
            "GET /v1/targets names the most; several jobs or programs can share the shots."),
    PROGRAMS_OUT_OF_RANGE(
            422,
            "A job does not take so many programs",
            "A job has at least one program. Nothing was stored.",
            "GET /v1/limits names the most; submit several jobs."),
    SHARDS_OUT_OF_RANGE(
            422,
            "A job is not cut into so many shards",
            "Nothing was stored.",
            "Leave options.shards out: the counts do not depend on it."),
    TIME_LIMIT_OUT_OF_RANGE(
            422,
            "The time limit is out of range",
            "Nothing was stored.",
            "GET /v1/limits names the most."),
    UNKNOWN_LANGUAGE(
            422,
            "Nobody reads this language",
            "The program names a language that is none of those read here. Nothing was stored.",
            "Use openqasm-2, openqasm-3 or originir, or leave language out."),
    QUBIT_OUT_OF_SERVICE(
            422,
            "The program uses a qubit that is out of service",
            "With the layout physical the program's qubits are the chip's own, and this one does"
                    + " not work. Nothing was stored.",
            "Use another qubit, or the layout auto."),
    QUBIT_OUTSIDE_REGION(
            422,
            "The program uses a qubit outside of its region",
            "With the layout physical the program's qubits are the chip's own, and this one is not"
                    + " allowed, or lies next to an occupied one. Nothing was stored.",
            "Use a qubit of the region, or the layout auto."),
    COUPLER_OUT_OF_SERVICE(
            422,
            "The program uses a coupler that is out of service",
            "With the layout physical a two-qubit gate needs a working coupler between its qubits."
                    + " Nothing was stored.",
            "Use another pair of qubits, or the layout auto."),
    UNBOUNDED_LOOP_ON_CHIP(
            422,
            "The program has a loop that only measured values end",
            "A chip runs no loop of which nobody knows how long it lasts. Nothing was stored.",
            "Write a for loop with constant bounds and an if in it, or use the ideal target."),
    TOO_MANY_QUBITS(
            422,
            "The program has more qubits than the chip",
            "Nothing was stored.",
            "Use fewer qubits, or the ideal target."),
    NO_REGION_LARGE_ENOUGH(
            422,
            "The chip has no working region for so many linked qubits",
            "The working qubits of the chip fall into regions, and none is large enough. Nothing was"
                    + " stored.",
            "Use fewer qubits, or the ideal target."),
    TOO_MANY_LAYERS(
            422,
            "The compiled program is too deep for the chip",
            "A chip runs only so many layers of gates. Nothing was stored.",
            "Use fewer gates, or the ideal target."),
    TOO_MANY_QUBITS_FOR_ENGINE(
            422,
            "No engine can simulate so many linked qubits",
            "The memory that is needed doubles with every qubit. Nothing was stored.",
            "Use fewer qubits, or only Clifford gates: those are simulated for thousands."),
    NOT_ENOUGH_MEMORY(
            422,
            "The simulation needs more memory than there is",
            "Nothing was stored.",
            "Use fewer qubits or fewer shots."),
    TAKES_TOO_LONG(
            422,
            "The job would take longer than its time limit",
            "The estimate of the computing time is above the limit. Nothing was stored.",
            "Use fewer shots, fewer qubits or a higher options.timeLimitSeconds."),
    COMPILATION_TAKES_TOO_LONG(
            422,
            "The compilation takes longer than a dry run may",
            "The compiler was stopped before it had finished. Nothing was stored.",
            "Ask for a lower options.optimization, or submit a job: it is compiled at its turn, for"
                    + " as long as that takes. GET /v1/limits names the most."),
    ENGINE_NOT_SUITABLE(
            422,
            "The engine asked for can't run this program",
            "options.engine names an engine that can't simulate this circuit on this target."
                    + " Nothing was stored.",
            "Leave options.engine out, or do what the hint says."),
    UNKNOWN_ENGINE(
            422,
            "Nobody knows this engine",
            "options.engine names none of the engines. Nothing was stored.",
            "Leave options.engine out, or use a name that the hint lists."),
    JOB_REFUSED(
            422,
            "The job cannot be accepted",
            "The request is well formed, but this job cannot run here.",
            "The detail says why and the hint what would work."),
    HEADERS_TOO_LARGE(
            431,
            "The headers are too large",
            "A header or all headers together are longer than this server reads.",
            "Send fewer or shorter headers."),
    OVERLOADED(
            429,
            "Too much is waiting already",
            "The queue is full. Nothing was stored.",
            "Send the same request again after the seconds that Retry-After names."),
    CHIP_TIME_EXHAUSTED(
            429,
            "The tenant's chip time is used up",
            "A tenant may take so much chip time within a window, and this job would take more than is"
                    + " left of it. Nothing was stored.",
            "Send the same request again after the seconds that Retry-After names, or with fewer shots"
                    + " or programs. Without Retry-After the job alone is more than the limit."),
    INTERNAL_ERROR(
            500,
            "Something broke inside the server",
            "This is a mistake of the server and not of the request.",
            "Try again once. If it stays, report the error id of the detail: the server's log has"
                    + " the same id."),
    NOT_IMPLEMENTED(
            501,
            "The server does not know this method",
            "The method is none that HTTP servers usually know.",
            "Use one of the methods of the OpenAPI document."),
    STARTING(
            503,
            "The server is starting",
            "The process is up but not yet ready to serve.",
            "Try again after the seconds that Retry-After names, or watch GET /health/ready."),
    NOT_READY(
            503,
            "A part of the server is not ready",
            "One of the checks of GET /health/ready does not pass.",
            "The detail names the check. Try again later."),
    DATABASE_UNAVAILABLE(
            503,
            "The database can't be reached",
            "The journal, the results or the views do not answer, so the request was turned away"
                    + " before anything was done.",
            "Try again after the seconds that Retry-After names; GET /health/ready says which part"
                    + " is meant."),
    CHIP_NOT_READY(
            503,
            "The chip has no calibration yet",
            "The first calibration is still being imported.",
            "Try again in a moment."),
    UNAVAILABLE(
            503,
            "A part of the server did not answer in time",
            "The request may or may not have been carried out.",
            "Try again after the seconds that Retry-After names. With the same Idempotency-Key a"
                    + " submission is never carried out twice.");

    private final int status;
    private final String title;
    private final String meaning;
    private final String remedy;

    ProblemCode(int status, String title, String meaning, String remedy) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The code as it is written in documents: kebab-case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status that goes with it. */
    public int status() {
        return status;
    }

    /** A few words; the same for every problem with this code. */
    public String title() {
        return title;
    }

    /** What it means. */
    public String meaning() {
        return meaning;
    }

    /** What the caller can do. */
    public String remedy() {
        return remedy;
    }

    /** By its written form. */
    public static Optional<ProblemCode> byId(String id) {
        return Arrays.stream(values()).filter(code -> code.id().equals(id)).findFirst();
    }
}
