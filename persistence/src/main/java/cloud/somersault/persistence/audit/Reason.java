package cloud.somersault.persistence.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a replay did not find what the log says, or could not look. Stored: none is renamed. */
public enum Reason {
    /** The counts differ, and the engines are of another version now. */
    ENGINE_VERSION,
    /** This build has no such engine. */
    ENGINE_MISSING,
    /** What was asked for is not what was accepted: its digest is another. */
    OPTIONS_CHANGED,
    /** There is no such calibration version any more. */
    CALIBRATION_MISSING,
    /** The calibration version, or the truth that it names, is not what it was. */
    CALIBRATION_CHANGED,
    /** The text of a program is not there: it was erased, or lost. */
    PROGRAM_UNREADABLE,
    /** The text of a program is not what was run: its digest is another. */
    PROGRAM_CHANGED,
    /** The recorded counts are not there: they were erased, or lost. */
    RESULT_UNREADABLE,
    /** The recorded counts do not have their own digest. */
    RESULT_CHANGED,
    /** The log ends before the job did, or events are missing in between. */
    LOG_TRUNCATED,
    /** The events can't be read, or can't follow each other. */
    LOG_BROKEN,
    /** Everything is as it was, but for the counts. */
    COUNTS_DIFFER,
    /** The run itself failed. */
    RUN_FAILED,
    /** It does not concern this job: nothing of what is asked for applies to it. */
    NOT_CONCERNED;

    /** Stable, in kebab-case. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
