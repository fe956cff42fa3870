package cloud.somersault.job.model;

import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.simulators.EngineLimits;
import com.typesafe.config.Config;

/**
 * How much one job may ask for. Readable over the API, so that nobody has to find out by trying.
 *
 * @param programsMax programs in one job
 * @param shotsMaxIdeal shots of a program on the ideal target; a chip brings its own limit
 * @param shardsMax pieces of one job
 * @param timeLimitSecondsMax the longest run that may be asked for
 * @param read limits of one program text
 * @param engine limits of one circuit's run
 */
public record JobLimits(
        int programsMax,
        long shotsMaxIdeal,
        int shardsMax,
        double timeLimitSecondsMax,
        ReadLimits read,
        EngineLimits engine) {

    /** From {@code somersault.job.limits}. */
    public static JobLimits from(Config config) {
        return new JobLimits(
                config.getInt("programs-max"),
                config.getLong("shots-max-ideal"),
                config.getInt("shards-max"),
                config.getDuration("time-limit-max").toMillis() / 1e3,
                new ReadLimits(
                        config.getInt("program-characters-max"),
                        config.getInt("qubits-max"),
                        config.getInt("bits-max"),
                        config.getInt("operations-max"),
                        config.getInt("nesting-max")),
                new EngineLimits(
                        config.getBytes("engine-memory-max"),
                        config.getDuration("time-limit-max").toMillis() / 1e3));
    }

    /** The same where one circuit's run may use no more than this. */
    public JobLimits withEngineMemoryAtMost(long bytes) {
        return new JobLimits(
                programsMax,
                shotsMaxIdeal,
                shardsMax,
                timeLimitSecondsMax,
                read,
                new EngineLimits(Math.min(bytes, engine.memoryBytesMax()), engine.secondsMax()));
    }
}
