package cloud.somersault.users;

/**
 * One request of a visitor and what became of it; a line of the file that the playing process
 * leaves.
 *
 * @param visit the visit's number
 * @param due_ms when the visitor meant to send it, since the start
 * @param sent_ms when it was sent
 * @param answer_ms from then until the answer was there; -1 when none came
 * @param status of the answer; 0 when none came
 * @param tasks that it brought
 * @param jobId of the job that it is about; "-" when there is none
 */
public record Encounter(
        Kind kind,
        int visit,
        long due_ms,
        long sent_ms,
        int answer_ms,
        int status,
        int tasks,
        String tenant,
        String jobId) {
    /** Instead of an id. */
    public static final String NO_JOB = "-";

    private static final int COLUMNS = 9;

    /** What was asked. */
    public enum Kind {
        /** A job, for the first time. */
        SUBMIT,
        /** The same again under the same key, after a refusal, a silence, or an answer. */
        AGAIN,
        /** A job whose sender hung up before the answer. */
        VANISH,
        /** What no cloud can take. */
        RUBBISH,
        /** How a job stands. */
        POLL,
        /** A job's events until its end. */
        STREAM,
        /** Counts. */
        RESULT,
        /** A session that tunes a language model; the job's id is the session's. */
        TUNE
    }

    /** As a line of columns between tabs. */
    public String line() {
        return kind + "\t" + visit + "\t" + due_ms + "\t" + sent_ms + "\t" + answer_ms + "\t"
                + status + "\t" + tasks + "\t" + tenant + "\t" + jobId;
    }

    /** Reads a line. */
    public static Encounter parse(String line) {
        var columns = line.split("\t");
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("not an encounter: " + line);
        }
        return new Encounter(
                Kind.valueOf(columns[0]),
                Integer.parseInt(columns[1]),
                Long.parseLong(columns[2]),
                Long.parseLong(columns[3]),
                Integer.parseInt(columns[4]),
                Integer.parseInt(columns[5]),
                Integer.parseInt(columns[6]),
                columns[7],
                columns[8]);
    }

    /** Whether it asked for a job, and has got one. */
    public boolean accepted() {
        return (kind == Kind.SUBMIT || kind == Kind.AGAIN) && status == 202;
    }
}
