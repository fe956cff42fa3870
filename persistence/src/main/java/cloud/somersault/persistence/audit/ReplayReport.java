package cloud.somersault.persistence.audit;

import java.util.Optional;

/**
 * What came of running a job again.
 *
 * @param equal whether the counts are the same, to the last shot
 * @param recordedDigest of the counts in the log
 * @param replayedDigest of the counts now
 * @param compiled how compiling again compares; empty on the ideal target, which runs the submitted
 *     text
 * @param circuits how many were run
 * @param shots of each
 * @param seconds computing time now
 * @param explanation one sentence
 * @param mismatch why the counts are not the same, when they are not
 */
public record ReplayReport(
        String jobId,
        boolean equal,
        String recordedDigest,
        String replayedDigest,
        Optional<Recompiled> compiled,
        int circuits,
        long shots,
        double seconds,
        String explanation,
        Optional<Mismatch> mismatch) {

    /**
     * How compiling again compares.
     *
     * @param equal whether every circuit compiles to the same text
     * @param different how many do not
     * @param calibrationVersion the version of the chip's snapshot, from the log
     * @param calibrationDigest its digest, which was checked
     */
    public record Recompiled(
            boolean equal, int different, long calibrationVersion, String calibrationDigest) {}
}
